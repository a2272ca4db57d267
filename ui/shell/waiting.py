"""Stands in for the desk while the station is closed and opened again. Must not offer anything to press."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from ui.i18n import tr
from ui.shell.gate import door
from ui.style.blocks import label


class Waiting(QWidget):
    """Words and a bar that moves."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setObjectName("page")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(words)
        layout, _sheet = door(label(words, wrap=True), bar, title=tr("请稍候"), drawing="lock")
        self.setLayout(layout)
