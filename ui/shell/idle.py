"""Notes keys and mouse of the window for the idle lock; must not decide when it closes: the domain does."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.idle_lock import IdleLock, LockPolicy
from desktop.services.seams import Clock
from ui.i18n import tr

_TICK: Final = 5000  # ms between two looks at the clock
_SLACK: Final = timedelta(minutes=2)  # computers correct their clock by themselves, by less
_WORK: Final = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class Idle(QObject):
    """Watches the native window, which sees few events and all input. Signals: due (lock now), warned (words)."""

    due = Signal()
    warned = Signal(str)

    def __init__(self, window: QWidget, clock: Clock) -> None:
        super().__init__(window)
        self._clock = clock
        self.state = IdleLock(LockPolicy(), clock.now())
        self._worked = False
        self._seen = clock.now()
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
        now = self._clock.now()
        before, self._seen = self._seen, now
        if now < before - _SLACK:
            self.warned.emit(tr("电脑的时间被调早了，请核对日期和时间，期限才算得准"))
            if self._worked:  # else it is not known how long nobody was here, and the lock closes
                self.state.touched(now)
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
