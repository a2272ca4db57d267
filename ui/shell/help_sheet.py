"""帮助: what the screen in front is for, the law behind it in one sentence, its keys; beside the work, not over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from desktop.ops import Core
from ui.i18n import tr
from ui.style.blocks import button, card, clear, column, label, link, row, scrolled
from ui.style.look import look

_WIDTH = 250  # px at 12 pt


class HelpSheet(QWidget):
    """Hidden until `toggle`. Signals: closed, manual_wanted."""

    closed = Signal()
    manual_wanted = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._key = ""
        self.setAccessibleName(tr("帮助"))
        self._inside = column(gap=8)
        body = QWidget()
        body.setLayout(self._inside)
        shut = button(tr("收起（F10）"), self._on_shut, narrow=True)
        manual = link(tr("使用手册"), self.manual_wanted.emit)
        layout = column(scrolled(body), row(manual, None, shut))
        layout.setStretch(0, 1)
        self.setLayout(column(card(layout), margins=(0, 12, 12, 12)))
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setFixedWidth(look().scaled(_WIDTH))

    def toggle(self, key: str) -> None:
        """Open for a screen, or close."""
        if self.isHidden():
            self.setFixedWidth(look().scaled(_WIDTH))
            self.show()
            self._key = ""
            self.follow(key)
        else:
            self._on_shut()

    def follow(self, key: str) -> None:
        """Another screen is in front."""
        if self.isHidden() or key == self._key:
            return
        self._key = key
        clear(self._inside)
        help_ = self._core.reference.help(key)
        if help_ is None:
            self._inside.addWidget(label(tr("这一页没有单独的说明。"), tone="soft", wrap=True))
        else:
            self._inside.addWidget(label(help_.title, rank="heading", wrap=True))
            self._inside.addWidget(label(help_.what, wrap=True))
            self._inside.addWidget(label(tr("依据"), rank="strong"))
            self._inside.addWidget(label(help_.law, wrap=True))
            self._inside.addWidget(label(tr("按键"), rank="strong"))
            for words in help_.keys:
                self._inside.addWidget(label(words, tone="soft", wrap=True))
        self._inside.addStretch(1)

    def _on_shut(self) -> None:
        self.hide()
        self.closed.emit()
