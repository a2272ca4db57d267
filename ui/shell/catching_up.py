"""Catches up with what an import, an upgrade or new holidays left pending: titles, time limits, search. Shows nothing.

A few cases at a time, with a rest in between, so that whoever saves meanwhile does not wait.
"""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.ops import Core
from desktop.usecases.workplace import CaughtUp

log = logging.getLogger(__name__)

_REST: Final = 20
"""Milliseconds between two steps, in which the writer takes what somebody has done."""


class CatchingUp(QObject):
    """Begins with the desk, and again whenever something was written; lists look again when it has caught up."""

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._busy = self._stopped = False
        self._worked = self._more = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(_REST)
        self.timer.timeout.connect(self._step)
        core.changed.connect(self.look)

    def start(self) -> None:
        self._stopped = False
        self.look()

    def look(self) -> None:
        """See soon whether something is pending."""
        if not self._busy and not self._stopped:
            self.timer.start()

    def stop(self) -> None:
        """The station is about to be closed: the rest is caught up with next time."""
        self._stopped = True
        self.timer.stop()

    def _step(self) -> None:
        self._busy = True
        op = self._core.write_quietly(self._core.keeper.catch_up).on_success(self._on_step).on_error(self._on_fault)
        op.on_done(self._on_done).run(self)

    def _on_step(self, done: CaughtUp) -> None:
        self._worked = self._worked or done.some
        self._more = done.more

    def _on_fault(self, error: BaseException) -> bool:
        """Nobody asked for it: what cannot be done now is tried again after the next change."""
        log.info("catching up ended with %s", type(error).__name__)
        self._more = False
        return True

    def _on_done(self) -> None:
        self._busy = False
        if self._more:
            self.look()
        elif self._worked:
            self._worked = False
            self._core.changed.emit()
