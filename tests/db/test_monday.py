"""Scenario 39: a Monday's bag at the county. Poisoned, doubled, with gaps, in any order, many openers, screens open.

The end is the digest of one careful import after another; who waits for something is told so until it comes.
"""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from db.exchange import receipt_for
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.exchange import import_file
from desktop.bootstrap.inbox import InboxLine, take_inbox
from desktop.bootstrap.station import Desk, open_station
from desktop.domain.bundle_codes import BundleRefused
from tests.db.county_kit import PASSPHRASE, bundles, doors, fill, make_county, make_station


class Bag(NamedTuple):
    """`before`: a county that knows the stations and nothing of their work; `first`: a file of each with its first
    work; `later`: files with what came after, computed on a receipt that this county never wrote."""

    where: Path
    codes: tuple[str, ...]
    first: list[Path]
    later: list[Path]

    def county(self, name: str) -> Desk:
        """A copy of the county, open."""
        for part in ("county", "county.state"):
            shutil.copytree(self.where / "before" / part, self.where / name / part)
        return open_station(
            self.where / name / "county", "admin", PASSPHRASE, doors(self.where / name / "county.state")
        )


def _fill_bag(where: Path, stations: int, rounds: int) -> Bag:
    county = make_county(where)
    codes = tuple(f"9901010{number:02d}001" for number in range(1, stations + 1))
    desks = [make_station(county, where, code) for code in codes]
    for desk in desks:
        bundles(desk, where / "known")
    take_inbox(county, where / "known")
    county.close()
    for part in ("county", "county.state"):
        shutil.copytree(where / part, where / "before" / part)
    county = open_station(where / "county", "admin", PASSPHRASE, doors(where / "county.state"))
    first: list[Path] = []
    later: list[Path] = []
    for desk in desks:
        fill(desk, 2)
        first += bundles(desk, where / "first")
    take_inbox(county, where / "first")
    (where / "down").mkdir()
    for path in send_down(county, where / "down"):
        for desk in desks:
            with suppress(BundleRefused):  # those for the others
                import_file(desk, path)
    for _ in range(rounds):
        for desk in desks:
            fill(desk, 1)
            later += bundles(desk, where / "later")
    for desk in (county, *desks):
        desk.close()
    return Bag(where, codes, first, later)


@contextmanager
def _screens_open(desk: Desk) -> Iterator[list[int]]:
    """Somebody looks at the county's lists all the time; how many cases each look has seen."""
    seen: list[int] = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            seen.append(len(desk.queries.workbench(desk.viewer).recent))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def _waiting(county: Desk, codes: tuple[str, ...]) -> list[str]:
    """Stations whose receipt tells of a gap."""
    with county.store.transaction() as connection:
        receipts = {
            code: receipt_for(connection, county.store.identity, code, county.store.clock.now()) for code in codes
        }
    return [code for code, receipt in receipts.items() if any(mark.beyond for mark in receipt.epochs)]


def _monday(bag: Bag, workers: int) -> None:
    gaps = bag.codes[:2]
    stick = bag.where / "monday"
    stick.mkdir()
    there = [p for p in bag.first if p.name[:12] not in gaps] + bag.later
    names = random.Random(39).sample(range(1000), len(there) + 6)
    for number, path in zip(names, there, strict=False):
        shutil.copy(path, stick / f"{number:03d}.fqb")
    for number, path in zip(names[len(there) :], bag.later[:5], strict=False):
        shutil.copy(path, stick / f"{number:03d}.fqb")
    poison = stick / f"{names[-1]:03d}.fqb"
    good = bag.later[-1].read_bytes()
    poison.write_bytes(good[:3000] + bytes([good[3000] ^ 1]) + good[3001:])
    with bag.county("many") as county:
        with _screens_open(county) as seen:
            lines = {line.name: line for line in take_inbox(county, stick, workers=workers)}
        assert seen == sorted(seen), "what a screen has shown does not go away"
        _as_expected(lines, poison.name, len(there))
        assert _waiting(county, bag.codes) == list(gaps)
        found = county.digest(rebuild_first=True)
        lost = bag.where / "lost"
        lost.mkdir()
        for path in bag.first:
            shutil.copy(path, lost)
        take_inbox(county, lost, workers=workers)
        assert _waiting(county, bag.codes) == []
        whole = county.digest()
    with bag.county("one") as county:
        for number, path in enumerate(sorted(there, key=lambda p: p.name)):
            one = bag.where / f"one{number}"
            one.mkdir()
            shutil.copy(path, one)
            assert [line.state for line in take_inbox(county, one)] == ["STORED"]
        assert county.digest() == found
        take_inbox(county, lost)
        assert county.digest() == whole


def _as_expected(lines: dict[str, InboxLine], poison: str, good: int) -> None:
    states = [line.state for name, line in lines.items() if name != poison]
    assert lines[poison].state == "QUARANTINED"
    assert (states.count("STORED"), states.count("DUPLICATE")) == (good, 5)


def test_a_small_monday(tmp_path: Path) -> None:
    _monday(_fill_bag(tmp_path, 4, 2), 3)


@pytest.mark.soak
def test_a_whole_monday(tmp_path: Path) -> None:
    """164 files of 20 stations and eight openers."""
    _monday(_fill_bag(tmp_path, 20, 7), 8)
