"""Asks somebody to draw a name on the screen, and says what that is worth; nothing pops up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.fields.signature_pad import SignaturePad
from ui.i18n import tr
from ui.style.blocks import button, card, column, label, row


class DrawSheet(QWidget):
    """Hidden until `ask`."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", rank="strong", wrap=True)
        worth = label(
            tr("这是签名图像，不能代替纸上的亲笔签名；要归档、要司法确认的请在纸上签。"), tone="amber", wrap=True
        )
        self.pad = SignaturePad()
        self.yes = button(tr("签好了"), self._on_yes, primary=True)
        self.yes.setEnabled(False)
        self.pad.drawn.connect(self.yes.setEnabled)
        acts = row(button(tr("重写"), self.pad.clear), None, button(tr("不签"), self.hide), self.yes)
        self.setLayout(column(card(column(self.words, self.pad, worth, acts, gap=6))))
        self._go: Callable[[bytes], object] | None = None
        self.hide()

    def ask(self, name: str, go: Callable[[bytes], object]) -> None:
        """Let `name` draw; `go` gets the picture."""
        self.words.setText(tr("请{}在框里写自己的名字").format(name))
        self.pad.clear()
        self._go = go
        self.show()
        self.pad.setFocus()

    def _on_yes(self) -> None:
        image = self.pad.png()
        if self._go is not None and image:
            self.hide()
            self._go(image)
