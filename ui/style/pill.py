"""A state in a rounded box as a widget of its own, for headers and cards."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.style.tables import draw_pill
from ui.style.words import State


class Pill(QWidget):
    """Shape, words and tint of one state."""

    def __init__(self, state: State | None = None) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._take(state)
        if state is None:
            self.hide()

    def show_state(self, state: State | None) -> None:
        """Show another state, or nothing."""
        self._take(state)
        self.setVisible(state is not None)

    def _take(self, state: State | None) -> None:
        self._state = state
        self.setAccessibleName(state.text if state else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = self.fontMetrics()
        width = words.horizontalAdvance(self._state.text) + 32 if self._state else 0
        return QSize(width, words.height() + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._state is None:
            return
        painter = QPainter(self)
        draw_pill(painter, QRectF(self.rect()), self._state)
