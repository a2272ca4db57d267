"""Carries bundles over a line while the desk is open: now and then by itself, at once when asked. Shows nothing.

What needs the database runs on the writer, the carrying in the pool. An attempt by itself that fails says nothing
anywhere but on the sync page, and the next one waits twice as long.
"""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import AppError
from desktop.ops import Core, Progress
from desktop.usecases.permission import may_do
from desktop.usecases.workplace import Travelled, Trip

CARRY_EVERY: Final = 600_000
"""Milliseconds from one journey to the next while all goes well."""
_FIRST: Final = 10  # the first attempt comes after a tenth of that: unlocking has the writer for itself
_DOUBLINGS: Final = 4

log = logging.getLogger(__name__)


class Courier(QObject):
    """One journey at a time.

    Attributes: busy; reached (None before the first attempt); failures (in a row); fault (why the last one ended).
    Signals: changed (one of these), progressed (bytes done, bytes in all, file), arrived (Travelled, when
        asked for or with a refusal).
    """

    changed = Signal()
    progressed = Signal(object, object, str)
    arrived = Signal(object)

    def __init__(self, core: Core, parent: QObject, every: int = CARRY_EVERY) -> None:
        super().__init__(parent)
        self._core = core
        self._every = every
        self._progress = Progress()
        self._asked = self._retired = False
        self.busy = False
        self.reached: bool | None = None
        self.failures = 0
        self.fault: AppError | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.attempt)

    def start(self) -> None:
        """From now on go by itself, for whoever may."""
        self._retired = False
        if may_do(self._core.viewer, "sync"):
            self.timer.start(self._every // _FIRST)

    def retire(self) -> None:
        """Go no more: the station is about to be closed."""
        self._retired = True
        self.timer.stop()
        self.stop()

    def stop(self) -> None:
        """End the journey; what was carried stays and is gone on with next time."""
        self._progress.cancel()

    def forget(self) -> None:
        """Another place is kept: what was known of the one before no longer holds."""
        self.reached, self.failures, self.fault = None, 0, None
        self.changed.emit()
        if may_do(self._core.viewer, "sync"):
            self.timer.start(self.pause())

    def pause(self) -> int:
        """Milliseconds until the next attempt: twice as long after each failure, at most sixteen times."""
        return self._every * int(2 ** min(self.failures, _DOUBLINGS))

    def attempt(self, *, asked: bool = False) -> None:
        """Go, unless somebody is under way."""
        if self.busy or self._retired:
            return
        self.timer.stop()
        self.busy, self._asked, self._progress = True, asked, Progress()
        self.changed.emit()
        road = self._core.road
        self._core.write_quietly(road.prepare).on_success(self._on_prepared).on_error(self._on_fault).run(self)

    def _on_prepared(self, trip: Trip | None) -> None:
        if trip is None:  # no place: whoever sets one asks for the next attempt
            self.reached, self.fault = None, None
            self._end()
            return
        progress = self._progress
        op = self._core.work(lambda: trip.carry(progress.report), progress=progress)
        op.on_success(lambda _done: self._on_carried(trip)).on_error(self._on_away).on_progress(self.progressed.emit)
        op.on_done(lambda: self._on_over(progress)).run(self)

    def _on_carried(self, trip: Trip) -> None:
        self.reached = True
        self._core.write_quietly(trip.take).on_success(self._on_taken).on_error(self._on_fault).run(self)

    def _on_taken(self, done: Travelled) -> None:
        self.failures, self.fault = 0, None
        self._rest()
        if done.sent or done.fetched:
            self._core.changed.emit()
        if self._asked or done.refused:
            self.arrived.emit(done)

    def _on_away(self, error: BaseException) -> bool:
        self.reached = False
        return self._on_fault(error)

    def _on_fault(self, error: BaseException) -> bool:
        self.failures += 1
        self.fault = error if isinstance(error, AppError) else None
        self._rest()
        if not isinstance(error, AppError):
            log.warning("a journey ended with %s", type(error).__name__)
        return isinstance(error, AppError) or not self._asked

    def _on_over(self, progress: Progress) -> None:
        """The answer of a journey that was stopped does not come: end it here."""
        if progress.cancelled and self.busy and progress is self._progress:
            self._rest()

    def _rest(self) -> None:
        if not self._retired:
            self.timer.start(self.pause())
        self._end()

    def _end(self) -> None:
        self.busy = False
        self.changed.emit()
