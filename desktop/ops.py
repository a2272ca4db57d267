"""Runs work off the screen's thread; the only module that starts threads. Must not know widgets or SQL.

One writer thread owns all transactions, one reader thread answers screens, a small pool does slow work on frozen data.
An operation is a value (`Op`): it is returned, given its slots and run by the screen that wants the answer. Answers
arrive on the screen's thread; a screen that is gone by then simply is not there to receive.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Final, Generic, Literal, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from desktop.domain.clock_doubt import DayInDoubt
from desktop.domain.errors import Cancelled
from desktop.domain.viewer import Viewer
from desktop.usecases.protocols import Queries, UnitOfWork
from desktop.usecases.workplace import Workplace

T = TypeVar("T")
Lane = Literal["writer", "reader", "pool"]
POOL_THREADS: Final = 2
SHUTDOWN_SECONDS: Final = 10.0

log = logging.getLogger(__name__)


class Progress:
    """How far a long operation is, and whether the user stopped it. Shared by worker and screen.

    The worker calls `report` and `check` between items; the screen calls `cancel`.
    """

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._final = threading.Event()
        self._told = threading.Event()
        self._tell: Callable[[int, int, str], None] | None = None

    def report(self, done: int, total: int, step: str = "") -> None:
        """Tell the screen where the work is. Raises Cancelled when the user stopped it."""
        self.check()
        if self._tell is not None and not self._told.is_set():
            self._told.set()  # the screen has not shown the last one yet: do not flood it
            self._tell(done, total, step)

    def check(self) -> None:
        """Raises Cancelled when the user stopped the operation."""
        if self._stopped.is_set() and not self._final.is_set():
            raise Cancelled

    def no_return(self) -> None:
        """The commit point: from here on a cancel has no effect any more. Raises Cancelled just before it."""
        self.check()
        self._final.set()

    def cancel(self) -> None:
        self._stopped.set()

    @property
    def cancelled(self) -> bool:
        return self._stopped.is_set()

    def _listen(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell

    def _shown(self) -> None:
        self._told.clear()


class Runner(Protocol):
    """Where operations run. `post` brings a call back to the screen's thread."""

    def submit(self, lane: Lane, call: Callable[[], None]) -> None: ...
    def post(self, call: Callable[[], None]) -> None: ...
    def busy(self) -> bool:
        """Whether the writer has something to write."""
        ...

    def close(self) -> tuple[str, ...]:
        """Stop taking work and wait for what runs; names the lanes that did not end in time."""
        ...


class _Mailbox(QObject):
    """Lives on the screen's thread and runs there what workers post. Signals: arrived."""

    arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        self._calls.put(call)
        self.arrived.emit()

    def _on_arrived(self) -> None:
        while True:
            try:
                call = self._calls.get_nowait()
            except queue.Empty:
                return
            call()


class ThreadRunner:
    """The real runner: one writer, one reader, a pool of two."""

    def __init__(self) -> None:
        self._mailbox = _Mailbox()
        self._lanes: dict[Lane, ThreadPoolExecutor] = {
            "writer": ThreadPoolExecutor(1, thread_name_prefix="writer"),
            "reader": ThreadPoolExecutor(1, thread_name_prefix="reader"),
            "pool": ThreadPoolExecutor(POOL_THREADS, thread_name_prefix="pool"),
        }
        self._running: dict[Future[None], Lane] = {}

    def submit(self, lane: Lane, call: Callable[[], None]) -> None:
        future = self._lanes[lane].submit(call)
        self._running[future] = lane
        future.add_done_callback(lambda done: self._running.pop(done, None))

    def post(self, call: Callable[[], None]) -> None:
        self._mailbox.post(call)

    def busy(self) -> bool:
        return "writer" in self._running.values()

    def close(self) -> tuple[str, ...]:
        """Waits at most `SHUTDOWN_SECONDS`; waiting work that has not begun is dropped, the writer's is not."""
        for lane, executor in self._lanes.items():
            executor.shutdown(wait=False, cancel_futures=lane != "writer")
        late = wait(list(self._running), timeout=SHUTDOWN_SECONDS).not_done
        names = tuple(sorted({self._running.get(future, "pool") for future in late}))
        if names:
            log.warning("shutdown gave up on %s", ",".join(names))
        else:
            for executor in self._lanes.values():
                executor.shutdown(wait=True)
        return names


class InlineRunner:
    """Runs everything at once on the calling thread: for tests of one screen."""

    def submit(self, lane: Lane, call: Callable[[], None]) -> None:
        call()

    def post(self, call: Callable[[], None]) -> None:
        call()

    def busy(self) -> bool:
        return False

    def close(self) -> tuple[str, ...]:
        return ()


Present = Callable[[QObject, BaseException], None]
Mend = Callable[[QObject, BaseException, Callable[[], object]], bool]
"""Asked before anything else about an error: answers whether it sees to it, which may run the operation again."""


class Op(Generic[T]):
    """One piece of work with the slots that take its answer. Nothing happens before `run`."""

    def __init__(
        self, lane: Lane, call: Callable[[], T], runner: Runner, told: tuple[Mend, Present], progress: Progress
    ) -> None:
        self._lane: Lane = lane
        self._call = call
        self._runner = runner
        self._mend, self._present = told
        self.progress = progress
        self._success: list[Callable[[T], object]] = []
        self._error: Callable[[BaseException], bool] | None = None
        self._done: Callable[[], object] | None = None
        self._progressed: Callable[[int, int, str], object] | None = None

    def on_success(self, slot: Callable[[T], object]) -> Op[T]:
        self._success.append(slot)
        return self

    def on_error(self, slot: Callable[[BaseException], bool]) -> Op[T]:
        """`slot` answers whether it showed the error itself; otherwise it goes to the reporter."""
        self._error = slot
        return self

    def on_done(self, slot: Callable[[], object]) -> Op[T]:
        """Called last in every case, also after a cancel: for buttons that were switched off."""
        self._done = slot
        return self

    def on_progress(self, slot: Callable[[int, int, str], object]) -> Op[T]:
        self._progressed = slot
        return self

    def run(self, initiator: QObject) -> Op[T]:
        """Start; answers come only while `initiator` lives."""
        self.progress._listen(lambda *at: self._runner.post(lambda: self._show_progress(initiator, *at)))
        self._runner.submit(self._lane, lambda: self._work(initiator))
        return self

    def cancel(self) -> None:
        """Stop it if it can be stopped; its answer is dropped in any case unless it was past its commit point."""
        self.progress.cancel()

    def _work(self, initiator: QObject) -> None:
        try:
            self.progress.check()
            answer = self._call()
        except BaseException as error:
            fault = error  # `error` is unbound when this block ends
            self._runner.post(lambda: self._fail(initiator, fault))
        else:
            self._runner.post(lambda: self._succeed(initiator, answer))

    def _succeed(self, initiator: QObject, answer: T) -> None:
        if not shiboken6.isValid(initiator):
            return
        if self._lane == "writer" or not self.progress.cancelled:  # what is written is told, even after a late cancel
            for slot in self._success:
                slot(answer)
        self._end(initiator)

    def _fail(self, initiator: QObject, error: BaseException) -> None:
        if not shiboken6.isValid(initiator):
            if not isinstance(error, Cancelled):
                log.info("error %s came after its screen was closed", type(error).__name__)
            return
        if not isinstance(error, Cancelled) and not self._seen_to(initiator, error):
            self._present(initiator, error)
        self._end(initiator)

    def _seen_to(self, initiator: QObject, error: BaseException) -> bool:
        if self._mend(initiator, error, lambda: self.run(initiator)):
            return True
        return self._error is not None and self._error(error)

    def _end(self, initiator: QObject) -> None:
        if self._done is not None and shiboken6.isValid(initiator):
            self._done()

    def _show_progress(self, initiator: QObject, done: int, total: int, step: str) -> None:
        self.progress._shown()
        if self._progressed is not None and shiboken6.isValid(initiator):
            self._progressed(done, total, step)


class Ops(QObject):
    """Work before anybody has unlocked the station, and the ground `Core` stands on. Attributes: present."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self.present: Present = _raise

    def work(self, call: Callable[[], T], *, progress: Progress | None = None) -> Op[T]:
        """Slow work on frozen data in the pool: never a session, never a widget."""
        return self._op("pool", call, progress)

    def write(self, call: Callable[[], T], *, progress: Progress | None = None) -> Op[T]:
        """Work on the writer thread that opens its own transactions (set-up, import, export, backup)."""
        return self._op("writer", call, progress)

    def close(self) -> tuple[str, ...]:
        """End all threads; answers the lanes that did not end in time."""
        return self._runner.close()

    def _op(self, lane: Lane, call: Callable[[], T], progress: Progress | None) -> Op[T]:
        return Op(lane, call, self._runner, (self._see_to, self._show), progress or Progress())

    def _see_to(self, initiator: QObject, error: BaseException, again: Callable[[], object]) -> bool:
        return False

    def _show(self, initiator: QObject, error: BaseException) -> None:
        self.present(initiator, error)


AskDay = Callable[[QObject, DayInDoubt, Callable[[], object]], None]


class Core(Ops):
    """What a screen may do: change, ask, and have slow work done. Frozen values in and out, no session.

    Attributes: viewer, clock, papers, reference, files, foreign, exchange, road, keeper,
        users, safe, methods, bindery, title, ask_day (asks which day it is, where something with a doubted date was
        to be printed, and calls what it is given when the date is right).
    Signals: changed (something was written that lists may show), drafted (a draft was saved or dropped).
    """

    changed = Signal()
    drafted = Signal()

    def __init__(self, workplace: Workplace, runner: Runner) -> None:
        super().__init__(runner)
        self.ask_day: AskDay | None = None
        self.viewer = workplace.viewer
        self.clock = workplace.clock
        self.papers = workplace.papers
        self.reference = workplace.reference
        self.files = workplace.files
        self.foreign = workplace.foreign
        self.exchange = workplace.exchange
        self.road = workplace.road
        self.keeper = workplace.keeper
        self.users = workplace.users
        self.safe = workplace.safe
        self.methods = workplace.methods
        self.bindery = workplace.bindery
        self.county = workplace.county
        self.title = workplace.title
        self._units = workplace.units
        self._queries = workplace.queries

    def mutate(
        self, call: Callable[[UnitOfWork], T], *, progress: Progress | None = None, quiet: bool = False
    ) -> Op[T]:
        """Work in one transaction on the writer thread; `call` commits. `quiet`: lists need not look again (drafts)."""

        def work() -> T:
            with self._units(self.viewer) as uow:
                return call(uow)

        op = self._op("writer", work, progress)
        return op if quiet else op.on_success(lambda _answer: self.changed.emit())

    def query(self, call: Callable[[Queries, Viewer], T]) -> Op[T]:
        """Ask on the reader thread."""
        return self._op("reader", lambda: call(self._queries, self.viewer), None)

    def write(self, call: Callable[[], T], *, progress: Progress | None = None) -> Op[T]:
        return super().write(call, progress=progress).on_success(lambda _answer: self.changed.emit())

    def write_quietly(self, call: Callable[[], T]) -> Op[T]:
        """Work on the writer thread that changes nothing a list shows (lock, PIN)."""
        return super().write(call)

    def _see_to(self, initiator: QObject, error: BaseException, again: Callable[[], object]) -> bool:
        """A doubted date is asked about in one place, whatever was to be printed, and then printed."""
        if not isinstance(error, DayInDoubt) or self.ask_day is None:
            return False

        def agreed() -> None:
            from desktop.usecases.watch_clock import confirm_day  # rare: the first picture must not wait for it

            def keep(uow: UnitOfWork) -> None:
                confirm_day(error.doubt.today, uow)
                uow.commit()

            self.mutate(keep).on_success(lambda _done: again()).run(initiator)

        self.ask_day(initiator, error, agreed)
        return True


def _raise(_initiator: Any, error: BaseException) -> None:
    raise error
