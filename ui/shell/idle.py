"""Notes keys and mouse of the window for the idle lock; must not decide when it closes: the domain does."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.clock_doubt import jump_of
from desktop.domain.idle_lock import IdleLock, LockPolicy
from desktop.services.seams import Clock
from ui.i18n import tr

_TICK: Final = 5000  # ms between two looks at the clock
_WORK: Final = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class Idle(QObject):
    """Watches the native window, which sees few events and all input.

    Signals: due (lock now), warned (words), jumped (moment before, by how much): somebody set the clock.
    """

    due = Signal()
    warned = Signal(str)
    jumped = Signal(object, object)

    def __init__(self, window: QWidget, clock: Clock) -> None:
        super().__init__(window)
        self._clock = clock
        self.state = IdleLock(LockPolicy(), clock.now())
        self._worked = False
        self._seen, self._ran = clock.now(), clock.running()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def watch(self, window: QWidget) -> None:
        """Call once the window is shown."""
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def look(self) -> None:
        """Ask whether it is time."""
        now, ran = self._clock.now(), self._clock.running()
        before, gone = self._seen, ran - self._ran
        self._seen, self._ran = now, ran
        by = jump_of(now - before, gone)
        if by:
            self.state.shift(by)  # how long nobody was here is known from the clock that cannot be set
            self.jumped.emit(before + timedelta(seconds=gone), by)
            early = tr("电脑的时间被调早了，请核对日期和时间，期限才算得准")
            self.warned.emit(early if by < timedelta() else tr("电脑的时间被调晚了，请核对日期和时间，期限才算得准"))
        if self._worked and not self.state.due(now):
            self.state.touched(now)
        self._worked = False
        if self.state.due(now):
            self.due.emit()
        elif self.state.warns(now):
            self.warned.emit(tr("再过{}秒没有动作，屏幕会锁定").format(self.state.seconds_left(now)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _WORK:
            self._worked = True
        return False
