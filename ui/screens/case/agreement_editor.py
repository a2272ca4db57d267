"""Writing an agreement: facts and clauses, then who does what until when; totals are checked while typing."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.case_events import AgreementConcluded, Staff
from desktop.domain.errors import RuleViolation
from desktop.domain.money import written
from desktop.ops import Core
from desktop.usecases.check_drafting import drafting_remarks
from desktop.usecases.conclude_agreement import (
    ConcludeAgreement,
    ConcludeAgreementResult,
    DutyInput,
    PartInput,
    check_agreement,
    conclude_agreement,
)
from ui.fields.choice import PickField, TickField
from ui.fields.dates import DateField
from ui.fields.duty_rows import DutyRows
from ui.fields.form import Form
from ui.fields.text import LongTextField, TextField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.screens.case.tab import names, people
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, column, label, rename, row, scrolled, set_tone, toggle

_REMARKS: Final = 3


class AgreementEditor(QWidget):
    """Two steps. Signals: edited, settled, concluded (ConcludeAgreementResult), given_up."""

    edited = Signal()
    settled = Signal()
    concluded = Signal(object)
    given_up = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self.case: Loaded | None = None
        self._serial = 0
        self.form = Form(columns=3)
        self._build(self.form)
        self.duties = DutyRows(self._today, self._new_id)
        self.total = label("", tone="soft")
        self.remarks = label("", tone="amber", wrap=True)
        self.message = MessageLine()
        self.pages = QStackedWidget()
        self.pages.addWidget(scrolled(self.form))
        self.pages.addWidget(self._duty_page())
        self.setLayout(self._laid_out())
        self.form.edited.connect(self._on_edited)
        self.form.settled.connect(self._on_settled)
        self.duties.edited.connect(self._on_edited)
        self.duties.settled.connect(self._on_settled)

    def _today(self) -> date:
        return self._core.clock.now().date()

    def _new_id(self) -> str:
        self._serial += 1
        return f"draft{self._serial}"

    def _build(self, form: Form) -> None:
        forms = (("written", tr("书面")), ("oral", tr("口头")))
        form.add("form", PickField(tr("形式"), forms, start="written"))
        form.add("on", DateField(tr("达成日期"), self._today, required=True))
        form.add("place", TextField(tr("地点")))
        form.add("mediators", TextField(tr("调解员"), required=True))
        form.add("recorder", TextField(tr("记录人")))
        form.add("confirmation_wanted", TickField(tr("申请司法确认")))
        what = tr("时间、地点、起因、损失、争的是什么、各方有什么责任")
        form.add(
            "dispute",
            LongTextField(tr("纠纷事实"), lines=3, required=True, placeholder=what, grow=True),
            span=3,
            weight=2,
        )
        how = tr("一条写一行，如：许志强赔偿周桂兰损失6,000.00元。")
        form.add("clauses", LongTextField(tr("协议内容"), lines=3, placeholder=how, grow=True), span=3, weight=2)
        form.add("breach", TextField(tr("违约处理"), placeholder=tr("双方约定了才写")), span=2)
        form.add("performed_on_spot", TickField(tr("已当场履行完")))

    def _duty_page(self) -> QWidget:
        body = QWidget()
        body.setLayout(column(self.duties, None))
        page = QWidget()
        layout = column(scrolled(body), self.total, gap=6)
        layout.setStretch(0, 1)
        page.setLayout(layout)
        return page

    def _laid_out(self) -> QVBoxLayout:
        self.steps = [toggle(words) for words in (tr("① 事实和条款"), tr("② 履行内容"))]
        for number, step in enumerate(self.steps):
            step.setProperty("narrow", True)
            step.clicked.connect(lambda _on=False, to=number: self.show_step(to))
        self.next = button(tr("下一步"), self._on_next, primary=True)
        self.drop = button(tr("不写了"), self.given_up.emit, narrow=True)
        layout = column(
            row(*self.steps, None, self.drop, self.next, gap=8), self.pages, self.remarks, self.message, gap=8
        )
        layout.setStretch(1, 1)
        return layout

    @property
    def step(self) -> int:
        return self.pages.currentIndex()

    def show_step(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        for place, step in enumerate(self.steps):
            step.setChecked(place == number)
        rename(self.next, tr("达成协议") if number else tr("下一步"))
        self.message.quiet()
        if number and not self.duties.cards and not self.form["performed_on_spot"].value():
            self.duties.set_value([self._usual_duty()])
        self._tell_total()
        self._on_settled()
        if number == 0:
            self.form["dispute"].editor.setFocus()
        elif self.duties.cards:
            self.duties.cards[0].form["text"].editor.setFocus()

    def begin(self, case: Loaded, content: dict[str, Any]) -> None:
        """Start an agreement of this case, or go on with a draft of one."""
        self.case = case
        session = case.view.session
        self.duties.set_names(case.names())
        usual = {
            "form": "written",
            "on": self._today().isoformat(),
            "place": session.place if session else case.view.state.reg.place,
            "mediators": names(session.mediators) if session else self._core.viewer.name,
            "recorder": session.recorder.name if session else "",
            "dispute": case.view.state.reg.summary,
            "clauses": "",
            "breach": "",
            "confirmation_wanted": False,
            "performed_on_spot": False,
        }
        self.form.fill({**usual, **content.get("form", {})})
        self.duties.set_value(content.get("duties", []))
        self.show_step(int(content.get("step", 0)))

    def content(self) -> dict[str, Any]:
        """Everything typed, as it is drafted."""
        return {"form": self.form.values(), "duties": self.duties.value(), "step": self.step}

    def _usual_duty(self) -> dict[str, Any]:
        """The usual one: the other side pays the applicant."""
        parties = self.case.view.parties if self.case else ()
        payer = next((p.id for p in parties if p.side == "respondent"), "")
        payee = next((p.id for p in parties if p.side == "applicant"), "")
        return {"kind": "pay", "debtor": payer, "creditor": payee, "parts": [{}]}

    def _on_edited(self) -> None:
        self._tell_total()
        self.edited.emit()

    def _on_settled(self) -> None:
        self._tell_remarks()
        self.settled.emit()

    def _tell_remarks(self) -> None:
        """What one should look at again, with its source; the first few, the rest when they are mended."""
        if self.case is None:
            return
        found = drafting_remarks(self._as_typed(), self.case.view.state.reg.category)
        found = tuple(one for one in found if self.step == 1 or not one.where.startswith("duties"))
        lines = ["▲ " + one.text for one in found[:_REMARKS]]
        if len(found) > _REMARKS:
            lines.append(tr("还有{}处要留意，改好上面的再看。").format(len(found) - _REMARKS))
        self.remarks.setText("\n".join(lines))
        self.remarks.setAccessibleName(self.remarks.text())
        self.remarks.setVisible(bool(lines))

    def _as_typed(self) -> AgreementConcluded:
        value = self.form.values()
        return AgreementConcluded(
            id="",
            form="written",
            on=str(value["on"] or ""),
            dispute=value["dispute"],
            clauses=tuple(value["clauses"].splitlines()),
            duties=self.duties.as_typed(),
            breach=value["breach"],
            performed_on_spot=value["performed_on_spot"],
        )

    def _tell_total(self) -> None:
        total = self.duties.total()
        self.total.setText(tr("付款合计：{}").format(written(total)) if total else "")
        set_tone(self.total, "blue")

    def _on_next(self) -> None:
        if self.step == 0:
            if self.form.check():
                self.show_step(1)
            return
        if not self.form.check():
            self.show_step(0)
            self.form.check()
            return
        if self.duties.check():
            self._conclude()

    def _conclude(self) -> None:
        if self.case is None:
            return
        command = self._command(self.case.id)
        try:
            check_agreement(command, self.case.view.state, self._today())
        except RuleViolation as error:
            self._on_refused(error)
            return
        self.next.setEnabled(False)
        op = ops.act(self._core, lambda uow: conclude_agreement(command, uow))
        op.on_success(self._on_concluded).on_error(self._on_refused)
        op.on_done(lambda: self.next.setEnabled(True)).run(self)

    def _command(self, case_id: str) -> ConcludeAgreement:
        value = self.form.values()
        duties = tuple(
            DutyInput(
                debtor=duty.debtor,
                creditor=duty.creditor,
                kind=duty.kind,
                text=duty.text,
                parts=tuple(PartInput(part.due, part.amount) for part in duty.parts),
                amount=duty.amount,
                way=duty.way,
                account=duty.account,
            )
            for duty in self.duties.duties()
        )
        return ConcludeAgreement(
            case_id=case_id,
            form=value["form"],
            on=value["on"],
            dispute=value["dispute"],
            clauses=tuple(line.strip() for line in value["clauses"].splitlines() if line.strip()),
            duties=duties,
            place=value["place"],
            breach=value["breach"],
            performed_on_spot=value["performed_on_spot"],
            mediators=people(value["mediators"]),
            recorder=Staff(value["recorder"]),
            confirmation_wanted=value["confirmation_wanted"],
        )

    def _on_concluded(self, done: ConcludeAgreementResult) -> None:
        self.concluded.emit(done)

    def _on_refused(self, error: BaseException) -> bool:
        if self.form.show_error(error):
            self.show_step(0)
            self.form.show_error(error)
            return True
        return self.message.refused(error)
