"""快速调解: what was settled on the spot, on one screen with few inputs; the form is printed from here."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.read_models import DraftRow
from desktop.ops import Core
from desktop.usecases.settle_quickly import SettleQuicklyResult
from ui.fields.choice import ChoiceField, PickField
from ui.fields.dates import DateField
from ui.fields.form import Form
from ui.fields.money import MoneyField
from ui.fields.text import LongTextField, TextField
from ui.i18n import tr
from ui.screens.papers.preview import PaperPreview
from ui.screens.quick import ops
from ui.screens.quick.short_party import ShortParty
from ui.shell.draft_keeper import DraftKeeper, content_of
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, row, scrolled

ORAL_COPIES = 1
DEFAULT_SOURCE = "application"


class QuickSettlement(Screen):
    """One screen, then the form."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.keeper = DraftKeeper(self, core, ways, form=ops.DRAFT)
        self.keeper.keep(self.content, self._title)
        self.one = ShortParty(tr("甲方（申请人）"), core, self.today)
        self.other = ShortParty(tr("乙方（被申请人）"), core, self.today)
        self.form = Form(columns=3)
        self._build(self.form)
        self.message = MessageLine()
        self.preview = PaperPreview(core)
        self.preview.queued.connect(
            lambda why: self.told.setText(tr("▲ {}已排进打印队列，在“文书”里可以再打。").format(why))
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self._asking())
        self.pages.addWidget(self._finished())
        self.setLayout(column(self.pages, margins=(16, 12, 16, 12)))
        for part in (self.one.form, self.other.form, self.form):
            part.edited.connect(self._on_edited)
            part.settled.connect(self.keeper.flush)
        self._start_anew()

    def _build(self, form: Form) -> None:
        categories = self.core.reference.choices("dispute_types")
        form.add("category", ChoiceField(tr("纠纷类型"), categories, required=True))
        form.add("place", TextField(tr("地点")))
        form.add("mediator", TextField(tr("调解员"), required=True))
        what = tr("什么时候、在哪里、因为什么")
        form.add(
            "summary",
            LongTextField(tr("什么事"), lines=2, required=True, placeholder=what, grow=True),
            span=3,
            weight=1,
        )
        how = tr("谁做什么、赔多少，双方怎样说好的")
        form.add(
            "agreed",
            LongTextField(tr("怎样说好的"), lines=2, required=True, placeholder=how, grow=True),
            span=3,
            weight=1,
        )
        done = (("yes", tr("当场履行完")), ("no", tr("以后履行")))
        self.performed = PickField(tr("履行"), done, start="yes", required=True)
        form.add("performed", self.performed)
        form.add("amount", MoneyField(tr("金额")))
        form.add("due", DateField(tr("履行期限"), self.today))

    def _asking(self) -> QWidget:
        page = QWidget()
        back = button(tr("改用三步登记"), lambda: self.ways.to_place("intake"))
        self.save = button(tr("记好并印登记表"), self.settle, primary=True, drawing="check")
        self.fresh = button(tr("清空重填"), self._give_up, drawing="trash")
        people = row(card(column(self.one)), card(column(self.other)), gap=12)
        people.setStretch(0, 1)
        people.setStretch(1, 1)
        body = QWidget()
        inside = column(people, card(column(self.form)))
        inside.setStretch(1, 1)
        body.setLayout(inside)
        hint = label(tr("当场说好的小事，一屏记完，印出人民调解口头协议登记表。"), tone="soft")
        heading = row(label(tr("快速调解"), rank="title"), hint, None)
        layout = column(heading, scrolled(body), self.message, row(self.fresh, back, None, self.save))
        layout.setStretch(1, 1)
        page.setLayout(layout)
        return page

    def _finished(self) -> QWidget:
        page = QWidget()
        self.told = label("", rank="title", tone="green")
        more = button(tr("再记一件"), self._again, drawing="plus")
        self.open = button(tr("打开案件"), lambda: self.ways.to_case(self._case_id), drawing="folder")
        layout = column(row(self.told, None, more, self.open), card(column(self.preview)))
        layout.setStretch(1, 1)
        page.setLayout(layout)
        self._case_id = ""
        return page

    def content(self) -> dict[str, Any]:
        """Everything typed, as it is drafted."""
        return {"one": self.one.value(), "other": self.other.value(), **self.form.values()}

    def arrive(self, carried: Any) -> None:
        """Go on with a draft, or begin a new one after a finished one."""
        if isinstance(carried, DraftRow) and not self.keeper.dirty:
            found = content_of(carried.content)
            self.one.set_value(found.get("one", {}))
            self.other.set_value(found.get("other", {}))
            self.form.fill(found)
            self._arrange()

    def leave(self) -> None:
        self.keeper.flush()

    def back(self) -> bool:
        if self.pages.currentIndex() == 0:
            return False
        self._again()
        return True

    def take_card(self, number: str) -> bool:
        block = self.one if self.one.is_blank() else self.other
        block.take_card(number)
        return True

    def settle(self) -> None:
        """All typed: one case, one agreement, one form."""
        right = all([self.one.check(), self.other.check(), self.form.check()])
        if not right:
            return
        values = self.form.values()
        procedures = self.core.reference.procedures("dispute")
        command = {
            "procedure": procedures[0][0],
            "received_at": self.core.clock.now().isoformat(timespec="seconds"),
            "category": values["category"],
            "summary": values["summary"],
            "agreed": values["agreed"],
            "performed": values["performed"] == "yes",
            "mediator": values["mediator"],
            "source": DEFAULT_SOURCE,
            "place": values["place"],
            "amount": values["amount"] or 0,
            "due": values["due"],
        }
        self.save.setEnabled(False)
        op = ops.settle(self.core, self.one.value(), self.other.value(), command)
        op.on_success(self._on_settled).on_error(self._on_refused)
        op.on_done(lambda: self.save.setEnabled(True)).run(self)

    def _on_settled(self, done: SettleQuicklyResult) -> None:
        self.keeper.forget()
        self._case_id = done.case_id
        closed = tr("，已结案") if done.closed else tr("，到期会提醒履行")
        self.told.setText(tr("✓ 已记好：{}{}").format(done.number, closed))
        self.preview.show_pdf(
            done.paper.pdf, tr("人民调解口头协议登记表"), ORAL_COPIES, (done.case_id, done.paper.document)
        )
        self.pages.setCurrentIndex(1)
        self.preview.print.setFocus()
        self._start_anew()

    def take_keyboard(self) -> None:
        if self.pages.currentIndex() == 0:
            self.one.name.editor.setFocus()

    def _on_refused(self, error: BaseException) -> bool:
        return self.message.refused(error, self.form)

    def _on_edited(self) -> None:
        self._arrange()
        self.keeper.note_change()

    def _arrange(self) -> None:
        self.form.show_field("due", self.performed.value() == "no")

    def _give_up(self) -> None:
        self.keeper.drop()
        self._start_anew()

    def _again(self) -> None:
        self.pages.setCurrentIndex(0)
        self.one.name.editor.setFocus()

    def _start_anew(self) -> None:
        self.one.set_value({})
        self.other.set_value({})
        for field in self.form.fields.values():
            field.set_value("")
            field.say("")
        self.form.fill({"performed": "yes", "mediator": self.core.viewer.name})
        self.message.quiet()
        self._arrange()

    def _title(self) -> str:
        names = (self.one.name.value(), self.other.name.value())
        return tr("与").join(name for name in names if name)
