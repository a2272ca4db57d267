"""Typing habits of the whole window: Enter goes on to the next input, card readers that type are understood.

Watches only the widget that has the focus. Must not know screens: who wants a scanned number says so by a property.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.domain.errors import RuleViolation
from desktop.domain.identity import check_id
from desktop.services.seams import Clock

BURST_GAP: Final = 60  # ms between two characters: a reader is faster, a hand is slower
CARD_LENGTH: Final = 18
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Habits(QObject):
    """Signals: scanned (a card reader typed a right identity number; its text is taken out of the input again)."""

    scanned = Signal(str)

    def __init__(self, app: QApplication, clock: Clock) -> None:
        super().__init__(app)
        self._clock = clock
        self._watched: QWidget | None = None
        self._burst = ""
        self._last = -BURST_GAP * 2
        self._befores: deque[Callable[[], object]] = deque(maxlen=CARD_LENGTH)
        self._elapsed = QElapsedTimer()
        self._elapsed.start()
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = new
        if new is not None:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self._is_scan(watched, event):
            return True
        return event.key() in _ENTER and self._go_on(watched, event)

    def _is_scan(self, watched: QObject, event: QKeyEvent) -> bool:
        now = event.timestamp() or self._elapsed.elapsed()
        if now - self._last > BURST_GAP:
            self._forget()
        self._last = now
        typed = event.text()
        if typed.isascii() and (typed.isdigit() or typed in ("x", "X")):
            self._burst = (self._burst + typed.upper())[-CARD_LENGTH:]  # what a quick hand typed before is not the card
            self._befores.append(_as_it_is(watched))
            return False
        number = self._burst
        if event.key() in _ENTER and len(number) == CARD_LENGTH and self._is_right(number):
            self._befores[0]()
            self._forget()
            self.scanned.emit(number)
            return True
        self._forget()
        return False

    def _forget(self) -> None:
        self._burst = ""
        self._befores.clear()

    def _is_right(self, number: str) -> bool:
        try:
            check_id(number, today=self._clock.now().date(), known_regions=None)
        except RuleViolation:
            return False
        return True

    def _go_on(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if isinstance(watched, QAbstractButton) and watched.isEnabled():
            watched.click()
            return True
        if isinstance(watched, QComboBox) and not watched.property("enterActs"):
            watched.focusNextChild()
            return True
        if isinstance(watched, QLineEdit) and not watched.property("enterActs"):
            if watched.completer() is not None and watched.completer().popup().isVisible():
                return False
            watched.focusNextChild()
            return True
        return False


def _as_it_is(watched: QObject) -> Callable[[], object]:
    """What brings an input back to how it was before a card reader typed into it."""
    if isinstance(watched, QLineEdit):
        before = watched.text()
        return lambda: watched.setText(before)
    if isinstance(watched, QComboBox):
        return partial(_choose_again, watched, watched.currentIndex(), watched.currentText())
    if isinstance(watched, QPlainTextEdit):
        start = watched.textCursor().selectionStart()
        return lambda: _take_out(watched, start)
    return lambda: None


def _choose_again(combo: QComboBox, chosen: int, words: str) -> None:
    combo.setCurrentIndex(chosen)
    if combo.isEditable():
        combo.setEditText(words)


def _take_out(text: QPlainTextEdit, start: int) -> None:
    """The characters between `start` and the caret. A long text is not kept as a whole for every key."""
    cursor = text.textCursor()
    cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
