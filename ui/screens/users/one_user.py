"""One user: roles, a new passphrase, handing over, revoking. Decides nothing: use cases refuse what may not be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.station_events import UserState
from desktop.ops import Core
from desktop.usecases.manage_users import Revoked, RevokeUser
from desktop.usecases.permission import may_do
from ui.fields.choice import ChoiceField, TicksField
from ui.fields.form import Form
from ui.fields.text import SecretField, TextField
from ui.i18n import tr
from ui.screens.users import ops
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, card, column, label, rename, row


class OneUser(QWidget):
    """Signals: done (words), revoked (words)."""

    done = Signal(str)
    revoked = Signal(str)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._user: UserState | None = None
        self.message = MessageLine()
        self.heading = label("", rank="heading", wrap=True)
        self.told = label("", tone="soft", wrap=True)
        self._acts = QWidget()
        self._living = (self._roles(), self._secret(), self._end())
        roles, secret, end = self._living
        self._order = column(roles, self._work(), secret, end, gap=12)
        self._acts.setLayout(self._order)
        self.setLayout(column(card(column(self.heading, self.told, gap=4)), self._acts, self.message, None, gap=12))

    def _roles(self) -> QWidget:
        self.roles = Form()
        self.roles.add("name", TextField(tr("姓名"), required=True))
        self.roles.add("roles", TicksField(tr("角色"), self._core.reference.roles(), required=True))
        self.save = button(tr("保存角色"), self._on_roles, narrow=True)
        return card(column(self.roles, row(self.save, None), gap=8))

    def _work(self) -> QWidget:
        self.handover = Form()
        self.handover.add(
            "successor", ChoiceField(tr("接手的人"), hint=tr("把没有办完的案件和草稿交给别人，例如休假、生病"))
        )
        self.give = button(tr("移交手头的工作"), self._on_give, narrow=True)
        return card(column(self.handover, row(self.give, None), gap=8))

    def _secret(self) -> QWidget:
        self.reset = Form()
        self.passphrase = SecretField(tr("新口令"), hint=tr("第一次登录前，或者本人忘了口令时用：请本人来写"))
        self.reset.add("passphrase", self.passphrase)
        self.give_new = button(tr("换成新口令"), self._on_reset, narrow=True)
        return card(column(self.reset, row(self.give_new, None), gap=8))

    def _end(self) -> QWidget:
        self.ending = Form()
        self.ending.add("reason", TextField(tr("停用原因"), required=True))
        self.end = button(tr("停用这位用户"), self._on_end, narrow=True)
        told = label(
            tr("停用后不能再登录，登记过的内容都保留。还有没办完的事，请先在上面选好接手的人。"), tone="soft", wrap=True
        )
        return card(column(told, self.ending, row(self.end, None), gap=8), tint="amber")

    def show_user(self, user: UserState, users: tuple[UserState, ...], *, has_passphrase: bool = True) -> None:
        """Fill in one user; what may not be done is not offered. Of a revoked one the work can still be handed over."""
        if self._user is None or self._user.id != user.id:
            self.message.quiet()
        self._user = user
        words = dict(self._core.reference.roles())
        self.heading.setText(user.name)
        state = tr("已停用") if user.revoked else tr("可以登录") if has_passphrase else tr("还没有口令，请本人来写")
        rename(self.give_new, tr("换成新口令") if has_passphrase else tr("设第一次口令"))
        titles = "、".join(words.get(role, role) for role in user.roles)
        self.told.setText(tr("登录名：{}　角色：{}　{}").format(user.login, titles, state))
        self.roles.fill({"name": user.name, "roles": user.roles})
        others = [(u.id, u.name) for u in users if u.id != user.id and not u.revoked]
        successor = self.handover["successor"]
        if isinstance(successor, ChoiceField):
            successor.set_options(others)
        self._acts.setVisible(may_do(self._core.viewer, "users"))
        for part in self._living:
            part.setVisible(not user.revoked)
        self._order.insertWidget(2 if has_passphrase else 0, self._living[1])  # what comes first stands first

    def _on_roles(self) -> None:
        if self._user is None or not self.roles.check():
            return
        values = self.roles.values()
        op = ops.change_roles(self._core, self._user.id, values["name"], tuple(values["roles"]))
        op.on_success(lambda _changed: self._tell(tr("已保存，下次登录时生效。")))
        op.on_error(lambda error: self._refused(error, self.roles)).run(self)

    def _on_give(self) -> None:
        successor = self.handover["successor"].value()
        if self._user is None or not successor:
            return
        op = ops.give_work(self._core, self._user.id, successor)
        op.on_success(lambda moved: self._tell(tr("已移交{}件案件、{}份草稿。").format(*moved)))
        op.on_error(lambda error: self._refused(error, self.handover)).run(self)

    def _on_reset(self) -> None:
        if self._user is None:
            return
        op = ops.reset_passphrase(self._core, self._user.login, self.passphrase.value())
        op.on_success(lambda _done: self._on_new_passphrase())
        op.on_error(lambda error: self._refused(error, self.reset)).run(self)

    def _on_new_passphrase(self) -> None:
        self.passphrase.line.clear()
        self._tell(tr("口令已设好，以后用它登录；原来的口令不能再用。"))

    def _on_end(self) -> None:
        if self._user is None or not self.ending.check():
            return
        reason = self.ending["reason"].value()
        op = ops.revoke_user(self._core, RevokeUser(self._user.id, reason, self.handover["successor"].value()))
        op.on_success(self._on_ended)
        op.on_error(lambda error: self._refused(error, self.ending, self.handover)).run(self)

    def _on_ended(self, done: Revoked) -> None:
        self.ending.fill({"reason": ""})
        told = tr("已停用{}，移交{}件案件、{}份草稿。")
        self.revoked.emit(told.format(done.login, done.cases, done.drafts))

    def _tell(self, words: str) -> None:
        self.message.quiet()
        self.done.emit(words)

    def _refused(self, error: BaseException, *forms: Form) -> bool:
        return self.message.refused(error, *forms)
