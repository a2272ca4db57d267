"""The desk itself: navigation, top bar, the places, the status line. Builds a place when it is first visited."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QWidget

from desktop.domain.read_models import DueCounts
from desktop.ops import Core
from ui.fields.person_block import PersonBlock
from ui.i18n import tr
from ui.shell.catching_up import CatchingUp
from ui.shell.courier import CARRY_EVERY, Courier
from ui.shell.help_sheet import HelpSheet
from ui.shell.navigation import Navigation
from ui.shell.places import INNER, PARENT, PLACES
from ui.shell.screen import Screen
from ui.shell.top_bar import TopBar
from ui.shell.ways import Ways
from ui.style.blocks import column, label, row

_TOLD_FOR = 8000  # ms a passing message stays in the status line


class MainPage(QWidget):
    """What is seen while the station is open. Signals: lock_wanted, cover_wanted, size_wanted (+1 or -1)."""

    lock_wanted = Signal()
    cover_wanted = Signal()
    size_wanted = Signal(int)

    def __init__(self, core: Core, carry_every: int = CARRY_EVERY) -> None:
        super().__init__()
        self.setObjectName("page")
        self.core = core
        self.courier = Courier(core, self, carry_every)
        self.ways = Ways(self, self.courier)
        self.catching_up = CatchingUp(core, self)
        self.screens: dict[str, Screen] = {}
        self._trail: list[str] = []
        self._parents = dict(PARENT)
        self.current = ""
        self.stack = QStackedWidget()
        self.nav = Navigation(PLACES, county=core.county is not None)
        self.top = TopBar(core, self.ways, core.title)
        self.saved = label("")
        self.told = label("")
        self.help = HelpSheet(core)
        middle = row(self.stack, self.help, gap=0)
        middle.setStretch(0, 1)
        right = column(self.top, middle, self._status_line(), gap=0)
        right.setStretchFactor(middle, 1)
        self.setLayout(row(self.nav, right, gap=0))
        self._connect()

    def _status_line(self) -> QFrame:
        line = QFrame()
        line.setObjectName("statusLine")
        user = label(tr("{}　本机离线可用").format(self.core.viewer.name))
        line.setLayout(row(self.saved, self.told, None, user, gap=20, margins=(16, 3, 16, 3)))
        return line

    def _connect(self) -> None:
        self.nav.chosen.connect(self.go)
        self.ways.place_wanted.connect(self.go)
        self.ways.case_wanted.connect(self._on_case_wanted)
        self.ways.back_wanted.connect(self.back)
        self.ways.told.connect(self.tell)
        self.ways.belongs_to.connect(self._on_belongs)
        self.ways.lock_wanted.connect(self.lock_wanted)
        self.top.smaller.connect(lambda: self.size_wanted.emit(-1))
        self.top.larger.connect(lambda: self.size_wanted.emit(1))
        self.top.lock_wanted.connect(self.lock_wanted)
        self.top.cover_wanted.connect(self.cover_wanted)
        for place in PLACES:
            self._key(place.shortcut, self._going(place.key))
        self._key("Ctrl+F", self._to_search)
        self._key("F10", self.show_help)
        self.top.help_wanted.connect(self.show_help)
        self.help.manual_wanted.connect(lambda: self.go("manual"))
        self.ways.help_moved.connect(lambda: self.help.follow(self._help_key()))
        self._key("Ctrl+L", self.lock_wanted.emit)
        self._key("Ctrl+=", lambda: self.size_wanted.emit(1))
        self._key("Ctrl+-", lambda: self.size_wanted.emit(-1))
        self._key("Escape", self.back)

    def _key(self, keys: str, go: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(go)

    def _going(self, key: str) -> Callable[[], object]:
        return lambda: self.go(key)

    def go(self, key: str, carried: object = None) -> Screen:
        """Show a place; what is being typed in the one before is saved."""
        before = self.screens.get(self.current)
        if before is not None and self.current != key:
            before.leave()
            self._trail.append(self.current)
        screen = self.screens.get(key)
        if screen is None:
            place = next(p for p in (*PLACES, *INNER) if p.key == key)
            screen = self.screens[key] = place.make(self.core, self.ways)
            self.stack.addWidget(screen)
        self.current = key
        if carried is not None:
            screen.arrive(carried)
        self.stack.setCurrentWidget(screen)
        now = QApplication.focusWidget()
        if now is None or not screen.isAncestorOf(now):
            screen.take_keyboard()  # a key that falls nowhere is a fright
        self.nav.show_place(self._parents.get(key, key))
        self.help.follow(self._help_key())
        return screen

    def begin(self) -> None:
        """The desk is open: carry and catch up now and then."""
        self.courier.start()
        self.catching_up.start()

    def rest(self) -> None:
        """The station is about to be closed or covered for good: nothing is written by itself any more."""
        self.courier.retire()
        self.catching_up.stop()

    def show_help(self) -> None:
        """What the screen in front is for, beside it; once more takes it away."""
        self.help.toggle(self._help_key())

    def _help_key(self) -> str:
        screen = self.screens.get(self.current)
        return screen.help_key(self.current) if screen is not None else self.current

    def back(self) -> None:
        """Esc: one step back inside the place, else to the place before."""
        screen = self.screens.get(self.current)
        if screen is not None and screen.back():
            return
        while self._trail:
            key = self._trail.pop()
            if key != self.current:
                self.go(key)
                self._trail.pop()
                return

    def leave(self) -> None:
        """Save what is being typed, wherever."""
        for screen in self.screens.values():
            screen.leave()

    def remind(self) -> None:
        """Say how much is due or late: at the start, and whenever the desk is seen again."""
        self.core.query(lambda queries, viewer: queries.due_counts(viewer)).on_success(self._remind).run(self)

    def _remind(self, due: DueCounts) -> None:
        if due.overdue or due.today:
            self.told.setText(tr("▲ 今天到期{}件，已超期{}件。按F5看日程。").format(due.today, due.overdue))

    def tell(self, words: str) -> None:
        """A passing message; what was saved stays in sight."""
        if words.startswith("✓"):
            self.saved.setText(words)
            return
        self.told.setText(words)
        QTimer.singleShot(_TOLD_FOR, self.told, lambda: self.told.setText(""))

    def take_card(self, number: str) -> None:
        """A card reader read a number: the person being typed takes it, else the place, else it is searched."""
        widget = QApplication.focusWidget()
        while widget is not None:
            if isinstance(widget, PersonBlock):
                widget.take_card(number)
                return
            widget = widget.parentWidget()
        screen = self.screens.get(self.current)
        if screen is None or not screen.take_card(number):
            self.top.search.setText(number)
            self.top.search.search()

    def fit(self) -> None:
        """Follow the text size: screens are built anew, what was typed is in their drafts."""
        self.nav.fit()
        self.top.fit()

    def _to_search(self) -> None:
        self.top.search.setFocus()
        self.top.search.selectAll()

    def _on_belongs(self, key: str) -> None:
        """The inner place in front turned out to be part of another place."""
        if self.current in self._parents:
            self._parents[self.current] = key
            self.nav.show_place(key)

    def _on_case_wanted(self, case_id: str, tab: str) -> None:
        self.go("case", (case_id, tab))
