"""One date of a promise with its sum: an instalment, or the single day until which it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.fields.dates import DateField
from ui.fields.money import MoneyField
from ui.i18n import tr
from ui.style.blocks import button


class PartRow(QWidget):
    """One date with its sum. Signals: edited, settled, removed."""

    edited = Signal()
    settled = Signal()
    removed = Signal()

    def __init__(self, number: int, today: Callable[[], date], part_id: str) -> None:
        super().__init__()
        self.part_id = part_id
        self.due = DateField(tr("第{}期期限").format(number), today, required=True)
        self.amount = MoneyField(tr("第{}期金额").format(number))
        self.number = number
        self.name(single=False)
        self.amount.caption.setText(tr("金额"))
        self.drop = button("", self.removed.emit, drawing="cross", narrow=True)
        self.drop.setAccessibleName(tr("去掉第{}期").format(number))
        self.drop.setToolTip(self.drop.accessibleName())
        self._lay_out()

    def name(self, *, single: bool) -> None:
        """A single day is a 期限, one of several a 第n期."""
        self.due.caption.setText(tr("期限") if single else tr("第{}期").format(self.number))
        self.due.caption.setMinimumWidth(self.due.caption.fontMetrics().horizontalAdvance(tr("第十期")))

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for index, widget in enumerate((self.due.caption, self.due, self.amount.caption, self.amount, self.drop)):
            layout.addWidget(widget, 0, index, Qt.AlignmentFlag.AlignTop)
        layout.setColumnStretch(1, 1)
        layout.setColumnStretch(3, 1)
        for field in (self.due, self.amount):
            field.edited.connect(self.edited)
            field.settled.connect(self.settled)
