"""Inputs of one promise (履行义务): who, what, how much, in which instalments; checks that parts make the total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from msgspec import convert
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain import money
from desktop.domain.case_events import Duty, Part
from desktop.domain.errors import RuleViolation
from ui.fields.choice import ChoiceField, PickField
from ui.fields.form import Form
from ui.fields.money import MoneyField
from ui.fields.part_row import PartRow
from ui.fields.text import TextField
from ui.i18n import tr
from ui.style.blocks import button, card, clear, column, label, row, set_tone

Names = Sequence[tuple[str, str]]
MOST_PARTS: Final = 60


class DutyCard(QWidget):
    """One duty. Signals: edited, settled, removed."""

    edited = Signal()
    settled = Signal()
    removed = Signal()

    def __init__(self, number: int, names: Names, today: Callable[[], date], new_id: Callable[[], str]) -> None:
        super().__init__()
        self._today = today
        self._new_id = new_id
        self.duty_id = new_id()
        self.form = Form(columns=3)
        self._build(names)
        self.parts: list[PartRow] = []
        self._parts = column(gap=6)
        self._total = label("", rank="small")
        self._buttons = QHBoxLayout()
        self._add = button(tr("再加一期"), lambda: self._added(user=True), drawing="plus", narrow=True)
        head = row(
            label(tr("第{}项").format(number), rank="heading"),
            self._total,
            None,
            self._add,
            self._remover(number),
        )
        self.setLayout(column(card(column(head, self.form, self._parts, gap=8))))
        self.form.edited.connect(self._on_edited)
        self.form.settled.connect(self.settled)
        self._added(user=False)
        self._arrange()

    def _remover(self, number: int) -> QWidget:
        made = button(tr("去掉这项"), self.removed.emit, drawing="trash", narrow=True)
        made.setAccessibleName(tr("去掉第{}项").format(number))
        return made

    def _build(self, names: Names) -> None:
        form = self.form
        self.kind = PickField(tr("种类"), (("pay", tr("付款")), ("act", tr("做事"))), start="pay")
        form.add("kind", self.kind)
        self.debtor = ChoiceField(tr("由谁"), names, required=True)
        form.add("debtor", self.debtor)
        self.creditor = ChoiceField(tr("向谁"), names, required=True)
        form.add("creditor", self.creditor)
        form.add(
            "text", TextField(tr("内容"), required=True, placeholder=tr("如：赔偿渗水损失；修好卫生间防水")), span=2
        )
        self.amount = MoneyField(tr("总额"))
        form.add("amount", self.amount)
        form.add("way", TextField(tr("方式"), placeholder=tr("如：现金、银行转账、当面交付")))
        form.add("account", TextField(tr("收款账号")), span=2).masked = True

    def _added(self, *, user: bool) -> PartRow | None:
        if len(self.parts) >= MOST_PARTS:
            return None
        made = PartRow(len(self.parts) + 1, self._today, self._new_id())
        made.edited.connect(self._on_edited)
        made.settled.connect(self.settled)
        made.removed.connect(lambda: self._drop(made))
        self.parts.append(made)
        self._parts.addWidget(made)
        if user:
            made.due.editor.setFocus()
            self._on_edited()
        self._arrange()
        return made

    def _drop(self, part: PartRow) -> None:
        if len(self.parts) > 1:
            kept = self.value()
            kept["parts"] = [p for p in kept["parts"] if p["id"] != part.part_id]
            self.set_value(kept)
            self._on_edited()

    def value(self) -> dict[str, Any]:
        """As it is drafted: builtins; dates and sums that cannot be read yet stay as typed or None."""
        parts = [{"id": p.part_id, "due": p.due.value(), "amount": p.amount.value() or 0} for p in self.parts]
        return {"id": self.duty_id, **self.form.values(), "amount": self.amount.value() or 0, "parts": parts}

    def set_value(self, value: dict[str, Any]) -> None:
        self.duty_id = str(value.get("id") or self.duty_id)
        self.form.fill({k: v for k, v in value.items() if k not in ("id", "parts")})
        self.parts.clear()
        clear(self._parts)
        for part in value.get("parts") or [{}]:
            made = self._added(user=False)
            if made is not None:
                made.part_id = str(part.get("id") or made.part_id)
                made.due.set_value(part.get("due", ""))
                made.amount.set_value(part.get("amount") or "")
        self._arrange()

    def duty(self) -> Duty:
        """The duty as the domain keeps it; call only after `check`."""
        value = self.value()
        if self.kind.value() == "act":
            value["amount"] = 0
            value["parts"] = [{**part, "amount": 0} for part in value["parts"]]
        elif len(self.parts) == 1:
            value["parts"] = [{**value["parts"][0], "amount": value["amount"]}]
        return convert(value, Duty)

    def as_typed(self) -> Duty:
        """The duty as far as it is typed; may lack anything."""
        value = self.value()
        parts = tuple(Part(str(p["id"]), str(p["due"] or ""), p["amount"]) for p in value["parts"])
        words = {key: str(value.get(key) or "") for key in ("debtor", "creditor", "text", "way", "account")}
        kind: Any = value["kind"] or "pay"
        return Duty(id=self.duty_id, kind=kind, parts=parts, amount=value["amount"], **words)

    def check(self) -> bool:
        """Show everything that is wrong: fields, dates, and a total that differs from its instalments."""
        good = self.form.check()
        for part in self.parts:
            good = part.due.check() and good
            good = (self._single() or self.kind.value() == "act" or part.amount.check()) and good
        if self.kind.value() == "pay":
            good = self._check_total() and good
        return good

    def _check_total(self) -> bool:
        total, parts = self.amount.value(), sum(p.amount.value() or 0 for p in self.parts)
        if not total:
            self.amount.show_error(RuleViolation("R-902", tr("请填写“{}”。").format(tr("总额"))))
            return False
        if not self._single() and parts != total:
            told = tr("各期合计{}元，与总额{}元不一致。").format(money.digits(parts), money.digits(total))
            self.amount.show_error(RuleViolation("R-905", told, way_out=tr("请改正总额或者某一期。")))
            return False
        return True

    def _single(self) -> bool:
        return len(self.parts) == 1

    def _on_edited(self) -> None:
        self._arrange()
        self.edited.emit()

    def _arrange(self) -> None:
        pays = self.kind.value() != "act"
        for key in ("amount", "way", "account"):
            self.form.show_field(key, pays)
        for part in self.parts:
            several = pays and not self._single()
            part.amount.setVisible(several)
            part.amount.caption.setVisible(several)
            part.drop.setVisible(not self._single())
            part.name(single=self._single())
        self._tell_total(pays)

    def _tell_total(self, pays: bool) -> None:
        total, parts = self.amount.value() or 0, sum(p.amount.value() or 0 for p in self.parts)
        if not pays or self._single():
            self._total.setText("")
            return
        same = parts == total
        self._total.setText(
            tr("✓ {}期合计{}元").format(len(self.parts), money.digits(parts))
            if same
            else tr("✗ 各期合计{}元，总额{}元").format(money.digits(parts), money.digits(total))
        )
        set_tone(self._total, "green" if same else "red")
