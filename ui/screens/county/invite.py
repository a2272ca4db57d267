"""Invites a station's computer: its code and name, then twelve digits to compare over the telephone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from desktop.usecases.county_room import Invitation
from ui.fields.form import Form
from ui.fields.text import TextField
from ui.i18n import tr
from ui.style.blocks import button, column, label, row


class InviteForm:
    """Two fields and what came of them."""

    def __init__(self, go: Callable[[str, str], object]) -> None:
        self._go = go
        self.form = Form()
        code = TextField(tr("站点代码"), required=True, hint=tr("12位：县代码6位，后面6位由县里编。"))
        code.latin_only()
        self.form.add("code", code)
        self.form.add("name", TextField(tr("站点名称"), required=True))
        self.made = label("", wrap=True)
        write = button(tr("写接入文件"), self._on_write, drawing="usb")
        heading = label(tr("接入新站、新电脑"), rank="heading")
        self._layout = column(heading, self.form, row(write, None), self.made, gap=8)

    def layout(self) -> QVBoxLayout:
        return self._layout

    def show_made(self, made: Invitation) -> None:
        """The file carries a secret: who has it can join, once."""
        self.form.fill({"code": "", "name": ""})
        self.made.setText(
            tr("已写好{}。带到站里，在那台电脑上打开；核对数字：{}，接入时两边在电话里对一遍。").format(
                made.name, made.digits
            )
        )

    def _on_write(self) -> None:
        if self.form.check():
            self._go(str(self.form["code"].value()), str(self.form["name"].value()))
