"""读给双方听: the record in large letters, one turn after the other, so that everybody at the table can follow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.fields.escape import claims_escape
from ui.i18n import tr
from ui.screens.case.turn_list import Said
from ui.style.blocks import button, card, column, label, row, scrolled
from ui.style.look import look

_LARGER = 1.7


class ReadBack(QWidget):
    """Blank, Enter and the down arrow go on, the up arrow goes back, Esc leaves. Signals: left, read (to the end)."""

    left = Signal()
    read = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("读给双方听"))
        self._turns: list[Said] = []
        self.place = 0
        self.where = label("", tone="soft")
        self.before, self.now, self.after = (label("", wrap=True) for _ in range(3))
        font = QFont(self.font())
        font.setPointSizeF(look().size * _LARGER)
        for words in (self.before, self.now, self.after):
            words.setFont(font)
            words.setStyleSheet(f"font-size: {round(look().size * _LARGER)}pt")
        inside = QWidget()
        inside.setLayout(column(self.before, card(column(self.now), tint="blue"), self.after, None, gap=14))
        self.area: QScrollArea = scrolled(inside)
        self.area.setMaximumWidth(round(look().pixels * _LARGER * 47))
        back = button(tr("上一句（↑）"), lambda: self.step(-1), drawing="arrow-left")
        self.next = button(tr("下一句（空格）"), lambda: self.step(1), drawing="arrow-right")
        leave = button(tr("回去改（Esc）"), self.left.emit, drawing="pen")
        for made in (back, self.next, leave):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = column(self.area, row(leave, self.where, None, back, self.next))
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def begin(self, turns: list[Said]) -> None:
        """From the first turn."""
        self._turns, self.place = turns, 0
        self._show()
        self.setFocus()

    def step(self, by: int) -> None:
        """On or back; past the last one the record has been read."""
        if self.place + by >= len(self._turns):
            self.read.emit()
            return
        self.place = max(0, self.place + by)
        self._show()

    def event(self, event: QEvent) -> bool:
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.step(1)
        elif key == Qt.Key.Key_Up:
            self.step(-1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        self.where.setText(tr("第{}句，共{}句").format(self.place + 1, len(self._turns)))
        for words, place in ((self.before, self.place - 1), (self.now, self.place), (self.after, self.place + 1)):
            turn = self._turns[place] if 0 <= place < len(self._turns) else None
            words.setText(tr("{}：{}").format(turn.name, turn.text) if turn else "")
            words.setVisible(turn is not None)
        self.area.verticalScrollBar().setValue(0)
