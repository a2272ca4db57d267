"""One writer per data folder: the second is told who has it, a killed one lets go by itself."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import NoReturn

import pytest

from desktop.domain.errors import Situation
from desktop.services.lock import FolderLock, owner_words
from desktop.services.seams import SystemFs


def _lock(folder: Path) -> FolderLock:
    return FolderLock(folder, SystemFs())


def test_the_second_is_told_who_has_it(tmp_path: Path) -> None:
    first, second = _lock(tmp_path), _lock(tmp_path)
    first.acquire(owner_words("zhou"))
    with pytest.raises(Situation) as told:
        second.acquire("li")
    assert told.value.code == "S-231"
    assert "zhou" in told.value.message
    assert str(os.getpid()) in told.value.message
    first.release()
    first.release()
    second.acquire("li")
    assert (tmp_path / "lock").read_text("utf-8") == "li"
    second.release()


def test_two_folders_do_not_disturb_each_other(tmp_path: Path) -> None:
    locks = [_lock(tmp_path / name) for name in ("a", "b")]
    for lock in locks:
        lock.path.parent.mkdir()
        lock.acquire("zhou")
    for lock in locks:
        lock.release()


def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _hold_until_killed(tmp_path, writing)
    try:
        os.close(writing)
        assert os.read(reading, 1) == b"x"
        own = _lock(tmp_path)
        with pytest.raises(Situation, match="child"):
            own.acquire("zhou")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
    own.acquire("zhou")
    own.release()


def _hold_until_killed(folder: Path, tell: int) -> NoReturn:
    """The child: it must never come back into the test runner, whatever happens."""
    try:
        held = _lock(folder)
        held.acquire("child")
        os.write(tell, b"x")
        while held:
            signal.pause()
    finally:
        os._exit(1)
