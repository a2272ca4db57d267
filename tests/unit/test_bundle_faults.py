"""Every disk or stick call fails once: a whole valid file or only a `.part` is left (scenarios 24, 25, 28)."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.errors import Cancelled
from desktop.domain.events import Event
from desktop.services.seams import Fs, SystemFs
from exports.bundles.limits import PACK_BYTES
from exports.bundles.reader import open_bundle
from exports.bundles.transport import (
    MEMORY_NAME,
    StickMark,
    copy_in,
    copy_out,
    is_behind,
    list_bundles,
    read_memory,
    remember,
    sweep_staging,
)
from exports.bundles.writer import BundleFile
from tests import bundle_kit as kit
from tests.faults import DEATHS, ERRORS, Dead, FaultFs, Kind, fault_runs

FS = SystemFs()
EVENTS = kit.chain(4)
BLOB = bytes(range(256)) * 2000


@pytest.fixture(scope="module")
def side() -> kit.Side:
    return kit.new_side()


def leftovers(side: kit.Side, folder: Path) -> tuple[int, int]:
    """(whole bundles, parts); anything else, or a .fqb that is not whole, fails. Empties the folder."""
    wholes = parts = 0
    for path in folder.iterdir():
        if path.suffix == ".fqb":
            with open_bundle(FS, path, kit.receiver(side)) as bundle:
                bundle.check()
            wholes += 1
        else:
            assert path.suffix == ".part"
            parts += 1
        path.unlink()
    return wholes, parts


def play(
    kind: Kind, side: kit.Side, folder: Path, attempt: Callable[[FaultFs], object], files: int = 1
) -> tuple[int, set[str]]:
    """Number of faults played and the codes told; checks after each what is left and that it works right afterwards.

    `files`: how many a whole bundle has.
    """
    played, codes = 0, set()
    for fs, raised in fault_runs(kind, attempt):
        wholes, parts = leftovers(side, folder)
        if raised is None:
            assert (wholes, parts) == (files, 0)
        elif isinstance(raised, BundleRefused):
            codes.add(raised.code)
            assert kind in ERRORS
        else:
            assert isinstance(raised, Dead), raised
        played += fs.hit
        attempt(FaultFs(0, kind))
        assert leftovers(side, folder) == (files, 0)
    return played, codes


class Load(NamedTuple):
    """What a bundle carries, and how large the packed events of one part may be."""

    events: Sequence[Event]
    blobs: Sequence[bytes]
    pack_limit: int = PACK_BYTES

    def write(self, side: kit.Side, folder: Path, fs: Fs = FS) -> tuple[BundleFile, ...]:
        return kit.write(side, folder, self.events, self.blobs, fs=fs, pack_limit=self.pack_limit)


ONE_BLOB = Load(EVENTS, [BLOB])


def drawn(seed: int) -> Load:
    """Any bundle: from one event alone to many with several attachments, every fourth in a few parts."""
    draw = random.Random(seed)
    blobs = [draw.randbytes(draw.choice((0, 1, 5_000, 100_000, 600_000))) for _ in range(draw.randrange(5))]
    return Load(kit.chain(draw.choice((1, 3, 20, 60)), seed=seed), blobs, 8_000 if seed % 4 == 0 else PACK_BYTES)


def writing(side: kit.Side, folder: Path, kind: Kind, load: Load) -> tuple[int, set[str]]:
    """Each call of writing fails once."""
    load.write(side, folder)
    files, _ = leftovers(side, folder)
    return play(kind, side, folder, lambda fs: load.write(side, folder, fs), files)


def carrying(side: kit.Side, folder: Path, kind: Kind, load: Load) -> int:
    """Each call of copying a finished file to a stick fails once."""
    outbox, stick = folder / "outbox", folder / "stick"
    outbox.mkdir()
    stick.mkdir()
    file, *_ = load.write(side, outbox)
    played, _ = play(kind, side, stick, lambda fs: copy_out(fs, file.path, stick))
    assert file.path.exists()
    return played


def opening(side: kit.Side, folder: Path, kind: Kind, load: Load) -> int:
    """Each call of opening a file on a stick fails once; the file stays as it is. How many there were."""
    stick, staging, played = folder / "stick", folder / "staging", 0
    stick.mkdir()
    file, *_ = load.write(side, stick)
    before = file.path.read_bytes()

    def attempt(fs: FaultFs) -> None:
        with open_bundle(fs, file.path, kit.receiver(side), staging=staging) as bundle:
            bundle.check()

    for fs, raised in fault_runs(kind, attempt):
        assert raised is None or isinstance(raised, Dead if kind in DEATHS else BundleRefused)
        for left in staging.glob("*"):
            left.unlink()
        played += fs.hit
    assert file.path.read_bytes() == before
    return played


@pytest.mark.parametrize("kind", [*ERRORS, *DEATHS])
def test_writing_is_whole_or_nothing(side: kit.Side, tmp_path: Path, kind: Kind) -> None:
    played, codes = writing(side, tmp_path, kind, ONE_BLOB)
    assert played > 15
    told = {"ENOSPC": {"E14"}, "EROFS": {"E16"}, "power_loss": set(), "killed": set()}
    assert codes == told.get(kind, {"E15"})


@pytest.mark.parametrize("kind", [*ERRORS, *DEATHS])
def test_carrying_out_is_whole_or_nothing(side: kit.Side, tmp_path: Path, kind: Kind) -> None:
    assert carrying(side, tmp_path, kind, ONE_BLOB) > 10


@pytest.mark.parametrize("kind", [*ERRORS, *DEATHS])
def test_opening_from_a_failing_stick_changes_nothing(side: kit.Side, tmp_path: Path, kind: Kind) -> None:
    assert opening(side, tmp_path, kind, ONE_BLOB) > 10


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(180))
def test_any_bundle_is_whole_or_nothing(side: kit.Side, tmp_path: Path, seed: int) -> None:
    """Bundles of many shapes: written, carried out and opened, each call failing once in each kind."""
    load = drawn(seed)
    for kind in (*ERRORS, *DEATHS):
        for place, loop in enumerate((writing, carrying, opening)):
            folder = tmp_path / f"{kind}{place}"
            folder.mkdir()
            assert loop(side, folder, kind, load)


@pytest.mark.parametrize("kind", [*ERRORS, *DEATHS])
def test_the_sticks_memory_is_old_or_new(tmp_path: Path, kind: Kind) -> None:
    old, new = StickMark("a" * 32, 1, "b" * 64), StickMark("a" * 32, 2, "c" * 64)
    memory = tmp_path / MEMORY_NAME
    remember(FS, tmp_path, "i1", old)
    for _, raised in fault_runs(kind, lambda fs: remember(fs, tmp_path, "i1", new)):
        found = read_memory(FS, tmp_path)
        assert found in ({"i1": old}, {"i1": new})
        assert raised is not None or found == {"i1": new}
        for path in tmp_path.iterdir():
            path.unlink()
        remember(FS, tmp_path, "i1", old)
    assert memory.exists()


def test_the_harness_itself_bites(tmp_path: Path) -> None:
    """A writer that renames without syncing loses its content when the power goes; the harness must show it."""

    def careless(fs: FaultFs) -> None:
        with fs.open_write(tmp_path / "a.part") as file:
            file.write(b"content")
        fs.rename(tmp_path / "a.part", tmp_path / "a.fqb")
        fs.fsync_dir(tmp_path)
        fs.exists(tmp_path)

    seen: set[bytes] = set()
    for _, _ in fault_runs("power_loss", careless):
        seen.update(p.read_bytes() for p in tmp_path.glob("*.fqb"))
        for path in tmp_path.iterdir():
            path.unlink()
    assert b"" in seen


def test_copies_are_found_by_content_and_parts_are_not(side: kit.Side, tmp_path: Path) -> None:
    (file,) = kit.write(side, tmp_path, EVENTS)
    data = file.path.read_bytes()
    names = ("报送 (1).fqb.txt", "noname", "BAD.FQB", "half.fqb.part", "readme.txt")
    for name, content in zip(names, (data, data, b"not a bundle", data, b"x" * 5000), strict=True):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder.fqb").mkdir()
    found = {f.path.name: f.size for f in list_bundles(FS, tmp_path)}
    assert found == {file.path.name: len(data), names[0]: len(data), names[1]: len(data), "BAD.FQB": 12}


def test_two_workers_never_share_a_copy(side: kit.Side, tmp_path: Path) -> None:
    (file,) = kit.write(side, tmp_path, EVENTS)
    staging = tmp_path / "staging"
    one, other = (copy_in(FS, file.path, staging) for _ in range(2))
    assert one.path != other.path
    assert one.sha256 == other.sha256 == hashlib.sha256(file.path.read_bytes()).hexdigest()
    sweep_staging(FS, staging)
    assert list(staging.iterdir()) == []
    sweep_staging(FS, tmp_path / "never made")


def test_a_cancelled_copy_leaves_nothing(side: kit.Side, tmp_path: Path) -> None:
    (file,) = kit.write(side, tmp_path, EVENTS)
    stick = tmp_path / "stick"
    stick.mkdir()
    for copy in (copy_in, copy_out):
        with pytest.raises(Cancelled):
            copy(FS, file.path, stick, cancelled=lambda: True)
    assert list(stick.iterdir()) == []


def test_a_stick_remembers_each_installation(tmp_path: Path) -> None:
    one, two = StickMark("a" * 32, 5, "b" * 64), StickMark("c" * 32, 7, "d" * 64)
    remember(FS, tmp_path, "i1", one)
    remember(FS, tmp_path, "i2", two)
    assert read_memory(FS, tmp_path) == {"i1": one, "i2": two}
    assert is_behind(one, lambda _: False)
    assert not is_behind(one, lambda head: head == "b" * 64)
    assert not is_behind(None, lambda _: False)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"i1":3}', b"[" * 5000, b"\xff", b" " * 2_000_000])
def test_a_damaged_memory_is_an_empty_one(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / MEMORY_NAME).write_bytes(raw)
    assert read_memory(FS, tmp_path) == {}
    remember(FS, tmp_path, "i1", StickMark("a" * 32, 5, "b" * 64))
    assert list(read_memory(FS, tmp_path)) == ["i1"]


def test_a_full_stick_says_so_before_copying(side: kit.Side, tmp_path: Path) -> None:
    class Full(SystemFs):
        def free_space(self, path: Path) -> int:
            del path
            return 1000

    (file,) = kit.write(side, tmp_path, EVENTS)
    stick = tmp_path / "stick"
    stick.mkdir()
    with pytest.raises(BundleRefused, match="E14") as refused:
        copy_out(Full(), file.path, stick)
    assert "需要 2 MB，可用 0 MB" in refused.value.told()
    assert list(stick.iterdir()) == []


def test_a_stick_of_false_capacity_is_found_by_reading_back(side: kit.Side, tmp_path: Path) -> None:
    """It takes every write and keeps only the beginning; the cache is dropped, so the reading shows it."""

    class Pretender(SystemFs):
        def drop_cache(self, path: Path) -> None:
            path.write_bytes(path.read_bytes()[:1000] + bytes(path.stat().st_size - 1000))

    (file,) = kit.write(side, tmp_path, EVENTS)
    stick = tmp_path / "stick"
    stick.mkdir()
    for attempt in (
        lambda: copy_out(Pretender(), file.path, stick),
        lambda: kit.write(side, stick, EVENTS, fs=Pretender()),
    ):
        with pytest.raises(BundleRefused, match="E15"):
            attempt()
        assert list(stick.iterdir()) == []


def test_a_folder_that_is_gone_is_a_matter_of_the_medium(tmp_path: Path) -> None:
    with pytest.raises(BundleRefused, match="E15"):
        list_bundles(FS, tmp_path / "gone")
