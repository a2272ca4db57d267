"""Buttons that rest while something runs; afterwards the keyboard is back on the one that was pressed."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton


class Busy:
    """One run at a time. Qt gives the keyboard to the next widget when the one that has it is switched off: Enter
    would then press something else than the user means, and what scrolls would follow."""

    def __init__(self, *buttons: QPushButton) -> None:
        self._buttons = buttons
        self._pressed: QPushButton | None = None

    def begin(self) -> None:
        self._pressed = next((b for b in self._buttons if b.hasFocus()), None)
        if self._pressed is not None:
            self._pressed.clearFocus()
        for one in self._buttons:
            one.setEnabled(False)

    def end(self) -> None:
        for one in self._buttons:
            one.setEnabled(True)
        if self._pressed is not None:
            self._pressed.setFocus()
        self._pressed = None
