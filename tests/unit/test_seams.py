"""The doors to files, time and randomness: a written file is whole or the old one, whatever call fails."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desktop.services.seams import FixedClock, SystemClock, SystemFs, SystemRandom, read_whole, write_whole
from tests.faults import DEATHS, ERRORS, Dead, FaultFs, Kind


def test_what_is_written_whole_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    for data in (b"", b"one", bytes(100_000), b"two"):
        write_whole(SystemFs(), path, data)
        assert read_whole(SystemFs(), path) == data
    assert [f.name for f in tmp_path.iterdir()] == ["a.bin"]


@pytest.mark.parametrize("kind", [*ERRORS, *DEATHS])
def test_a_fault_at_any_call_leaves_the_old_file_or_the_new_one(tmp_path: Path, kind: Kind) -> None:
    path, runs = tmp_path / "a.bin", 0
    while True:
        runs += 1
        for file in tmp_path.iterdir():
            file.unlink()
        path.write_bytes(b"old")
        fs = FaultFs(runs, kind)
        try:
            write_whole(fs, path, b"new" * 1000)
        except (OSError, Dead):
            assert fs.hit
            assert path.read_bytes() in (b"old", b"new" * 1000)
        if not fs.hit:
            break
    assert path.read_bytes() == b"new" * 1000
    assert runs > 4


@pytest.mark.parametrize("call", range(1, 6))
def test_an_error_leaves_no_part_behind(tmp_path: Path, call: int) -> None:
    path = tmp_path / "a.bin"
    fs = FaultFs(call, "ENOSPC")
    with pytest.raises(OSError, match=r"\[Errno 28\]"):
        write_whole(fs, path, b"new")
    assert [f.name for f in tmp_path.iterdir() if f.suffix == ".part"] == []


def test_files_are_listed_in_order_and_measured(tmp_path: Path) -> None:
    fs = SystemFs()
    fs.mkdir(tmp_path / "x" / "y")
    fs.mkdir(tmp_path / "x" / "y")
    for name in ("b", "a", "c"):
        with fs.open_append(tmp_path / "x" / name) as file:
            file.write(b"12")
    with fs.open_append(tmp_path / "x" / "a") as file:
        file.write(b"3")
    assert [f.name for f in fs.listdir(tmp_path / "x")] == ["a", "b", "c", "y"]
    assert (fs.size(tmp_path / "x" / "a"), fs.size(tmp_path / "x" / "b")) == (3, 2)
    fs.rename(tmp_path / "x" / "a", tmp_path / "x" / "b")
    assert fs.size(tmp_path / "x" / "b") == 3
    fs.drop_cache(tmp_path / "x" / "b")
    fs.unlink(tmp_path / "x" / "b")
    assert not fs.exists(tmp_path / "x" / "b")
    assert fs.free_space(tmp_path) > 0


def test_the_clock_knows_china_and_the_fixed_one_stands() -> None:
    now = SystemClock().now()
    assert now.tzinfo == ZoneInfo("Asia/Shanghai")
    assert now.utcoffset() == datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")).utcoffset()
    at = datetime.fromisoformat("2026-11-20T09:00:00+08:00")
    clock = FixedClock(at)
    assert clock.now() == clock.now() == at


def test_the_running_clock_cannot_be_set_and_knows_no_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    ran = [clock.running() for _ in range(3)]
    assert ran == sorted(ran)
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert clock.running() >= ran[-1]
        assert clock.now().utcoffset() == timedelta(hours=8)
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_played_clock_passes_or_jumps() -> None:
    at = datetime.fromisoformat("2026-11-20T09:00:00+08:00")
    clock = FixedClock(at)
    clock.at += timedelta(hours=1)
    assert clock.running() == 3600
    clock.jump(timedelta(days=366))
    assert (clock.now(), clock.running()) == (at + timedelta(days=366, hours=1), 3600)
    clock.at = at
    assert (clock.now(), clock.running()) == (at, 3600)


def test_random_bytes_are_as_many_as_asked_and_differ() -> None:
    random = SystemRandom()
    assert [len(random.bytes(n)) for n in (0, 1, 16, 32)] == [0, 1, 16, 32]
    assert len({random.bytes(16) for _ in range(100)}) == 100
