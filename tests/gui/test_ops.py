"""Threads: one writer, one reader, a pool; answers come to the screen's thread and only while the screen is there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.domain.errors import Cancelled, Situation
from desktop.ops import Op, Ops, Progress, ThreadRunner


@pytest.fixture
def runner(qapp: object) -> Iterator[ThreadRunner]:
    made = ThreadRunner()
    yield made
    made.close()


@pytest.fixture
def ops(runner: ThreadRunner) -> Ops:
    return Ops(runner)


def finished(qtbot: QtBot, op: Op[Any], screen: QObject) -> None:
    """Run and wait until its last slot was called."""
    ended: list[bool] = []
    op.on_done(lambda: ended.append(True)).run(screen)
    qtbot.waitUntil(lambda: bool(ended))


def test_answers_come_to_the_screens_thread(qtbot: QtBot, ops: Ops) -> None:
    seen: list[str] = []
    op = ops.work(lambda: threading.current_thread().name)
    op.on_success(seen.append).on_success(lambda _name: seen.append(threading.current_thread().name))
    finished(qtbot, op, QObject())
    assert seen[0].startswith("pool")
    assert seen[1] == threading.main_thread().name


def test_one_writer_works_in_order(qtbot: QtBot, ops: Ops) -> None:
    order: list[tuple[int, str]] = []
    gate = threading.Event()
    screen = QObject()

    def step(number: int) -> Callable[[], None]:
        def work() -> None:
            gate.wait(5)
            order.append((number, threading.current_thread().name))

        return work

    for number in range(4):
        ops.write(step(number)).run(screen)
    gate.set()
    finished(qtbot, ops.write(step(4)), screen)
    assert [number for number, _name in order] == [0, 1, 2, 3, 4]
    assert len({name for _number, name in order}) == 1


def test_a_closed_screen_is_not_there_to_receive(qtbot: QtBot, ops: Ops, runner: ThreadRunner) -> None:
    seen: list[object] = []
    gate = threading.Event()
    screen = QObject()
    ops.write(lambda: gate.wait(5)).on_success(seen.append).on_done(lambda: seen.append("done")).run(screen)
    shiboken6.delete(screen)
    gate.set()
    finished(qtbot, ops.write(lambda: None), QObject())
    assert seen == []


def test_errors_go_to_the_slot_and_else_to_the_reporter(qtbot: QtBot, ops: Ops) -> None:
    shown: list[BaseException] = []
    taken: list[BaseException] = []
    ops.present = lambda _initiator, error: shown.append(error)

    def fail() -> None:
        raise Situation("S-1", "磁盘满了。")

    def take(error: BaseException) -> bool:
        taken.append(error)
        return True

    finished(qtbot, ops.work(fail).on_error(take), QObject())
    finished(qtbot, ops.work(fail), QObject())
    assert [type(e) for e in taken] == [Situation]
    assert [type(e) for e in shown] == [Situation]


def test_a_cancel_is_told_to_nobody_but_ends_the_operation(qtbot: QtBot, ops: Ops) -> None:
    shown: list[BaseException] = []
    ops.present = lambda _initiator, error: shown.append(error)
    started = threading.Event()
    progress = Progress()

    def work() -> None:
        started.set()
        while True:
            progress.report(1, 10)

    answers: list[None] = []
    ended: list[bool] = []
    op = ops.write(work, progress=progress).on_success(answers.append).on_done(lambda: ended.append(True)).run(kept())
    started.wait(5)
    op.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert (answers, shown) == ([], [])


def test_progress_reaches_the_screen_without_flooding_it(qtbot: QtBot, ops: Ops) -> None:
    seen: list[tuple[int, int, str]] = []
    progress = Progress()

    def work() -> None:
        for number in range(2000):
            progress.report(number, 2000, "events")

    op = ops.work(work, progress=progress).on_progress(lambda *at: seen.append(at))
    finished(qtbot, op, kept())
    assert 1 <= len(seen) < 2000
    assert seen[0][1:] == (2000, "events")


def test_after_the_commit_point_a_cancel_has_no_effect() -> None:
    progress = Progress()
    progress.no_return()
    progress.cancel()
    progress.check()
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        stopped.no_return()


def test_what_was_written_is_told_even_after_a_late_cancel(qtbot: QtBot, ops: Ops) -> None:
    seen: list[str] = []
    dropped: list[str] = []
    written, gate = threading.Event(), threading.Event()

    def write() -> str:
        written.set()
        gate.wait(5)
        return "kept"

    op = ops.write(write).on_success(seen.append).run(kept())
    written.wait(5)
    op.cancel()
    gate.set()
    finished(qtbot, ops.write(lambda: None), kept())
    qtbot.waitUntil(lambda: seen == ["kept"])
    asked = ops.work(lambda: "late").on_success(dropped.append)
    asked.cancel()
    finished(qtbot, asked, kept())
    assert dropped == []


def test_close_waits_for_the_writer(qapp: object) -> None:
    runner = ThreadRunner()
    done: list[int] = []
    for number in range(3):
        runner.submit("writer", partial(done.append, number))
    assert runner.close() == ()
    assert done == [0, 1, 2]


_KEPT: list[QObject] = []


def kept() -> QObject:
    """A screen that lives on: nothing else holds it."""
    _KEPT.append(QObject())
    return _KEPT[-1]
