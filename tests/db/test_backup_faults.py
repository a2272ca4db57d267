"""The n-th call to the file system fails, for every n and every kind of fault: before or after, never between.

Backup: the medium holds whole backups only, the old one opens, the next attempt succeeds. Restore: the folder opens
whole or not at all, and the next attempt succeeds. Scenarios 24, 25, 26, 28 and 37 of docs/faults.md.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from db.snapshot import check_copy
from desktop.bootstrap.backup import run_backup
from desktop.bootstrap.restore import restore
from desktop.domain.errors import Situation
from desktop.services.proven_copy import hash_of
from desktop.services.seams import SystemFs
from tests.db.backup_kit import (
    CASES,
    OPENER,
    add_case,
    back_up,
    backups,
    check,
    key_of,
    kinds,
    photo,
    with_fs,
)
from tests.db.station_kit import Station, Template
from tests.faults import DEATHS, ERRORS, Dead, FaultFs, Kind

KINDS: tuple[Kind, ...] = (*ERRORS, *DEATHS, "flip_read")
TOLD = {"", "S-251", "S-252", "S-253", "S-254", "S-256", "S-257", "S-261", "S-262", "S-263", "S-203", "S-271"}
STRIDE = 7
"""In the short run every seventh call, beginning at another one for each kind; all of them in the soak run."""


def _points(kind: Kind, step: int) -> Iterator[int]:
    yield from range(1 + KINDS.index(kind) % step, 2000, step)


def _whole(place: Path, key: bytes) -> list[int]:
    """The serials of all backups; each with its manifest must be whole to the last attachment."""
    found = backups(place)
    for backup in found:
        check_copy(backup.database, key)
        for blob in backup.manifest.blobs:
            path = backup.blobs / blob.name[:2] / blob.name
            assert hash_of(SystemFs(), path, lambda: None) == (blob.size, blob.sha256)
    return [b.manifest.serial for b in found]


def _told(call: Callable[[], object]) -> str:
    """The code of what a call was refused with; "" when it went through or the machine died."""
    try:
        call()
    except Situation as situation:
        return situation.code if situation.safe and situation.way_out else "not told whole"
    except Dead:
        return ""
    return ""


def _attempt(station: Station, fs: FaultFs, stick: Path) -> str:
    """One backup through a faulty file system; whoever opens, closes through the whole one."""
    desk = station.open()
    real = desk.doors
    desk.doors = with_fs(station, fs).doors
    desk.store.fs = desk.pages.fs = fs
    try:
        return _told(lambda: run_backup(desk, stick))
    finally:
        desk.doors, desk.store.fs, desk.pages.fs = real, real.fs, real.fs
        with_fs(station, SystemFs())
        station.close()


def _backup_rounds(station: Station, stick: Path, kind: Kind, step: int) -> None:
    back_up(station, stick)
    key = key_of(station)
    with station.open() as desk:
        add_case(desk, 40, photo(40))
    for at in _points(kind, step):
        shutil.rmtree(stick.parent / "try", ignore_errors=True)
        shutil.copytree(stick, stick.parent / "try")
        fs = FaultFs(at, kind)
        assert _attempt(station, fs, stick.parent / "try") in TOLD, at
        assert _whole(stick.parent / "try", key)[0] == 1, at
        done = back_up(station, stick.parent / "try")
        assert _whole(stick.parent / "try", key)[-1] == int(done.path.name[:6]), at
        if not fs.hit:
            return
    raise AssertionError("never ended untouched")


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_in_some_calls_of_a_backup(filled: Station, tmp_path: Path, kind: Kind) -> None:
    _backup_rounds(filled, tmp_path / "stick", kind, STRIDE)


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_in_any_call_of_a_backup(filled: Station, tmp_path: Path, kind: Kind) -> None:
    _backup_rounds(filled, tmp_path / "stick", kind, 1)


def _restore_rounds(source: Station, other: Station, stick: Path, kind: Kind, step: int) -> None:
    back_up(source, stick)
    for at in _points(kind, step):
        for folder in (other.folder, other.state):
            shutil.rmtree(folder, ignore_errors=True)
        fs = FaultFs(at, kind)
        faulty = with_fs(other, fs).doors
        assert _told(partial(restore, stick, other.folder, OPENER, faulty)) in TOLD, at
        with_fs(other, SystemFs())
        if other.database.exists():
            assert kinds(check(other)) == {"set_back"}, at
        else:
            restore(stick, other.folder, OPENER, other.doors)
        with other.open() as desk:
            assert len(desk.queries.workbench(desk.viewer).recent) == CASES, at
        if not fs.hit:
            return
    raise AssertionError("never ended untouched")


@pytest.fixture
def other(template: Template, tmp_path: Path) -> Iterator[Station]:
    """The computer that is restored to."""
    made = Station(template, tmp_path / "other")
    yield made
    made.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_in_some_calls_of_a_restore(filled: Station, other: Station, tmp_path: Path, kind: Kind) -> None:
    _restore_rounds(filled, other, tmp_path / "stick", kind, STRIDE)


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_in_any_call_of_a_restore(filled: Station, other: Station, tmp_path: Path, kind: Kind) -> None:
    _restore_rounds(filled, other, tmp_path / "stick", kind, 1)
