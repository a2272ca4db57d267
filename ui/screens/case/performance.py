"""What was promised and what of it was performed: each part with its day; a performance is put down in one line."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.case_events import Duty, Part
from desktop.domain.money import digits
from desktop.ops import Core
from desktop.usecases.follow_up import PerformDuty, perform_duty
from ui.fields.dates import DateField
from ui.fields.form import Form
from ui.fields.money import MoneyField
from ui.fields.text import TextField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, card, clear, column, label, row
from ui.style.pill import Pill
from ui.style.words import State, left_state, short_day


class Performance(QWidget):
    """All parts of all duties. Signals: performed."""

    performed = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._case: Loaded | None = None
        self._list = column(gap=6)
        self._wanted: tuple[Duty, Part] | None = None
        self.form = Form(columns=4)
        today = core.clock.now
        self.form.add("on", DateField(tr("履行日期"), lambda: today().date(), required=True))
        self.amount = MoneyField(tr("金额"))
        self.form.add("amount", self.amount)
        self.form.add("way", TextField(tr("方式"), placeholder=tr("现金、转账")))
        self.form.add("note", TextField(tr("备注"), placeholder=tr("如：收条已入附件")))
        self.message = MessageLine()
        self.title = label("", rank="heading")
        save = button(tr("记下履行"), self._save, primary=True, drawing="check")
        cancel = button(tr("取消"), self._close)
        self.sheet = card(column(self.title, self.form, self.message, row(cancel, None, save), gap=8), tint="blue")
        self.sheet.hide()
        self.setLayout(column(self._list, self.sheet, gap=8))

    def show_case(self, case: Loaded) -> None:
        self._case = case
        clear(self._list)
        agreement = case.view.state.agreement
        for duty in agreement.duties if agreement else ():
            for number, part in enumerate(duty.parts, start=1):
                self._list.addWidget(self._line(case, duty, part, number))

    def first_open(self) -> None:
        """Begin with the part that is due first."""
        parts = self._case.view.state.open_parts() if self._case else ()
        if parts:
            self._begin(*parts[0])

    def _line(self, case: Loaded, duty: Duty, part: Part, number: int) -> QFrame:
        names = dict(case.names())
        who = tr("{}→{}").format(names.get(duty.debtor, ""), names.get(duty.creditor, ""))
        several = tr("第{}期").format(number) if len(duty.parts) > 1 else ""
        acts = [act for act in case.view.state.performed if act.part == part.id]
        paid = sum(act.amount for act in acts)
        what = tr("{}元").format(digits(part.amount)) if duty.kind == "pay" else duty.text
        if duty.kind == "pay" and 0 < paid < part.amount:
            what += tr("（已付{}元）").format(digits(paid))
        parts = (tr("{}前").format(short_day(part.due)), who, several, what)
        words = label("　".join(text for text in parts if text), wrap=True)
        is_open = any(p.id == part.id for _d, p in case.view.state.open_parts())
        if not is_open:
            on = max(
                (act.on for act in acts), default=case.view.state.agreement.on if case.view.state.agreement else ""
            )
            line = row(words, Pill(State("✓", tr("{}已履行").format(short_day(on)), "grey")))
        else:
            days = (self._core.clock.now().date().fromisoformat(part.due) - self._core.clock.now().date()).days
            go = button(tr("登记履行"), partial(self._begin, duty, part), narrow=True)
            go.setAccessibleName(tr("登记履行 {}").format(words.text()))
            line = row(words, Pill(left_state(days)), go)
        line.setStretch(0, 1)
        return card(line)

    def _begin(self, duty: Duty, part: Part) -> None:
        self._wanted = (duty, part)
        acts = self._case.view.state.performed if self._case else ()
        rest = part.amount - sum(act.amount for act in acts if act.part == part.id)
        self.title.setText(tr("登记履行：{}").format(duty.text))
        self.form.fill({"on": self._core.clock.now().date().isoformat(), "amount": rest, "way": duty.way, "note": ""})
        self.form.show_field("amount", duty.kind == "pay")
        self.message.quiet()
        self.sheet.show()
        self.form["on"].editor.setFocus()

    def _save(self) -> None:
        if self._wanted is None or self._case is None or not self.form.check():
            return
        (duty, part), value = self._wanted, self.form.values()
        pays = duty.kind == "pay"
        command = PerformDuty(
            case_id=self._case.id,
            duty=duty.id,
            part=part.id,
            on=value["on"],
            amount=(value["amount"] or 0) if pays else 0,
            way=value["way"],
            note=value["note"],
        )
        op = ops.act(self._core, lambda uow: perform_duty(command, uow))
        op.on_success(self._on_performed).on_error(lambda error: self.message.refused(error, self.form)).run(self)

    def _on_performed(self, _done: Any) -> None:
        self._close()
        self.performed.emit()

    def _close(self) -> None:
        self._wanted = None
        self.sheet.hide()
