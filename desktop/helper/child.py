"""`python -m desktop helper`: takes one order after the other from stdin, keeps its limits, answers on stdout.

It holds nothing that is worth stealing and can write no file. Memory and CPU time are bounded by the system for each
job, wall time by a watch that needs no help from Python; a job that breaks a bound takes the process with it, which is
what the program on the other side expects.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from typing import BinaryIO, Final

import msgspec
from msgspec import Struct

from desktop.domain.errors import RuleViolation, Situation
from desktop.domain.foreign import damaged, too_large
from desktop.helper.closed_doors import close_doors
from desktop.services import helper_messages as m

FIRST_WAIT: Final = 60.0
_MEGABYTE: Final = 1 << 20


def main() -> int:
    """Serve until the pipe closes, a bound breaks, or nobody asks any more."""
    close_doors()
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not speak into the answers
    idle = FIRST_WAIT
    while True:
        faulthandler.dump_traceback_later(idle, exit=True)
        raw = _next(orders)
        if raw is None:
            return 0
        order = msgspec.msgpack.decode(raw, type=m.Order)
        data = _whole(orders, order.size)
        if data is None:
            return 0
        idle = order.idle
        faulthandler.dump_traceback_later(order.seconds, exit=True)
        _bound(order)
        answer = _do(msgspec.structs.replace(order.job, data=data))
        del raw, order, data
        answers.write(m.pack(answer))
        answers.flush()


def _next(orders: BinaryIO) -> bytes | None:
    head = orders.read(m.HEAD)
    length = int.from_bytes(head, "big")
    return _whole(orders, length) if len(head) == m.HEAD else None


def _whole(orders: BinaryIO, length: int) -> bytes | None:
    if length > m.LARGEST_ORDER:
        return None
    body = orders.read(length)
    return body if len(body) == length else None


def _do(job: m.Job) -> m.Answer:
    try:
        return m.Answer(msgspec.msgpack.encode(_result(job)))
    except Situation as fault:
        return _refuse(fault)
    except RuleViolation as fault:
        return m.Answer(refused=m.Refused(True, fault.code, fault.message, "", fault.way_out, fault.field))
    except MemoryError:
        return _refuse(too_large("展开后太占内存"), worn=True)
    except Exception:  # whatever a decoder makes of a stranger's bytes, the file is what is wrong
        return _refuse(damaged(), worn=True)


def _refuse(fault: Situation, *, worn: bool = False) -> m.Answer:
    return m.Answer(refused=m.Refused(False, fault.code, fault.message, fault.safe, fault.way_out), worn=worn)


def _result(job: m.Job) -> Struct:
    if isinstance(job, m.Look | m.PageJob | m.PrintedJob):
        return _of_pages(job)
    if isinstance(job, m.CodesJob):
        from desktop.helper.codes import codes

        return m.CodesFound(codes(job.data))
    if isinstance(job, m.TextJob):
        from desktop.helper.text import text

        return m.TextFound(text(job.data, job.number))
    if isinstance(job, m.TemplateJob):
        from desktop.helper.templates import told

        return told(job)
    from exports.tables.read_table import read_table

    return read_table(job.data, m.UNNAMED, job.sheet)


def _of_pages(job: m.Look | m.PageJob | m.PrintedJob) -> Struct:
    from desktop.helper import pages

    if isinstance(job, m.PageJob):
        return pages.pixels(pages.page(job.data, job.number, job.longest))
    return pages.look(job.data) if isinstance(job, m.Look) else m.PrintedFound(pages.printed(job.data))


def _bound(order: m.Order) -> None:
    """Memory and CPU time of this job. Data, not address space: the PDF library reserves 32 GB it never uses."""
    if os.name != "posix":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + order.seconds) + 1
    _lower(resource.RLIMIT_CPU, seconds)
    _lower(resource.RLIMIT_DATA, order.megabytes * _MEGABYTE)


def _lower(which: int, wanted: int) -> None:
    import resource

    _soft, hard = resource.getrlimit(which)
    resource.setrlimit(which, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
