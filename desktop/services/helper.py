"""Has untrusted bytes opened in a child process and takes back plain values. Must not open them itself.

One child, one job at a time; started at the first job, gone after a minute without one. A child that takes too long,
needs too much or dies is killed and the next job finds a new one. It inherits no secrets and no open files.
"""

from __future__ import annotations

import logging
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Final, Literal, TypeVar

import msgspec
from msgspec import Struct

from desktop.domain.case_view import CaseView, Committee
from desktop.domain.errors import RuleViolation, Situation
from desktop.domain.foreign import Code, Content, Drawn, Opened, Pixels, TextLine, gave_up, not_started, too_large
from desktop.domain.list_view import ListView
from desktop.domain.table import Table
from desktop.services import helper_messages as m

log = logging.getLogger(__name__)
T = TypeVar("T")

IDLE: Final = 60.0
_SPARE: Final = 10.0
"""Seconds before its end at which an idle child is no longer trusted to be there."""
_GRACE: Final = 2.0
_SLICE: Final = 0.1
_CHUNK: Final = 1 << 20
_ENOUGH: Final = 3_500 << 20
_INHERITED: Final = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
_COSTS: Final[dict[type[Struct], tuple[float, int]]] = {
    m.Look: (20.0, 1_000),
    m.PageJob: (40.0, 1_500),
    m.CodesJob: (120.0, 1_500),
    m.TableJob: (120.0, 2_000),
    m.TextJob: (180.0, 3_000),
    m.PrintedJob: (60.0, 1_500),
    m.TemplateJob: (10.0, 600),
}
"""Seconds and megabytes a job may take: many times what an honest file takes on a slow laptop."""


def nothing() -> None:
    """Nobody can cancel."""


class Helper:
    """The child as the program sees it. Safe to use from several threads; close it at the end.

    `command`, `patience` (a factor on all times) and `idle` (seconds) are for tests.
    """

    def __init__(self, command: Sequence[str] = (), patience: float = 1.0, idle: float = IDLE) -> None:
        self._command = list(command) or [sys.executable, "-P", "-m", "desktop", "helper"]
        self._patience = patience
        self._idle = idle
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._used = 0.0

    def look(self, data: Content) -> Opened:
        """What a file is. Raises Situation S-511 … S-515, and what reading it raises."""
        return self._ask(m.Look(), Opened, content=data)

    def page(self, data: Content, number: int, longest: int, check: Callable[[], None] = nothing) -> Pixels:
        """One page (from 0) as pixels. `check` may raise Cancelled. Raises as `look`."""
        return self._ask(m.PageJob(number, longest), Pixels, check, content=data)

    def codes(self, data: bytes, check: Callable[[], None] = nothing) -> tuple[Code, ...]:
        """All QR codes of a picture or PDF. Raises as `page`."""
        return self._ask(m.CodesJob(data), m.CodesFound, check).codes

    def table(self, data: bytes, name: str, sheet: str = "", check: Callable[[], None] = nothing) -> Table:
        """The rows of a table; see `exports.tables.read_table.read_table`, whose faults it raises too."""
        return msgspec.structs.replace(self._ask(m.TableJob(data, sheet), Table, check, name), name=name)

    def text(self, data: bytes, number: int, check: Callable[[], None] = nothing) -> tuple[TextLine, ...]:
        """The printed lines of one page (OCR). Raises as `page`, and S-516 where the extra is not installed."""
        return self._ask(m.TextJob(data, number), m.TextFound, check).lines

    def printed(self, data: bytes, check: Callable[[], None] = nothing) -> tuple[tuple[str, ...], ...]:
        """The lines that a PDF itself holds as text, page by page. Raises as `page`."""
        return self._ask(m.PrintedJob(data), m.PrintedFound, check).pages

    def compose(self, template: str, view: CaseView | ListView) -> bytes:
        """The canonical document model a stranger's template makes of a case or period; stopped when it lasts.

        Raises Situation S-514 … S-515, and what composing refuses (R-503 … R-506).
        """
        return self._template(template, view, "model").model

    def missing(self, template: str, view: CaseView | ListView) -> tuple[tuple[str, str], ...]:
        """(path, name) of the facts that a paper of this template still lacks. Raises as `compose`."""
        return self._template(template, view, "missing").missing

    def blank(self, template: str, committee: Committee, view: CaseView | None) -> bytes:
        """The model of a form of this template to fill in by hand. Raises as `compose`."""
        job = m.TemplateJob(
            template.encode(),
            b"" if view is None else msgspec.msgpack.encode(view),
            "blank",
            committee=msgspec.msgpack.encode(committee),
        )
        return self._ask(job, m.Composed).model

    def check(self, template: str, sample: CaseView) -> tuple[tuple[int, str], ...]:
        """(line, message) of every fault of a template, which is run once over a sample. Raises S-514 when it lasts."""
        return self._template(template, sample, "check").faults

    def _template(
        self, template: str, view: CaseView | ListView, ask: Literal["check", "missing", "model"]
    ) -> m.Composed:
        period = not isinstance(view, CaseView)
        return self._ask(m.TemplateJob(template.encode(), msgspec.msgpack.encode(view), ask, period), m.Composed)

    @staticmethod
    def reads_text() -> bool:
        """Whether the extra `ocr` is installed, on a computer with the memory for it (one gigabyte of four)."""
        installed = find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else _ENOUGH
        return installed and pages >= _ENOUGH

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _ask(
        self,
        job: m.Job,
        kind: type[T],
        check: Callable[[], None] = nothing,
        name: str = "",
        content: Content = b"",
    ) -> T:
        """`content`: the file, where it is not in the job already."""
        seconds, megabytes = _COSTS[type(job)]
        data = content if isinstance(content, Drawn) else _held(job.data or content)
        if data.size > m.LARGEST_ORDER - _CHUNK:
            raise too_large("超过250兆")
        bare = msgspec.structs.replace(job, data=b"")
        order = m.Order(bare, seconds * self._patience, megabytes, self._idle, data.size)
        while not self._lock.acquire(timeout=_SLICE):
            check()
        try:
            answer = self._exchange(order, data, check)
            found = msgspec.msgpack.decode(answer.result, type=kind) if answer.refused is None else None
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            log.warning("helper gave up on a %s: %s", type(job).__name__, type(error).__name__)
            self._end()
            raise gave_up() from error
        except BaseException:  # cancelled: the child is still at it
            self._end()
            raise
        finally:
            self._used = time.monotonic()
            self._lock.release()
        if answer.refused is not None:
            raise _fault(answer.refused, name)
        if found is None:
            raise gave_up()
        return found

    def _exchange(self, order: m.Order, data: Drawn, check: Callable[[], None]) -> m.Answer:
        """Send an order and its file, wait for the answer.

        Raises OSError, EOFError, TimeoutError, ValueError, as `check`, and what reading the file raises.
        """
        until = time.monotonic() + order.seconds + _GRACE * self._patience
        pipe = _Pipe(self._living(), until, check)
        pipe.send(m.pack(order))
        sent = 0
        for piece in data.pieces():
            pipe.send(piece)
            sent += len(piece)
        if sent != data.size:
            raise ValueError("the file has another size than was said")
        length = int.from_bytes(pipe.receive(m.HEAD), "big")
        if length > m.LARGEST_ANSWER:
            raise ValueError("the answer is too long")
        answer = msgspec.msgpack.decode(pipe.receive(length), type=m.Answer)
        if answer.worn:
            self._end()
        return answer

    def _living(self) -> subprocess.Popen[bytes]:
        """The child, started anew when it is gone or about to go."""
        if self._child is not None and time.monotonic() - self._used > self._idle - min(_SPARE, self._idle / 2):
            self._end()
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = self._start()
        return self._child

    def _start(self) -> subprocess.Popen[bytes]:
        surroundings = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        surroundings |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
        try:
            child = subprocess.Popen(
                self._command,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=surroundings,
            )
        except OSError as error:
            raise not_started() from error
        for pipe in (child.stdin, child.stdout):
            if pipe is not None and os.name == "posix":
                os.set_blocking(pipe.fileno(), False)
        return child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()


def _held(data: bytes) -> Drawn:
    return Drawn(len(data), lambda: iter((data,)))


class _Pipe:
    """Both pipes of a child until a moment of the monotonic clock, asking `check` ten times a second.

    Where pipes cannot be waited for with a limit (Windows) the child's own watch is what ends it.
    """

    def __init__(self, child: subprocess.Popen[bytes], until: float, check: Callable[[], None]) -> None:
        self._child = child
        self._until = until
        self._check = check

    def send(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest and self._child.stdin is not None:
            self._wait(writes=self._child.stdin.fileno())
            rest = rest[self._child.stdin.write(rest[:_CHUNK]) or 0 :]

    def receive(self, length: int) -> bytes:
        got = bytearray()
        while len(got) < length and self._child.stdout is not None:
            self._wait(reads=self._child.stdout.fileno())
            part = self._child.stdout.read(min(_CHUNK, length - len(got)))
            if part == b"":
                raise EOFError
            got += part or b""
        return bytes(got)

    def _wait(self, reads: int = -1, writes: int = -1) -> None:
        while True:
            self._check()
            left = self._until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if os.name != "posix":
                return
            if any(select.select([reads] * (reads >= 0), [writes] * (writes >= 0), [], min(_SLICE, left))):
                return


def _fault(refused: m.Refused, name: str) -> Situation | RuleViolation:
    message = refused.message.replace(m.UNNAMED, name)
    if refused.rule:
        return RuleViolation(refused.code, message, field=refused.field, way_out=refused.way_out)
    return Situation(refused.code, message, safe=refused.safe, way_out=refused.way_out)
