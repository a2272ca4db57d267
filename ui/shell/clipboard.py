"""Takes copied values of masked fields out of the clipboard again: after half a minute, at the lock, at the end.

Must not touch what other programs copied, nor texts without a number of a person in them.
"""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from desktop.domain.idle_lock import LockPolicy
from ui.fields.base import Field

_NUMBER: Final = re.compile(r"\d[\dXx]{6,}")
"""A telephone, identity or account number: seven digits and more in one run; days and amounts are shorter."""
_MODES: Final = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class ClipboardGuard(QObject):
    """Watches what is copied in this window."""

    def __init__(self, parent: QObject, app: QApplication, policy: LockPolicy) -> None:
        super().__init__(parent)
        self._app = app
        self._board = app.clipboard()
        self._held: dict[QClipboard.Mode, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(policy.clipboard_seconds * 1000)
        self._timer.timeout.connect(self.clear)
        self._board.changed.connect(self._on_changed)

    def clear(self) -> None:
        """Take away what was copied from masked fields, unless something else lies there by now."""
        self._timer.stop()
        held, self._held = self._held, {}
        for mode, text in held.items():
            if self._board.text(mode) == text:
                self._board.clear(mode)

    def _on_changed(self, mode: QClipboard.Mode) -> None:
        text = self._board.text(mode) if mode in _MODES and self._is_ours(mode) else ""
        if text and (_NUMBER.search(text) or self._from_masked_field()):
            self._held[mode] = text
            self._timer.start()
        else:
            self._held.pop(mode, None)

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        if self._app.platformName() == "offscreen":
            return True  # a screen without other programs does not keep who copied
        return self._board.ownsClipboard() if mode == QClipboard.Mode.Clipboard else self._board.ownsSelection()

    def _from_masked_field(self) -> bool:
        widget = self._app.focusWidget()
        while widget is not None:
            if isinstance(widget, Field):
                return widget.masked
            widget = widget.parentWidget()
        return False
