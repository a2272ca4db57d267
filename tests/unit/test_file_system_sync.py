"""One sync for many files is taken for as many only where it is worth as much; elsewhere each file has its own."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.services import seams
from desktop.services.file_system_sync import sync_file_system
from desktop.services.seams import SystemFs


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What is synced by a call of its own."""
    found: list[Path] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        found.append(Path(f"/proc/self/fd/{handle}").readlink())
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    return found


@pytest.mark.parametrize("count", [1, 7, 8, 40])
@pytest.mark.parametrize("whole", [True, False])
def test_many_files_and_folders_are_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, synced: list[Path], count: int, *, whole: bool
) -> None:
    asked: list[int] = []

    def answer(handle: int) -> bool:
        asked.append(handle)
        return whole

    monkeypatch.setattr(seams, "sync_file_system", answer)
    fs = SystemFs()
    folders = [tmp_path / str(number) for number in range(count)]
    with ExitStack() as stack:
        for folder in folders:
            fs.mkdir(folder)
        files = [stack.enter_context(fs.open_write(folder / "x")) for folder in folders]
        for file in files:
            file.write(b"some")
        fs.fsync_all(files)
        assert [(folder / "x").read_bytes() for folder in folders] == [b"some"] * count
        fs.fsync_dirs(set(folders))
    alone = count < 8 or not whole
    assert sorted(synced) == sorted([*folders, *(folder / "x" for folder in folders)] if alone else [])
    assert len(asked) == (0 if count < 8 else 2)


def test_nothing_is_nothing(synced: list[Path]) -> None:
    SystemFs().fsync_all([])
    SystemFs().fsync_dirs(set())
    assert synced == []


def test_an_older_kernel_and_a_file_system_that_is_not_known_are_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "x").open("wb") as file:
        assert isinstance(sync_file_system(file.fileno()), bool)
        monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(release="5.7.19-amd64"), raising=False)
        assert not sync_file_system(file.fileno())
        monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(release="6.1.0-1-amd64"), raising=False)
        assert isinstance(sync_file_system(file.fileno()), bool)
    reading, writing = os.pipe()
    try:
        assert not sync_file_system(reading)
    finally:
        os.close(reading)
        os.close(writing)
