"""The check in a process of its own says the same as here, can be stopped, and leaves no process and no key behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.bootstrap import verify_apart as apart
from desktop.bootstrap.verify import verify_desk
from desktop.domain.errors import Cancelled
from tests.db.backup_kit import add_case, code_of, flip, kinds
from tests.db.station_kit import Station


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process the check starts."""
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def start(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(real(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    return started


def test_it_says_the_same_while_others_work(filled: Station, children: list[subprocess.Popen[bytes]]) -> None:
    desk = filled.open()
    steps: list[str] = []

    def work_meanwhile(_done: int, _total: int, step: str) -> None:
        if not steps:
            add_case(desk, 50)
        steps.append(step)

    found = apart.verify_apart(desk, work_meanwhile)
    assert found.whole
    assert found.attachments == verify_desk(desk).attachments
    assert {"pages", "records", "journal", "attachments"} <= set(steps)
    assert [child.poll() is not None for child in children] == [True]


def test_it_finds_what_is_wrong(filled: Station) -> None:
    desk = filled.open()
    flip(next((filled.folder / "blobs").rglob("*.age")), 400)
    assert kinds(apart.verify_apart(desk)) == {"attachment_damaged"}
    assert apart.verify_apart(desk, attachments=False).whole


def test_stopped_it_ends_at_once(filled: Station, children: list[subprocess.Popen[bytes]]) -> None:
    desk = filled.open()

    def stop(_done: int, _total: int, _step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        apart.verify_apart(desk, stop)
    assert children[0].poll() is not None


def test_the_key_stands_on_no_command_line(filled: Station, children: list[subprocess.Popen[bytes]]) -> None:
    desk = filled.open()
    apart.verify_apart(desk)
    words = " ".join(map(str, children[0].args))  # type: ignore[arg-type]
    assert desk.key.hex() not in words
    assert str(filled.folder) not in words


def test_a_replaced_file_is_told_and_a_dead_process_too(
    filled: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = filled.open()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert code_of(lambda: apart.verify_apart(desk)) == "S-263"
    kept = filled.database.rename(tmp_path / "kept.db")
    assert code_of(lambda: apart.verify_apart(desk)) == "S-265"
    kept.rename(filled.database)
