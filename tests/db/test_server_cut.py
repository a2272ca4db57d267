"""Scenario 34: the line to the county's server is cut at any piece of the conversation, or the server is killed.

Whatever was lost, nothing is promised that is not stored (a receipt names only what the log holds), doing it again ends
in the same state, and the user is told in plain words.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from db import log
from db.store import get_key
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.database import name_server
from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.station import Desk, open_station
from desktop.domain.errors import Situation
from desktop.domain.receipts import Receipt
from desktop.domain.storage_situations import server_away
from desktop.services.seams import SystemFs
from exports.bundles.installation_keys import read_keys
from exports.bundles.reader import KNOWN, Receiver, open_bundle
from tests.cheap import shared_statements
from tests.cut_line import CutLine, Lost
from tests.db.county_kit import PASSPHRASE, STATIONS, bundles, doors, fill, make_county, make_station
from tests.faults import HITS
from tests.postgres import PostgresServer

# A cursor of the server dies with its line; the driver would rather have had it closed.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*ServerCursor.*:ResourceWarning", "ignore:.*ServerCursor.*:pytest.PytestUnraisableExceptionWarning"
)


class Place(NamedTuple):
    """A county whose stations are known, with new bundles of theirs on a stick; closed, to be copied for each run."""

    where: Path
    server: PostgresServer
    database: str
    line: CutLine
    identities: tuple[str, ...]

    def fresh(self) -> str:
        """Folder and database as they were; returns the name of the database."""
        for name in ("county", "county.state"):
            shutil.rmtree(self.where / "now" / name, ignore_errors=True)
            shutil.copytree(self.where / name, self.where / "now" / name)
        shutil.rmtree(self.where / "now" / "down", ignore_errors=True)
        (self.where / "now" / "down").mkdir()
        self.server.copy(self.database, f"{self.database}_now")
        return f"{self.database}_now"

    def open(self, host: Path) -> Desk:
        folder = self.where / "now" / "county"
        name_server(folder, f"postgresql+psycopg://tests@/{self.database}_now?host={host}", SystemFs())
        return open_station(folder, "admin", PASSPHRASE, doors(self.where / "now" / "county.state"))

    def work(self, desk: Desk) -> None:
        """Take in what came and write the receipts."""
        take_inbox(desk, self.where / "stick")
        send_down(desk, self.where / "now" / "down")

    def receipts(self) -> list[Receipt]:
        """Of every whole file that was written for a station."""
        receiver = Receiver(identities=self.identities, trust=lambda _claim, _intro: KNOWN, addressees=None)
        found: list[Receipt] = []
        for path in sorted((self.where / "now" / "down").glob("*.fqb")):
            with open_bundle(SystemFs(), path, receiver) as opened:
                found += opened.receipts
        return found


@pytest.fixture(autouse=True, scope="module")
def _compiled_once() -> Iterator[None]:
    with shared_statements():
        yield


@pytest.fixture
def place(postgres_server: PostgresServer, tmp_path: Path) -> Iterator[Place]:
    yield from _place(postgres_server, tmp_path)


@pytest.fixture
def mortal(own_server: PostgresServer, tmp_path: Path) -> Iterator[Place]:
    """The same on a server that may be killed."""
    yield from _place(own_server, tmp_path)


def _place(server: PostgresServer, where: Path) -> Iterator[Place]:
    database = server.create()
    county = make_county(where, server.url(database))
    identities = []
    for code in STATIONS:
        station = make_station(county, where, code)
        bundles(station, where / "first")
        take_inbox(county, where / "first")
        fill(station, 2)
        bundles(station, where / "stick")
        with station.store.transaction() as connection:
            identities.append(read_keys(get_key(connection, "installation.keys")).age.identity)
        station.close()
    county.close()
    folder = Path(tempfile.mkdtemp(prefix="fqcut"))
    line = CutLine(folder, server.folder)
    yield Place(where, server, database, line, tuple(identities))
    line.close()
    shutil.rmtree(folder)
    for name in (database, f"{database}_now"):
        server.drop(name)


def _undisturbed(place: Place) -> str:
    place.fresh()
    with place.open(place.server.folder) as desk:
        place.work(desk)
        return desk.digest()


def _after(place: Place, wanted: str, at: int) -> None:
    """What holds after any cut, and after doing it again."""
    with place.open(place.server.folder) as desk:
        for receipt in place.receipts():
            with desk.store.transaction() as connection:
                for mark in receipt.epochs:
                    there = mark.connected
                    assert not there.seq or log.holds(connection, mark.epoch, there.seq, there.hash), at
        assert desk.digest() == desk.digest(rebuild_first=True), at
        place.work(desk)
        assert desk.digest() == wanted, at
        assert list((desk.folder / "staging").iterdir()) == [], at


def _disturbed(place: Place, at: int, lost: Lost, instead: Callable[[], None] | None = None) -> str:
    """The code with which the work ended whose line was cut at this piece; "" when it was not, or told nobody."""
    place.fresh()
    desk = place.open(place.line.folder)
    place.line.arm(at, lost, instead)
    code = ""
    try:
        place.work(desk)
    except Situation as told:
        code = told.code
    place.line.arm(0, lost)
    desk.let_go()
    with suppress(Situation):
        desk.close()
    return code


def _rounds(place: Place, lost: Lost, step: int) -> None:
    wanted, told = _undisturbed(place), Counter[str]()
    for at in range(1, 2000, step):
        told[_disturbed(place, at, lost)] += 1
        _after(place, wanted, at)
        if place.line.pieces < at:
            break
        HITS[f"line cut, {lost}"] += 1
    assert set(told) == {"S-273", ""}
    assert told["S-273"] > 3


@pytest.mark.parametrize("lost", get_args(Lost))
def test_a_line_cut_at_some_pieces(place: Place, lost: Lost) -> None:
    _rounds(place, lost, 11)


@pytest.mark.soak
@pytest.mark.expects_log_warnings  # the driver and the pool say that a pipeline or a cursor was lost with its line
@pytest.mark.parametrize("lost", get_args(Lost))
def test_a_line_cut_at_any_piece(place: Place, lost: Lost) -> None:
    _rounds(place, lost, 1)


@pytest.mark.parametrize("at", [15, 60, 105])
def test_a_server_that_is_killed_in_the_midst(mortal: Place, at: int) -> None:
    wanted, killed = _undisturbed(mortal), threading.Event()

    def kill() -> None:
        mortal.server.stop()
        killed.set()

    assert _disturbed(mortal, at, "request", kill) == "S-273"
    assert killed.wait(60)
    mortal.server.go_on()
    _after(mortal, wanted, at)


def test_what_is_told_says_that_nothing_is_doubled() -> None:
    assert "再做一次不会重复" in server_away().safe
