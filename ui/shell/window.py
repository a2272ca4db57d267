"""The one window: door, set-up, desk, lock and cover, one over the other. Must not know any screen of the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from desktop.domain.errors import Situation
from desktop.domain.progress import silent
from desktop.ops import Core, Ops, Runner
from desktop.usecases.workplace import BackedUp, Workplace
from ui.desk import Desk, RescueView
from ui.fields.habits import Habits
from ui.i18n import load_translations, told, tr
from ui.reporters import ask_day, present
from ui.shell.clipboard import ClipboardGuard
from ui.shell.courier import CARRY_EVERY
from ui.shell.cover import Cover
from ui.shell.gate import Gate
from ui.shell.idle import Idle
from ui.shell.lock import Lock
from ui.shell.waiting import Waiting
from ui.style.look import TEXT_SIZES, Look, look, take_fonts, wear

if TYPE_CHECKING:
    from ui.shell.main_page import MainPage

_HOUR = 3_600_000  # ms between two looks at whether a backup is due
LEAST_WIDTH, LEAST_HEIGHT = 1180, 640
_LOOK = 100  # ms between two looks whether the writer is done


class Window(QMainWindow):
    """Attributes: page (the desk while the station is open, else None)."""

    def __init__(self, app: QApplication, desk: Desk, runner: Runner, *, carry_every: int = CARRY_EVERY) -> None:
        super().__init__()
        self._app = app
        self._desk = desk
        self._runner = runner
        self._carry_every = carry_every
        self.ops = Ops(runner)
        self.ops.present = present
        self.page: MainPage | None = None
        self._closing = False
        self._rescue: RescueView | None = None
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.setWindowTitle(tr("枫桥调解台"))
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.resize(1366, 690)
        self.habits = Habits(app, desk.clock)
        self.habits.setParent(self)  # and ends with this window: two would both wait for the Enter of one card
        self.habits.scanned.connect(self._on_scanned)
        self.idle = Idle(self, desk.clock)
        self.idle.due.connect(self.lock)
        self.idle.warned.connect(self._on_warned)
        self.idle.jumped.connect(self._on_jumped)
        self.clipboard = ClipboardGuard(self, app, self.idle.state.policy)
        self._daily = QTimer(self)
        self._daily.setInterval(_HOUR)
        self._daily.timeout.connect(self.back_up_daily)
        self._daily.start()
        self._key("F12", self.cover)
        self._covered: list[QWidget] = []
        self.show_door()

    def _key(self, keys: str, go: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(go)

    def show_door(self) -> None:
        """Set-up on the first run, else the lock of the station."""
        self._end_rescue()
        if self._desk.is_new():
            from ui.shell.set_up import SetUp

            set_up = SetUp(self._desk, self.ops)
            set_up.finished.connect(self._on_set_up)
            set_up.language_wanted.connect(self.speak)
            set_up.restore_wanted.connect(self.show_restore)
            self._put(set_up)
            return
        gate = Gate(self._desk, self.ops)
        gate.opened.connect(self.open_desk)
        gate.language_wanted.connect(self.speak)
        gate.restore_wanted.connect(self.show_restore)
        gate.rescue_wanted.connect(self.show_rescue)
        self._put(gate)

    def show_restore(self, expect: str = "") -> None:
        """Restore from a backup, before the door or from within; an open station is closed first."""
        from ui.shell.restoring import Restoring

        self._end_rescue()
        if self.page is not None:
            self.page.leave()
            self.page.rest()
            self.page = None
            self.ops.write(self._desk.close).run(self)
        restoring = Restoring(self._desk, self.ops, expect=expect)
        restoring.given_up.connect(self.show_door)
        restoring.restored.connect(lambda _done: self.show_door())
        self._put(restoring)

    def show_rescue(self, login: str, passphrase: str) -> None:
        """Damaged data, read-only."""
        op = self.ops.write(lambda: self._desk.rescue(login, passphrase))
        op.on_success(self._on_rescue).run(self)

    def _on_rescue(self, view: RescueView) -> None:
        from ui.shell.rescuing import Rescuing

        self._rescue = view
        rescuing = Rescuing(view, self.ops)
        rescuing.left.connect(self.show_door)
        rescuing.restore_wanted.connect(self.show_restore)
        self._put(rescuing)

    def _end_rescue(self) -> None:
        """The private copy of damaged data goes with the page that showed it."""
        view, self._rescue = self._rescue, None
        if view is not None:
            self.ops.write(view.close).run(self)

    def open_desk(self, workplace: Workplace) -> None:
        """The station is unlocked: build the desk."""
        core = Core(workplace, self._runner)
        core.present, core.ask_day = present, ask_day
        core.setParent(self)
        self.idle.state.resume(self._desk.clock.now())  # the time before the door is no idle time of this user
        page = self._build_page(core)
        page.go("workbench")
        page.remind()
        core.write_quietly(self._desk.arrived).run(page)
        core.work(self._desk.rare_fonts).on_success(take_fonts).run(page)
        self.back_up_daily()

    def _build_page(self, core: Core) -> MainPage:
        from ui.shell.main_page import MainPage

        page = MainPage(core, self._carry_every)
        page.lock_wanted.connect(self.lock)
        page.cover_wanted.connect(self.cover)
        page.size_wanted.connect(self.resize_text)
        page.ways.settings_changed.connect(self._on_settings_changed)
        page.ways.in_session.connect(self._on_in_session)
        page.ways.renewal_wanted.connect(self.renew_key)
        page.ways.wipe_wanted.connect(self.show_wipe)
        page.ways.restore_wanted.connect(self.show_restore)
        page.ways.language_wanted.connect(self.speak)
        self.page = page
        self._put(page)
        page.begin()
        return page

    def speak(self, language: str) -> None:
        """Everything in another language, at once and for good; what was typed is saved first."""
        self._desk.set_preference("language", language)
        load_translations(self._app, language)
        self.setWindowTitle(tr("枫桥调解台"))
        page = self.page
        if page is None:
            self.show_door()
            return
        place = page.current
        page.leave()
        page.rest()
        self._build_page(page.core).go(place if place != "case" else "workbench")

    def back_up_daily(self) -> None:
        """The backup of the day, and once a month a real restore of it into a temporary place."""
        page = self.page
        if page is None:
            return
        core = page.core

        def rehearse(made: Sequence[BackedUp]) -> None:
            if made:
                core.changed.emit()  # the first screen tells its age; when none was due, it need not ask again
            core.work(core.safe.rehearse_when_due).on_error(self._on_no_backup).run(page)

        op = core.write_quietly(lambda: core.keeper.back_up("daily", silent)).on_error(self._on_no_backup)
        op.on_success(rehearse).run(page)

    def lock(self) -> None:
        """Hide everything until the user says who it is; what was typed is saved first."""
        page = self.page
        if page is None or self._covered:
            return
        page.leave()
        self.clipboard.clear()
        state, keeper = self.idle.state, page.core.keeper
        page.core.write_quietly(lambda: keeper.lock(state)).run(self)
        lock = Lock(page.core, state)
        lock.opened.connect(self._uncover)
        self._cover_with(lock)

    def renew_key(self) -> None:
        """A new data key: the station is closed, rewritten and opened again for the same user."""
        page = self.page
        if page is None:
            return
        page.leave()
        page.rest()
        desk = self._desk
        waiting = Waiting(tr("正在更换数据密钥，请不要关机……"))
        op = self.ops.write(desk.renew_key).on_success(self.open_desk).on_error(self._on_not_renewed)
        self.page = None
        self._put(waiting)
        op.run(self)

    def show_wipe(self) -> None:
        """The emergency wipe over the desk, in two steps."""
        from ui.shell.wiping import Wiping

        page = self.page
        if page is None:
            return
        page.rest()  # nothing may be written beside the wipe
        wiping = Wiping(self._desk, page.core)
        wiping.given_up.connect(self._uncover)
        wiping.given_up.connect(page.begin)
        wiping.wiped.connect(self._on_wiped)
        self._cover_with(wiping)

    def _on_wiped(self) -> None:
        self._covered.clear()
        self.page = None
        self.show_door()

    def _on_not_renewed(self, error: BaseException) -> bool:
        present(self, error)
        self.show_door()
        return True

    def cover(self) -> None:
        """The neutral picture."""
        if self._covered and isinstance(self._covered[-1], Cover):
            return
        self.idle.state.cover()
        self.clipboard.clear()
        cover = Cover()
        cover.uncovered.connect(self._uncover)
        self._cover_with(cover)

    def resize_text(self, steps: int) -> None:
        """Larger or smaller text, at once and for good."""
        sizes = list(TEXT_SIZES)
        place = min(len(sizes) - 1, max(0, sizes.index(look().size) + steps))
        if sizes[place] != look().size:
            self.wear(Look(sizes[place], look().high_contrast))

    def wear(self, wanted: Look) -> None:
        """Put on a look and remember it on this computer."""
        self._desk.set_preference("text_size", str(wanted.size))
        self._desk.set_preference("high_contrast", "1" if wanted.high_contrast else "")
        wear(self._app, wanted)
        page = self.page
        if page is not None:
            page.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.idle.watch(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is typed is saved first; while something is being written the window waits for it, once."""
        page = self.page
        if page is not None:
            page.leave()
            page.rest()
            if self._runner.busy() and not self._closing:
                self._closing = True
                event.ignore()
                page.tell(tr("正在写入，写完自动关闭。等不及就再按一次关闭，已经写好的不会丢。"))
                self._when_idle()
                return
        self.clipboard.clear()
        self._end_rescue()
        super().closeEvent(event)

    def _when_idle(self) -> None:
        """Close as soon as the writer has nothing more to do."""
        if self._runner.busy():
            QTimer.singleShot(_LOOK, self, self._when_idle)
        elif self._closing and self.isVisible():
            self.close()

    def _put(self, widget: QWidget) -> None:
        """Show one widget and throw the one before away."""
        before = self.stack.currentWidget()
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        if before is not None:
            self.stack.removeWidget(before)
            before.deleteLater()

    def _cover_with(self, widget: QWidget) -> None:
        self._covered.append(widget)
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        widget.setFocus()

    def _uncover(self) -> None:
        top = self._covered.pop()
        self.stack.removeWidget(top)
        top.deleteLater()
        if self._covered:
            self.stack.setCurrentWidget(self._covered[-1])
        elif self.idle.state.covered:
            self.idle.state.uncover(self._desk.clock.now())
            if self.idle.state.locked:
                self.idle.state.locked = False  # what ended behind the picture is locked, and noted, in the usual way
                self.lock()
        if self.page is not None and not self._covered:
            self.page.remind()

    def _on_set_up(self, login: str) -> None:
        self._desk.set_preference("login", login)
        self.show_door()

    def _on_warned(self, words: str) -> None:
        if self.page is not None:
            self.page.tell(words)

    def _on_jumped(self, before: datetime, by: timedelta) -> None:
        """While nobody has unlocked, the next start of the station sees it by what was written last."""
        from desktop.usecases.watch_clock import note_jump

        if self.page is not None:
            self.page.core.mutate(lambda uow: note_jump(before, by, uow)).run(self)

    def _on_in_session(self, running: bool) -> None:
        self.idle.state.in_session = running

    def _on_no_backup(self, error: BaseException) -> bool:
        """The first screen shows the age of the last backup; a daily one that fails does not interrupt."""
        if isinstance(error, Situation) and self.page is not None:
            self.page.tell(tr("今天的备份没有成功：{}").format(told(error)))
            return True
        return False

    def _on_scanned(self, number: str) -> None:
        page = self.page
        if page is not None and not self._covered:
            page.take_card(number)

    def _on_settings_changed(self, wanted: object) -> None:
        if isinstance(wanted, Look):
            self.wear(wanted)
