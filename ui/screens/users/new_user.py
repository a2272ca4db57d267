"""The form for one more user. Must not keep a passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import RuleViolation
from desktop.ops import Core
from desktop.usecases.manage_users import AddUser
from ui.fields.choice import TicksField
from ui.fields.form import Form
from ui.fields.text import SecretField, TextField
from ui.i18n import tr
from ui.screens.users import ops
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, card, column, label, row


class NewUser(QWidget):
    """Signals: added (words)."""

    added = Signal(str)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self.form = Form()
        self.form.add("name", TextField(tr("姓名"), required=True))
        self.form.add("login", TextField(tr("登录名"), hint=tr("留空就用姓名；以后不能改")))
        self.form.add("roles", TicksField(tr("角色"), core.reference.roles(), required=True))
        self.passphrase = SecretField(
            tr("口令"), hint=tr("请本人来写：至少6个字，一句自己记得住的话就好，不要求大小写和符号")
        )
        self.form.add("passphrase", self.passphrase)
        self.again = SecretField(tr("再写一遍"))
        self.form.add("again", self.again)
        self.message = MessageLine()
        self.save = button(tr("添加这位用户"), self.add, primary=True)
        self.setLayout(
            column(
                card(column(label(tr("添加用户"), rank="heading"), self.form, self.message, row(self.save, None))), None
            )
        )

    def clear(self) -> None:
        """An empty form."""
        self.form.fill({"name": "", "login": "", "roles": (), "passphrase": "", "again": ""})
        self.message.quiet()
        self.form["name"].editor.setFocus()

    def add(self) -> None:
        """Add what was written."""
        self.message.quiet()
        if not self.form.check():
            return
        if self.again.value() != self.passphrase.value():
            self.again.show_error(RuleViolation("R-907", tr("两遍口令不一样。"), way_out=tr("请再写一遍。")))
            return
        values = self.form.values()
        name = values["name"]
        cmd = AddUser(values["login"] or name, name, values["roles"], values["passphrase"])
        op = ops.add_user(self._core, cmd).on_success(lambda _id: self._on_added(name))
        op.on_error(lambda error: self.message.refused(error, self.form)).run(self)

    def _on_added(self, name: str) -> None:
        self.clear()
        self.added.emit(tr("已添加：{}。以后可以用自己的口令登录。").format(name))
