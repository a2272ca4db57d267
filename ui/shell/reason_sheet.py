"""Asks for one reason in place, before an act that leaves a mark in the history; nothing pops up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.fields.text import TextField
from ui.i18n import tr
from ui.style.blocks import button, card, column, label, rename, row


class ReasonSheet(QWidget):
    """Hidden until `ask`."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", rank="strong", wrap=True)
        self.reason = TextField(tr("原因"), required=True)
        self.reason.line.setProperty("enterActs", True)
        self.reason.line.returnPressed.connect(self._on_yes)
        self.yes = button(tr("好"), self._on_yes, primary=True)
        line = row(self.reason.caption, self.reason, button(tr("取消"), self.hide), self.yes)
        line.setStretch(1, 1)
        self.setLayout(column(card(column(self.words, line, gap=6), tint="amber")))
        self._go: Callable[[str], object] | None = None
        self.hide()

    def ask(self, words: str, yes: str, go: Callable[[str], object]) -> None:
        """Show the words; `go` gets the reason when the user chose `yes`."""
        self.words.setText(words)
        rename(self.yes, yes)
        self.reason.set_value("")
        self.reason.say("")
        self._go = go
        self.show()
        self.reason.editor.setFocus()

    def _on_yes(self) -> None:
        if self._go is not None and self.reason.check():
            self.hide()
            self._go(self.reason.value())
