"""Checks an open station in a process of its own, so that lists stay quick meanwhile. Decides nothing about the check.

In the same process the check keeps Python's one lock busy and a list query takes more than twice as long; apart, and
with low priority, it does not notice. The key goes through a pipe, never onto a command line. Killing it stops it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from desktop.bootstrap.doors import Doors
from desktop.bootstrap.station import Desk
from desktop.bootstrap.verify import verify
from desktop.domain.errors import Situation
from desktop.domain.progress import Report, silent
from desktop.domain.storage_situations import own_disk_fails
from desktop.domain.verification import VerifyResult
from desktop.services.anchor import state_folder
from desktop.services.seams import FixedClock


class _Order(Struct, frozen=True):
    """What the other process is told."""

    folder: str
    state: str
    key: bytes
    at: str
    attachments: bool


class _Line(Struct, frozen=True):
    """What it says: where it is, and last its result or the situation that ended it (code, message, safe, way out)."""

    done: int = 0
    total: int = 0
    step: str = ""
    result: VerifyResult | None = None
    situation: tuple[str, str, str, str] | None = None


def verify_apart(desk: Desk, report: Report = silent, *, attachments: bool = True) -> VerifyResult:
    """As `desktop.bootstrap.verify.verify_desk`, without slowing the work at the desk.

    Raises:
        Situation: as `verify_desk`; S-263 when the other process ended without an answer. Cancelled.
    """
    with desk.reader.connect() as connection:
        connection.exec_driver_sql(
            "SELECT count(*) FROM sqlite_master"
        )  # S-265 is told here, where the file was opened
    order = _Order(
        folder=str(desk.folder.absolute()),
        state=str((desk.doors.state or state_folder()).absolute()),
        key=desk.key,
        at=desk.doors.clock.now().isoformat(),
        attachments=attachments,
    )
    command = [sys.executable, "-m", "desktop.bootstrap.verify_apart"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        return _listen(child, order, report)
    finally:
        child.kill()
        with suppress(OSError):  # the order may still wait in the pipe of a process that is gone
            child.communicate()


def _listen(child: subprocess.Popen[bytes], order: _Order, report: Report) -> VerifyResult:
    if child.stdin is None or child.stdout is None:
        raise own_disk_fails()
    try:
        child.stdin.write(msgspec.json.encode(order) + b"\n")
        child.stdin.flush()
    except OSError as error:
        raise own_disk_fails() from error
    for raw in child.stdout:
        line = msgspec.json.decode(raw, type=_Line)
        if line.situation is not None:
            code, message, safe, way_out = line.situation
            raise Situation(code, message, safe=safe, way_out=way_out)
        if line.result is not None:
            return line.result
        report(line.done, line.total, line.step)
    raise own_disk_fails()


def main(order: bytes, say: Callable[[bytes], object]) -> None:
    """What the other process does."""
    told = msgspec.json.decode(order, type=_Order)
    doors = Doors(clock=FixedClock(datetime.fromisoformat(told.at)), state=Path(told.state))

    def tell(line: _Line) -> None:
        say(msgspec.json.encode(line) + b"\n")

    def report(done: int, total: int, step: str) -> None:
        tell(_Line(done, total, step))

    try:
        tell(_Line(result=verify(Path(told.folder), told.key, doors, report, attachments=told.attachments)))
    except Situation as error:
        tell(_Line(situation=(error.code, error.message, error.safe, error.way_out)))


def _say(raw: bytes) -> None:
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)
    main(sys.stdin.buffer.readline(), _say)
