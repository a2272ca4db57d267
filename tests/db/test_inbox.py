"""The county's inbox: openers apart, poison that stops nobody, kills, what is set aside (sync-model.md §7; scenarios
6 and 39 of reliability.md: a bundle cut anywhere is refused whole, a killed import goes on where it was)."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pytest
from sqlalchemy import select

from db import inbox as rows
from db import log
from db.digest import digest, rebuild
from db.inbox import UNDER_WAY
from db.tables import local_inbox
from desktop.bootstrap.inbox import order_for, set_aside, take_file, take_inbox
from desktop.bootstrap.opener import OpenerGone, openers
from desktop.bootstrap.quarantine import discard, quarantine, retry
from desktop.bootstrap.station import Desk, open_station
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.errors import RuleViolation
from desktop.services.seams import SystemFs
from desktop.usecases.attach_file import AttachFile, attach_file
from tests.db.county_kit import PASSPHRASE, STATIONS, bundles, doors, fill, make_county, make_station
from tests.faults import Dead, FaultFs


class Place(NamedTuple):
    """A county and a stick with a bundle of each of two stations, one with a photo."""

    county: Desk
    stick: Path
    where: Path

    def states(self) -> dict[str, tuple[str, int]]:
        """Name of each file -> its state in the journal and how often it came."""
        with self.county.store.transaction() as connection:
            found = connection.execute(select(local_inbox.c.name, local_inbox.c.state, local_inbox.c.copies)).all()
        return {name: (state, copies) for name, state, copies in found}

    def digests(self) -> tuple[str, str]:
        """As it stands, and after folding everything again."""
        with self.county.store.transaction() as connection:
            one = digest(connection)
            rebuild(connection)
            return one, digest(connection)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    county = make_county(tmp_path)
    for code in STATIONS:
        station = make_station(county, tmp_path, code)
        case_id = fill(station, 2)[0]
        with station.uow(station.viewer) as uow:
            attach_file(AttachFile(case_id, "照片.jpg", "photo", "image/jpeg", code.encode() * 40_000), uow)
            uow.commit()
        bundles(station, tmp_path / "stick")
        station.close()
    yield Place(county, tmp_path / "stick", tmp_path)
    county.close()


def _poison(stick: Path) -> None:
    """A bundle cut short, one with a changed byte, and a file that only has the name."""
    good = sorted(stick.glob("*.fqb"))[0].read_bytes()
    (stick / "0cut.fqb").write_bytes(good[: len(good) // 2])
    (stick / "1changed.fqb").write_bytes(good[:3000] + bytes([good[3000] ^ 1]) + good[3001:])
    (stick / "2letter.fqb").write_bytes(b"this is no bundle")


def test_openers_beside_each_other_store_all_and_poison_stops_none(place: Place) -> None:
    _poison(place.stick)
    lines = {line.name: line for line in take_inbox(place.county, place.stick, workers=2)}
    poisoned = {name: line.code for name, line in lines.items() if name[0] in "012"}
    assert poisoned == {"0cut.fqb": "E01", "1changed.fqb": "E05", "2letter.fqb": "E01"}
    stored = [line for name, line in lines.items() if name not in poisoned]
    assert [(line.state, line.cases) for line in stored] == [("STORED", 2)] * len(STATIONS)
    assert place.states() == {line.name: ("PROJECTED", 1) for line in stored} | {
        name: ("QUARANTINED", 1) for name in poisoned
    }
    assert len(set(place.digests())) == 1
    assert len(list((place.county.folder / "blobs").rglob("*.age"))) == len(STATIONS)
    assert list((place.county.folder / "staging").iterdir()) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_stick_again_only_moves_the_counter(place: Place, workers: int) -> None:
    take_inbox(place.county, place.stick, workers=workers)
    before = place.digests()
    again = take_inbox(place.county, place.stick, workers=workers)
    assert {(line.state, line.new) for line in again} == {("DUPLICATE", 0)}
    assert set(place.states().values()) == {("PROJECTED", 2)}
    assert place.digests() == before


def test_an_opener_that_dies_takes_one_bundle_with_it_and_no_more(place: Place) -> None:
    for number in range(4):
        shutil.copy(sorted(place.stick.glob("9*.fqb"))[0], place.stick / f"copy{number}.fqb")
    files = sorted(place.stick.glob("*.fqb"))
    with place.county.store.transaction() as connection:
        order = order_for(place.county, connection)
    opened, gone = [], []
    with openers(order, 2) as pool:
        pool.openers[0].process.kill()
        for path, result in pool.open_all(files):
            try:
                assert list(result().events())
                opened.append(path)
            except OpenerGone:
                gone.append(path)
    assert (gone, opened) == (files[:1], files[1:])


def _kill_at(place: Place, at: int, *, take_stick: bool) -> str:
    """Kill an inbox run at a call to the disk, restart and end it; the greatest state a row had at the kill.

    I7: before or after a step, never between; nothing lost, nothing doubled, the staging folder empty. Once a file is
    STAGED, the stick is not needed any more.
    """
    desk, stick = place.county, place.where / f"stick{at}"
    shutil.copytree(place.stick, stick)
    fault = FaultFs(at, "killed")
    desk.store.fs = fault
    try:
        take_inbox(desk, stick)
    except Dead:
        desk.let_go()
    desk.store.fs = SystemFs()
    desk.close()
    desk = open_station(place.county.folder, "admin", PASSPHRASE, doors(place.where / "county.state"))
    after = place._replace(county=desk)
    names = {path.name for path in stick.glob("*.fqb")}
    rows = {name: state for name, (state, _copies) in after.states().items()}
    steps = {name: state for name, state in rows.items() if state in UNDER_WAY}
    staged = {name for name, state in steps.items() if state in UNDER_WAY[1:]}
    copies = [path for path in _listed(desk.folder / "staging") if path.suffix == ".fqb"]
    assert len(copies) >= len(staged), "STAGED means that a copy is here"
    if take_stick:
        for name in staged:
            (stick / name).unlink()
    assert {line.name for line in take_inbox(desk, stick)} <= names
    assert {state for state, _copies in after.states().values()} == {"PROJECTED"}
    assert set(after.states()) == names
    assert len(set(after.digests())) == 1
    assert _listed(desk.folder / "staging") == []
    desk.close()
    return max(steps.values(), key=UNDER_WAY.index, default="") if fault.hit else "never"


def _listed(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.exists() else []


def _kill_rounds(place: Place, step: int) -> None:
    clean = place.where / "clean"
    place.county.close()
    for name in ("county", "county.state"):
        shutil.copytree(place.where / name, clean / name)
    reached = set()
    for at in range(1, 2000, step):
        for name in ("county", "county.state"):
            shutil.rmtree(place.where / name)
            shutil.copytree(clean / name, place.where / name)
        desk = open_station(place.where / "county", "admin", PASSPHRASE, doors(place.where / "county.state"))
        state = _kill_at(place._replace(county=desk), at, take_stick=at % 2 == 0)
        reached.add(state)
        if state == "never":
            break
    assert reached >= {*UNDER_WAY, "never"}


def test_killed_at_some_steps_the_next_run_ends_the_same(place: Place) -> None:
    _kill_rounds(place, 4)


@pytest.mark.soak
def test_killed_at_any_step_the_next_run_ends_the_same(place: Place) -> None:
    _kill_rounds(place, 1)


def test_what_was_copied_before_a_crash_comes_in_without_the_stick(place: Place) -> None:
    staging = place.county.folder / "staging"
    staging.mkdir()
    for number, path in enumerate(sorted(place.stick.glob("*.fqb"))):
        path.rename(staging / f"77-{number}.fqb")
    (staging / "77-9.fqb.part").write_bytes(b"half a copy")
    lines = take_inbox(place.county, place.stick)
    assert [(line.state, line.cases) for line in lines] == [("STORED", 2)] * len(STATIONS)
    assert list(staging.iterdir()) == []


def test_what_was_set_aside_can_be_tried_again_or_given_up(place: Place) -> None:
    good, other = sorted(place.stick.glob("*.fqb"))
    set_aside(place.county, good, good.name, BundleRefused("E03", "somebody"))
    other.write_bytes(other.read_bytes()[:-600])
    assert take_file(place.county, other).code == "E01"
    good.unlink()
    other.unlink()
    assert {row.name: row.code for row in quarantine(place.county)} == {good.name: "E03", other.name: "E01"}
    assert retry(place.county, good.name).state == "STORED"
    assert retry(place.county, other.name).code == "E01"
    with pytest.raises(RuleViolation, match="R-619"):
        discard(place.county, other.name, "  ")
    with pytest.raises(RuleViolation, match="R-618"):
        discard(place.county, "没有.fqb", "不要了")
    discard(place.county, other.name, "站里已重新导出")
    assert quarantine(place.county) == []
    assert list((place.county.folder / "quarantine").iterdir()) == []
    with place.county.store.transaction() as connection:
        (given_up,) = rows.rows(connection, ("DISCARDED",))
    assert (given_up.name, given_up.doc) == (other.name, "站里已重新导出")


def test_what_the_county_writes_next_stands_behind_all_that_came(place: Place) -> None:
    """The tick is remembered from bundle to bundle; a station far ahead must still lie before the county's answer."""
    station = make_station(place.county, place.where, "990101000009")
    fill(station, 9)
    bundles(station, place.where / "far")
    station.close()
    for folder in (place.stick, place.where / "far", place.stick):
        take_inbox(place.county, folder)
        with place.county.store.transaction() as connection:
            greatest = log.greatest_tick(connection)
            assert place.county.store.place(connection).tick == greatest


class Watched(SystemFs):
    """Counts how often each file is opened for reading, and what is written."""

    def __init__(self) -> None:
        self.read: Counter[str] = Counter()
        self.written: list[str] = []

    def open_read(self, path: Path) -> BinaryIO:
        self.read[path.name] += 1
        return super().open_read(path)

    def open_write(self, path: Path) -> BinaryIO:
        self.written.append(path.name)
        return super().open_write(path)


def test_what_is_known_is_told_from_one_reading_and_nothing_is_copied(place: Place) -> None:
    """Whatever its name is now; a copy with one changed byte is no known one."""
    take_inbox(place.county, place.stick)
    good = sorted(place.stick.glob("*.fqb"))
    good[0].rename(place.stick / "0other.fqb")
    shutil.copy(good[1], place.stick / "1twice.fqb")
    watched = Watched()
    place.county.store.fs = watched
    again = take_inbox(place.county, place.stick, workers=2)
    place.county.store.fs = SystemFs()
    assert {(line.state, line.code, line.new) for line in again} == {("DUPLICATE", "E17", 0)}
    assert watched.written == []
    read = {count for name, count in watched.read.items() if name.endswith(".fqb")}
    assert read == {2}, "the beginning of each when the folder is listed, and all of it once"
    assert sorted(place.states().values()) == [("PROJECTED", 2), ("PROJECTED", 3)]
    changed = bytearray(good[1].read_bytes())
    changed[-2000] ^= 1
    good[1].write_bytes(bytes(changed))
    codes = {line.name: line.state + line.code for line in take_inbox(place.county, place.stick)}
    assert codes.pop(good[1].name)[:12] == "QUARANTINEDE"
    assert set(codes.values()) == {"DUPLICATEE17"}
