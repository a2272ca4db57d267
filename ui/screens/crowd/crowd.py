"""人多来访: count first, names only, card after card, delegates, one registration, the first report in ten minutes."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.read_models import DraftRow
from desktop.ops import Core
from desktop.usecases.make_paper import PaperMade
from desktop.usecases.protocols import UnitOfWork
from desktop.usecases.register_crowd import (
    DRAFT,
    MOST_DELEGATES,
    CrowdRegistered,
    RegisterCrowd,
    Visitor,
    register_crowd,
    report_urgently,
)
from ui.fields.choice import ChoiceField
from ui.fields.form import Form
from ui.fields.number import NumberField
from ui.fields.text import LongTextField, PhoneField, TextField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.crowd.people import PeopleModel
from ui.screens.papers.preview import PaperPreview
from ui.shell.draft_keeper import DraftKeeper, content_of
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, rename, row, scrolled, set_tone
from ui.style.look import look
from ui.style.tables import Table
from ui.style.words import long_day

ROWS: Final = 4


class Crowd(Screen):
    """The hall on one screen, then the papers."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.keeper = DraftKeeper(self, core, ways, form=DRAFT)
        self.keeper.keep(self.content, self._title)
        self._card = ""
        self._case = ""
        self.form = self._facts()
        self.model = PeopleModel()
        self.table = Table(self.model, tr("来访人"))
        self.table.setProperty("inCard", True)
        self.table.columns(60, 0, 190, 130, 160, spare=3)
        self.table.pills(4)
        self.table.opened.connect(lambda _row: self._on_delegate())
        self.table.selectionModel().selectionChanged.connect(lambda *_rows: self._allow())
        self.name = TextField(tr("姓名"), placeholder=tr("打姓名按回车；也可以先刷证，再打这个人的姓名"))
        self.name.line.setProperty("enterActs", True)
        self.name.line.returnPressed.connect(self._on_name)
        self.phone = PhoneField(tr("电话"))
        self.phone.line.setProperty("enterActs", True)
        self.phone.line.returnPressed.connect(self._on_name)
        self.counted = label("", rank="strong", wrap=True)
        self.message = MessageLine()
        self.pages = QStackedWidget()
        self.pages.addWidget(self._hall())
        self.pages.addWidget(self._papers())
        self.setLayout(column(self.pages, margins=(16, 12, 16, 12)))
        self.form.edited.connect(self._on_edited)
        self.form.settled.connect(self.keeper.flush)
        self._start_anew()

    def _facts(self) -> Form:
        form = Form(columns=3)
        form.add("present", NumberField(tr("现场人数"), required=True, least=1, most=100_000))
        form.add("concerned", NumberField(tr("涉及人数"), least=1, most=1_000_000))
        categories = self.core.reference.choices("petition_content")
        form.add("category", ChoiceField(tr("内容类别"), categories, required=True))
        what = tr("哪里来的人、为什么事、要求什么；先写一句，以后再补")
        form.add("summary", LongTextField(tr("为什么事"), lines=2, required=True, placeholder=what), span=2)
        form.add("requests", LongTextField(tr("诉求"), lines=2, placeholder=tr("一条写一行")))
        return form

    def _hall(self) -> QWidget:
        page = QWidget()
        self.choose = button(tr("选为代表"), self._on_delegate, narrow=True)
        self.receive = button(tr("可以代收文书"), self._on_receive, narrow=True)
        self.drop = button(tr("去掉"), self._on_drop, narrow=True)
        self.save = button(tr("登记，印代表推选书"), self.register, primary=True, drawing="check")
        fresh = button(tr("清空重填"), self._give_up, drawing="trash")
        entry = row(self.name.caption, self.name, self.phone.caption, self.phone)
        entry.setStretch(1, 2)
        entry.setStretch(3, 1)
        beside = row(self.counted, self.choose, self.receive, self.drop)
        beside.setStretch(0, 1)
        hint = label(tr("先数人、写一句事由；姓名和证件可以后补。"), tone="soft", wrap=True)
        head = row(label(tr("人多来访"), rank="title"), hint)
        head.setStretch(1, 1)
        inside = column(entry, self.table, beside, gap=6)
        inside.setStretch(1, 1)
        body = QWidget()
        whole = column(card(column(self.form)), card(inside), gap=8)
        whole.setStretch(1, 1)
        body.setLayout(whole)
        layout = column(head, scrolled(body), self.message, row(fresh, None, self.save), gap=8)
        layout.setStretch(1, 1)
        page.setLayout(layout)
        self.fit()
        return page

    def fit(self) -> None:
        """At least four people are in sight in every text size."""
        self.table.setMinimumHeight(look().target * (ROWS + 1))

    def _papers(self) -> QWidget:
        page = QWidget()
        self.told = label("", rank="title", tone="green")
        self.report = LongTextField(tr("快报"), lines=4)
        self.send = button(tr("出快报"), self._on_report, drawing="warn")
        self.open = button(tr("打开案件"), lambda: self.ways.to_case(self._case), drawing="folder")
        self.after = MessageLine()
        self.preview = PaperPreview(self.core)
        heading = row(label(tr("快报（十分钟内）"), rank="heading"), None, self.open, self.send)
        self.report.caption.hide()
        words = column(heading, self.report.caption, self.report, gap=6)
        layout = column(self.told, self.after, card(words), card(column(self.preview)), gap=8)
        layout.setStretch(3, 1)
        page.setLayout(layout)
        return page

    def content(self) -> dict[str, Any]:
        """Everything typed, as it is drafted."""
        return {**self.form.values(), "people": [msgspec.to_builtins(visitor) for visitor in self.model.people]}

    def arrive(self, carried: Any) -> None:
        """Go on with a draft."""
        if isinstance(carried, DraftRow) and not self.keeper.dirty:
            found = content_of(carried.content)
            self.form.fill(found)
            self._show([msgspec.convert(person, Visitor) for person in found.get("people", [])])

    def leave(self) -> None:
        self.keeper.flush()

    def take_keyboard(self) -> None:
        self.form["present"].editor.setFocus()

    def back(self) -> bool:
        if self.pages.currentIndex() == 0:
            return False
        self.pages.setCurrentIndex(0)
        return True

    def take_card(self, number: str) -> bool:
        """A card belongs to the name being typed, to the chosen person without one, or to the next name."""
        if any(person.id_number == number for person in self.model.people):
            self.message.warn((tr("这张证已经刷过。"),))
            return True
        chosen = self.table.chosen()
        if self.name.typed():
            self._add(Visitor(self.name.value(), number, self.phone.typed()))
        elif 0 <= chosen < len(self.model.people) and not self.model.people[chosen].id_number:
            self.model.put(chosen, msgspec.structs.replace(self.model.people[chosen], id_number=number))
            self._on_edited()
        elif self._card and self._card != number:
            self.message.warn((tr("上一张证还没有打姓名。请先打姓名按回车，再刷这一张。"),))
        else:
            self._card = number
            self.message.warn((tr("证件已读到，请打这个人的姓名，再按回车。"),))
        self.name.editor.setFocus()
        return True

    def register(self) -> None:
        """One registration for everybody."""
        if not self.form.check():
            return
        if not self.model.people:
            self.message.warn((tr("至少打一个人的姓名；其他人可以以后补。"),))
            self.name.editor.setFocus()
            return
        values = self.form.values()
        cmd = RegisterCrowd(
            received_at=self.core.clock.now().isoformat(timespec="seconds"),
            present=values["present"],
            concerned=values["concerned"] or 0,
            category=values["category"],
            summary=values["summary"],
            visitors=tuple(self.model.people),
            requests=tuple(line for line in values["requests"].splitlines() if line.strip()),
        )
        papers = self.core.papers
        self.save.setEnabled(False)
        op = ops.act(self.core, lambda uow: register_crowd(cmd, uow, papers)).on_success(self._on_registered)
        op.on_error(lambda error: self.message.refused(error, self.form))
        op.on_done(lambda: self.save.setEnabled(True)).run(self)

    def _on_registered(self, done: CrowdRegistered) -> None:
        self.keeper.forget()
        self._case = done.case.case_id
        values = self.form.values()
        people = max(values["present"], len(self.model.people))
        self.told.setText(tr("✓ 已登记：{}　1批{}人次").format(done.case.number, people))
        self.after.quiet()
        self.after.warn(done.warnings)
        self.report.set_value(self._first_words(values, people))
        if done.election is not None:
            self._show_paper(tr("代表推选书"), done.election)
        self.pages.setCurrentIndex(1)
        self.report.editor.setFocus()
        self._start_anew()

    def _first_words(self, values: dict[str, Any], people: int) -> str:
        now = self.core.clock.now()
        moment = f"{long_day(now.date().isoformat())} {now:%H:%M}"
        delegates = "、".join(person.name for person in self.model.people if person.delegate)
        concerned = values["concerned"] or people
        lines = (
            tr("{}，{}人来访，涉及{}人。").format(moment, people, concerned),
            str(values["summary"]).strip(),
            tr("已推选代表：{}。").format(delegates) if delegates else tr("代表还没有推选。"),
            tr("值班领导到场情况：　　　　已做的：　　　　下一步："),
        )
        return "\n".join(line for line in lines if line)

    def _on_report(self) -> None:
        case_id, content, papers = self._case, self.report.value(), self.core.papers

        def work(uow: UnitOfWork) -> PaperMade:
            return report_urgently(case_id, content, uow, papers)

        op = ops.act(self.core, work).on_success(self._on_reported)
        op.on_error(self.after.refused).run(self)

    def _on_reported(self, made: PaperMade) -> None:
        self.after.done(tr("快报已出，请打印后报送。"))
        self._show_paper(tr("重大紧急信访信息快报"), made)

    def _show_paper(self, title: str, made: PaperMade) -> None:
        self.preview.show_pdf(made.pdf, title, 1, (self._case, made.document))

    def _on_name(self) -> None:
        if self.name.typed():
            self._add(Visitor(self.name.value(), self._card, self.phone.typed()))

    def _add(self, visitor: Visitor) -> None:
        self._card = ""
        self.message.quiet()
        self._show([*self.model.people, visitor])
        self.table.selectRow(len(self.model.people) - 1)
        self.table.scrollToBottom()
        for field in (self.name, self.phone):
            field.set_value("")
        self.name.editor.setFocus()
        self._on_edited()

    def _show(self, people: list[Visitor]) -> None:
        self.model.fill(people)
        self._allow()

    def _chosen(self) -> int:
        number = self.table.chosen()
        return number if 0 <= number < len(self.model.people) else -1

    def _on_delegate(self) -> None:
        number = self._chosen()
        if number >= 0:
            person = self.model.people[number]
            changed = msgspec.structs.replace(person, delegate=not person.delegate, may_receive=False)
            self.model.put(number, changed)
            self._on_edited()

    def _on_receive(self) -> None:
        number = self._chosen()
        if number >= 0 and self.model.people[number].delegate:
            person = self.model.people[number]
            self.model.put(number, msgspec.structs.replace(person, may_receive=not person.may_receive))
            self._on_edited()

    def _on_drop(self) -> None:
        number = self._chosen()
        if number >= 0:
            self._show([person for place, person in enumerate(self.model.people) if place != number])
            self._on_edited()

    def _on_edited(self) -> None:
        self._allow()
        self.keeper.note_change()

    def _allow(self) -> None:
        number = self._chosen()
        chosen = self.model.people[number] if number >= 0 else None
        for made in (self.choose, self.drop):
            made.setEnabled(chosen is not None)
        self.receive.setEnabled(chosen is not None and chosen.delegate)
        rename(self.choose, tr("不当代表") if chosen is not None and chosen.delegate else tr("选为代表"))
        delegates = sum(person.delegate for person in self.model.people)
        cards = sum(bool(person.id_number) for person in self.model.people)
        told = tr("已记{}人，证件{}张，代表{}人").format(len(self.model.people), cards, delegates)
        many = tr("　▲ 代表一般不超过5人，照样可以登记") if delegates > MOST_DELEGATES else ""
        self.counted.setText(told + many)
        set_tone(self.counted, "amber" if many else "")

    def _title(self) -> str:
        return tr("人多来访　{}人").format(self.form["present"].value() or len(self.model.people))

    def _give_up(self) -> None:
        self.keeper.drop()
        self._start_anew()

    def _start_anew(self) -> None:
        for field in (*self.form.fields.values(), self.name, self.phone):
            field.set_value("")
            field.say("")
        self._card = ""
        self.message.quiet()
        self._show([])
