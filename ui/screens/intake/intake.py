"""受理登记 in three steps, each on one screen, free to jump; kept as a draft while it is typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.case_events import Side
from desktop.domain.read_models import DraftRow
from desktop.ops import Core
from desktop.usecases.bring_scan_home import BringScanHome
from desktop.usecases.print_blank import PrintBlank
from ui.fields.choice import PickField
from ui.i18n import tr
from ui.screens.intake import ops
from ui.screens.intake.facts_form import DISPUTE, PETITION, FactsForm
from ui.screens.intake.review import Review
from ui.screens.intake.scan_band import ScanBand
from ui.screens.papers import ops as paper_ops
from ui.screens.papers.preview import PaperPreview
from ui.screens.party_input import names_of
from ui.screens.party_sides import PartySide
from ui.shell.draft_keeper import DraftKeeper, content_of
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, rename, row, scrolled, toggle

_SIDES: tuple[Side, Side] = ("applicant", "respondent")
_BLANK = 3  # the page with a form to fill in by hand, behind the three steps


class Intake(Screen):
    """受理登记."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.keeper = DraftKeeper(self, core, ways, form=ops.DRAFT)
        self.keeper.keep(self.content, self._title)
        self.sides = {
            "applicant": PartySide(tr("申请人"), core, self.today),
            "respondent": PartySide(tr("被申请人"), core, self.today),
        }
        self.facts = FactsForm(core)
        self.scans = ScanBand()
        self.review = Review()
        self.message = MessageLine()
        self.pages = QStackedWidget()
        people = QWidget()
        beside = row(*self.sides.values(), gap=12)
        beside.setStretch(0, 1)
        beside.setStretch(1, 1)
        people.setLayout(beside)
        self.pages.addWidget(people)
        self.pages.addWidget(card(column(scrolled(self.facts))))
        self.pages.addWidget(self.review)
        self.blank = PaperPreview(core)
        self.pages.addWidget(card(column(self.blank)))
        self.steps = [toggle(words) for words in (tr("① 当事人"), tr("② 纠纷情况"), tr("③ 核对打印"))]
        for number, step in enumerate(self.steps):
            step.setProperty("step", True)
            step.clicked.connect(lambda _on=False, to=number: self.show_step(to))
        layout = column(self._head(), self.scans, self.pages, self.message, self._foot(), margins=(16, 12, 16, 12))
        layout.setStretchFactor(self.pages, 1)
        self.setLayout(layout)
        for side in self.sides.values():
            side.edited.connect(self.keeper.note_change)
            side.settled.connect(self.keeper.flush)
        self.facts.edited.connect(self.keeper.note_change)
        self.facts.settled.connect(self.keeper.flush)
        self.show_step(0)

    def _head(self) -> QWidget:
        """The steps, and what kind of matter it is: a person at the desk rarely says so first."""
        matters = ((DISPUTE, tr("调解纠纷")), (PETITION, tr("信访事项")))
        self.matter = PickField(tr("登记的是"), matters, start=DISPUTE)
        self.matter.edited.connect(lambda: self.show_matter(self.matter.value()))
        self.matter.edited.connect(self.keeper.note_change)
        holder = QWidget()
        holder.setLayout(row(*self.steps, None, self.matter.caption, self.matter, gap=8))
        return holder

    def show_matter(self, matter: str) -> None:
        """Ask for a dispute or for a petition."""
        petition = matter == PETITION
        self.matter.set_value(matter)
        self.facts.show_matter(matter)
        self.sides["applicant"].heading.setText(tr("信访人") if petition else tr("申请人"))
        self.sides["respondent"].heading.setText(tr("被反映的人或单位（可以不填）") if petition else tr("被申请人"))
        self.sides["respondent"].required = not petition
        rename(self.steps[1], tr("② 反映的情况") if petition else tr("② 纠纷情况"))
        self._name_next()

    def _name_next(self) -> None:
        form = tr("登记并印信访登记表") if self.matter.value() == PETITION else tr("登记并印受理登记表")
        rename(self.next, form if self.step == 2 else tr("下一步"))

    def _foot(self) -> QWidget:
        self.before = button(tr("上一步"), lambda: self.show_step(self.step % _BLANK - 1), drawing="arrow-left")
        self.fresh = button(tr("清空重填"), self._start_anew, drawing="trash")
        self.crowd = button(tr("人多来访"), lambda: self.ways.to_place("crowd"), drawing="person")
        self.form = button(tr("印空白表"), self._on_form, drawing="print")
        self.only = button(tr("只登记"), lambda: self.register(print_form=False))
        self.next = button(tr("下一步"), self._on_next, primary=True, drawing="arrow-right")
        holder = QWidget()
        holder.setLayout(row(self.before, self.fresh, self.crowd, self.form, None, self.only, self.next))
        return holder

    @property
    def step(self) -> int:
        return self.pages.currentIndex()

    def show_step(self, number: int) -> None:
        """Go to a step; nothing is asked on the way there."""
        number = min(2, max(0, number))
        self.pages.setCurrentIndex(number)
        for place, step in enumerate(self.steps):
            step.setChecked(place == number)
        self.before.setEnabled(number > 0)
        self.only.setVisible(number == 2)
        self._name_next()
        self.message.quiet()
        self.keeper.flush()
        if number == 2:
            self.review.show_content(self.content(), self._words())
        self.take_keyboard()

    def content(self) -> dict[str, Any]:
        """Everything typed, as it is drafted."""
        return {
            **{side: block.value() for side, block in self.sides.items()},
            "matter": self.matter.value(),
            "facts": self.facts.values(),
            "step": self.step,
        }

    def arrive(self, carried: Any) -> None:
        """Go on with a draft, or begin a petition."""
        if isinstance(carried, tuple):
            self._take_forms(carried)
        if carried == PETITION and not self.facts["summary"].value():
            self.show_matter(PETITION)
        if isinstance(carried, DraftRow) and not self.keeper.dirty:
            found = content_of(carried.content)
            self.show_matter(found.get("matter", DISPUTE))
            for side, block in self.sides.items():
                block.set_value(found.get(side, []))
            self.facts.fill(found.get("facts", {}))
            self.show_step(int(found.get("step", 0)))

    def _take_forms(self, forms: tuple[BringScanHome, ...]) -> None:
        """Scans of forms filled in by hand: what stands on them is typed here, and they go along."""
        typed = bool(self._title() or self.facts["summary"].value())
        self.scans.take(forms, typed=typed)
        kinds = {self.core.papers.info(form.finding.form.type).group for form in forms if form.finding.form}
        if not typed:
            self.show_matter(DISPUTE if kinds & {"mediation", "county"} or not kinds else PETITION)

    def leave(self) -> None:
        self.keeper.flush()

    def back(self) -> bool:
        if self.step == 0:
            return False
        self.show_step(self.step - 1)
        return True

    def take_card(self, number: str) -> bool:
        self.show_step(0)
        return any(block.take_card(number) for block in self.sides.values())

    def _on_next(self) -> None:
        if self.step == 2:
            self.register(print_form=True)
        elif self.step == _BLANK:
            self.show_step(0)
        elif self._is_right(self.step):
            self.show_step(self.step + 1)

    def _on_form(self) -> None:
        """A form to fill in by hand, for where there is no computer; its scan comes back here."""
        kind = ops.BLANK_FORM[self.matter.value()]
        op = paper_ops.blank(self.core, PrintBlank(kind))
        op.on_success(lambda pdf: self._show_form(pdf, self.core.papers.info(kind).title))
        op.on_error(self.message.refused).run(self)

    def _show_form(self, pdf: bytes, title: str) -> None:
        self.keeper.flush()
        self.blank.show_pdf(pdf, tr("《{}》手写表").format(title), 1)
        self.pages.setCurrentIndex(_BLANK)
        for step in self.steps:
            step.setChecked(False)
        self.before.setEnabled(True)
        self.only.hide()
        self.message.done(tr("填好后扫描或拍照，在“文书”里按“扫描件归位”，就回到这里登记，扫描件一起保存。"))

    def _is_right(self, step: int) -> bool:
        if step == 0:
            return all([block.check() for block in self.sides.values()])
        return self.facts.check()

    def register(self, *, print_form: bool) -> None:
        """All typed: make it a case."""
        for step in (0, 1):
            if not self._is_right(step):
                self.show_step(step)
                self._is_right(step)
                return
        parties = [(side, value) for side in _SIDES for value in self.sides[side].value()]
        self._enable(on=False)
        values = self.facts.command_values()
        op = ops.register(self.core, parties, values, self.scans.forms, print_form=print_form)
        op.on_success(self._on_registered).on_error(self._on_refused).on_done(self._enable).run(self)

    def _on_registered(self, done: ops.Registered) -> None:
        self.keeper.forget()
        self.scans.give_up()
        self._clear()
        self.ways.told.emit(tr("已登记：{}").format(done.case.number))
        after = "handling" if self.matter.value() == PETITION else ""
        self.ways.to_case(done.case.case_id, "papers" if done.paper else after)

    def _on_refused(self, error: BaseException) -> bool:
        if self.facts.show_error(error):
            self.show_step(1)
            self.facts.show_error(error)
            return True
        return self.message.refused(error)

    def _enable(self, *, on: bool = True) -> None:
        self.next.setEnabled(on)
        self.only.setEnabled(on)

    def _start_anew(self) -> None:
        self.keeper.drop()
        self._clear()

    def _clear(self) -> None:
        for block in self.sides.values():
            block.set_value([])
        self.facts.start_anew()
        self.show_step(0)

    def take_keyboard(self) -> None:
        if self.step == 0:
            block = self.sides["applicant"].blocks[0]
            (block.id_number if block.is_blank() else block.name).editor.setFocus()
        elif self.step == 1:
            self.facts["category"].editor.setFocus()
        else:
            self.next.setFocus()

    def _title(self) -> str:
        names = [[names_of(v) for v in block.value()] for block in self.sides.values()]
        return tr("与").join("、".join(found[:3]) for found in names if found)

    def _words(self) -> dict[str, str]:
        from ui.fields.choice import ChoiceField

        return {key: field.words() for key, field in self.facts.fields.items() if isinstance(field, ChoiceField)}
