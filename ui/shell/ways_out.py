"""What a person can do when the data do not open: look, restore, start again, go back. Decides nothing."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.i18n import tr
from ui.style.blocks import button
from ui.style.flow import Flow

_OFFERS: Final = {
    "S-202": ("rescue", "restore"),
    "S-203": ("restore",),
    "S-264": ("rescue", "restore"),
    "S-267": ("again", "back"),
    "S-271": ("restore",),
}
_WORDS: Final = {
    "rescue": "只读查看还能读的内容",
    "restore": "从备份恢复数据",
    "again": "再启动一次",
    "back": "退回升级前的数据",
}


class WaysOut(QWidget):
    """Hidden until `offer`. Signals: chosen ("rescue", "restore", "again" or "back")."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {way: button(tr(words), partial(self.chosen.emit, way)) for way, words in _WORDS.items()}
        self.setLayout(Flow(*self.buttons.values(), gap=8))
        self.hide()

    def offer(self, code: str) -> None:
        """Show what helps with this situation; nothing for one that a second try mends."""
        ways = _OFFERS.get(code, ())
        for way, made in self.buttons.items():
            made.setVisible(way in ways)
        self.setVisible(bool(ways))
