"""The bar over the page: whose station this is, the search box, text size, who is logged in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu

from desktop.ops import Core
from ui.i18n import tr
from ui.shell.search_box import SearchBox
from ui.shell.ways import Ways
from ui.style.blocks import button, row
from ui.style.look import look
from ui.style.one_line import OneLine


class TopBar(QFrame):
    """Signals: smaller, larger (text wanted), lock_wanted, cover_wanted, help_wanted."""

    smaller = Signal()
    larger = Signal()
    lock_wanted = Signal()
    cover_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, core: Core, ways: Ways, title: str) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.title = OneLine(title, rank="title")
        self.search = SearchBox(core, ways)
        less = button(tr("字小"), self.smaller.emit, narrow=True)
        more = button(tr("字大"), self.larger.emit, narrow=True)
        less.setToolTip(tr("字号小一号（Ctrl+－）"))
        more.setToolTip(tr("字号大一号（Ctrl+＋）"))
        self.user = button(core.viewer.name, drawing="person")
        self.user.setAccessibleName(tr("用户 {}").format(core.viewer.name))
        self.user.setProperty("menu", True)
        self.user.setMenu(self._menu(ways))
        self.help = button(tr("帮助"), self.help_wanted.emit, narrow=True)
        self.help.setToolTip(tr("这一页怎么用、依据哪条法律（F10）"))
        layout = row(self.title, self.search, less, more, self.help, self.user, margins=(16, 8, 16, 8))
        layout.setStretchFactor(self.title, 5)
        layout.setStretchFactor(self.search, 4)
        self.setLayout(layout)
        self.fit()

    def fit(self) -> None:
        """Follow the text size."""
        self.search.setMinimumWidth(look().scaled(200))

    def _menu(self, ways: Ways) -> QMenu:
        menu = QMenu(self)
        for words, slot in (
            (tr("锁定（Ctrl+L）"), self.lock_wanted.emit),
            (tr("盖住屏幕（F12）"), self.cover_wanted.emit),
            (tr("设置（F8）"), lambda: ways.to_place("settings")),
        ):
            action = QAction(words, menu)
            action.triggered.connect(lambda _on=False, go=slot: go())
            menu.addAction(action)
        return menu
