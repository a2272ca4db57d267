"""用户: who may come in and what each may do; adding, changing, revoking. Must not decide any of it: use cases do."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.station_events import UserState
from desktop.ops import Core
from desktop.usecases.permission import may_do
from ui.i18n import tr
from ui.screens.users.new_user import NewUser
from ui.screens.users.one_user import OneUser
from ui.screens.users.own_keys import OwnKeys
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import RowButton, button, card, clear, column, label, link, row, scrolled


class Users(Screen):
    """用户和口令. Who does not administer sees the list and what is their own."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._users: tuple[UserState, ...] = ()
        self._logins: tuple[str, ...] = ()
        self._chosen = ""
        self.administers = may_do(core.viewer, "users")
        self.message = MessageLine()
        self.new = NewUser(core)
        self.one = OneUser(core)
        self.own = OwnKeys(core)
        self.pages = QStackedWidget()
        for page in (self.own, self.new, self.one):
            self.pages.addWidget(scrolled(page))
        self._list = column(gap=2)
        self._connect()
        head = row(
            label(tr("用户和口令"), rank="title"), None, link(tr("返回设置"), lambda: self.ways.to_place("settings"))
        )
        middle = row(self._left(), self.pages, gap=12)
        middle.setStretch(0, 4)
        middle.setStretch(1, 7)
        layout = column(head, middle, self.message, margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _left(self) -> QWidget:
        inside = QWidget()
        inside.setLayout(self._list)
        self.mine = button(tr("我的口令和恢复单"), lambda: self.pages.setCurrentIndex(0), drawing="lock")
        self.add = button(tr("添加用户"), self._on_new, drawing="plus")
        told = label(tr("更换数据密钥后，停用的人手里的旧密钥就打不开以后的数据了。"), tone="soft", wrap=True)
        self.renew = button(tr("更换数据密钥"), self.ways.renewal_wanted.emit, drawing="lock")
        renewal = QWidget()
        renewal.setLayout(column(told, self.renew, gap=6))
        if not self.administers:  # never `setVisible(True)` here: without a parent that would be a window of its own
            self.add.hide()
            renewal.hide()
        layout = column(label(tr("本站用户"), rank="heading"), scrolled(inside), self.mine, self.add, renewal, gap=8)
        layout.setStretch(1, 1)
        return card(layout)

    def _connect(self) -> None:
        self.new.added.connect(self._on_told)
        self.one.done.connect(self._on_told)
        self.own.done.connect(self.message.done)
        self.one.revoked.connect(self._on_revoked)

    def reload(self) -> None:
        book = self.core.users
        op = self.core.query(lambda queries, viewer: (queries.users(viewer), book.logins(), book.renewal_advised()))
        op.on_success(lambda found: self.show_users(*found)).run(self)

    def show_users(self, users: tuple[UserState, ...], logins: tuple[str, ...], advised: tuple[str, ...] = ()) -> None:
        """Show who may log in; the chosen one stays chosen. `advised`: whom the county revoked."""
        self._users, self._logins = users, logins
        clear(self._list)
        for user in users:
            words = tr("● {}").format(user.name)
            if user.revoked:
                words = tr("○ {}（已停用）").format(user.name)
            elif user.login not in logins:
                words = tr("◇ {}（还没有口令）").format(user.name)
            self._list.addWidget(RowButton(words, partial(self.show_user, user)))
        self._list.addStretch(1)
        if advised and self.administers:
            self._on_revoked(tr("县里停用了{}，口令已从这台电脑删除。").format("、".join(advised)))
        chosen = next((user for user in users if user.id == self._chosen), None)
        if chosen is not None:
            self.one.show_user(chosen, users, has_passphrase=chosen.login in logins)

    def show_user(self, user: UserState) -> None:
        """One user with what may be done."""
        self._chosen = user.id
        self.message.quiet()
        self.one.show_user(user, self._users, has_passphrase=user.login in self._logins)
        self.pages.setCurrentIndex(2)

    def _on_new(self) -> None:
        self.message.quiet()
        self.new.clear()
        self.pages.setCurrentIndex(1)

    def _on_told(self, words: str) -> None:
        self.message.done(words)

    def _on_revoked(self, words: str) -> None:
        """The revoked one may have kept a copy of keys.json: a new data key is offered at once."""
        self.message.warn([words, tr("请现在按“更换数据密钥”，大约要一分钟。")])
        self.renew.setFocus()
