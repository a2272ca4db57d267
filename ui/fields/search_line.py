"""A line that filters a list below it: the arrow goes into the list, Enter takes the chosen entry, Esc leaves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget

from ui.fields.escape import claims_escape

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SearchLine(QLineEdit):
    """Signals: entered, left."""

    entered = Signal()
    left = Signal()

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self._list: QListWidget | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("enterActs", True)
        self.setClearButtonEnabled(True)
        self.setMaxLength(60)

    def into(self, found: QListWidget) -> None:
        """The list that up and down move in, while one goes on typing here."""
        self._list = found

    def event(self, event: QEvent) -> bool:
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _MOVES and self._list is not None and self._list.count():
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
            row = self._list.currentRow() + step[Qt.Key(event.key())]
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
        else:
            super().keyPressEvent(event)
