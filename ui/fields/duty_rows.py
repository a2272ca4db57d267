"""Inputs of promised performances (履行义务): who, what, how much, in which instalments; checks the totals.

Must not know cases or papers: parties come in as (id, name), duties go out as domain structs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from msgspec import to_builtins
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.case_events import Duty
from ui.fields.duty_card import DutyCard, Names
from ui.i18n import tr
from ui.style.blocks import button, clear, column, row


class DutyRows(QWidget):
    """All duties of an agreement. Signals: edited, settled."""

    edited = Signal()
    settled = Signal()

    def __init__(self, today: Callable[[], date], new_id: Callable[[], str]) -> None:
        super().__init__()
        self._today = today
        self._new_id = new_id
        self._names: Names = ()
        self.cards: list[DutyCard] = []
        self._list = column(gap=8)
        add = button(tr("再加一项履行内容"), lambda: self._added(user=True), drawing="plus")
        self.setLayout(column(self._list, row(add, None)))

    def set_names(self, names: Names) -> None:
        """Who can owe and be owed."""
        self._names = names
        for one in self.cards:
            one.debtor.set_options(names)
            one.creditor.set_options(names)

    def total(self) -> int:
        """Sum of all payments in 分."""
        return sum(c.amount.value() or 0 for c in self.cards if c.kind.value() == "pay")

    def value(self) -> list[dict[str, Any]]:
        return [to_builtins(one.value()) for one in self.cards]

    def set_value(self, value: Sequence[dict[str, Any]]) -> None:
        self.cards.clear()
        clear(self._list)
        for one in value:
            self._added(user=False).set_value(one)

    def duties(self) -> tuple[Duty, ...]:
        return tuple(one.duty() for one in self.cards)

    def as_typed(self) -> tuple[Duty, ...]:
        """The duties as far as they are typed; may lack anything."""
        return tuple(one.as_typed() for one in self.cards)

    def check(self) -> bool:
        return all([one.check() for one in self.cards])

    def _added(self, *, user: bool) -> DutyCard:
        made = DutyCard(len(self.cards) + 1, self._names, self._today, self._new_id)
        made.edited.connect(self.edited)
        made.settled.connect(self.settled)
        made.removed.connect(lambda: self._drop(made))
        self.cards.append(made)
        self._list.addWidget(made)
        if user:
            made.debtor.editor.setFocus()
            self.edited.emit()
        return made

    def _drop(self, one: DutyCard) -> None:
        kept = [c.value() for c in self.cards if c is not one]
        self.set_value(kept)
        self.edited.emit()
