"""Bundles that are stored together end as they would have one after another: same lines, rows, journal and digest.

Whatever is wrong with one of them costs only that one (sync-model.md §7; I1, I7, I8).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from db import exchange
from db.store import get_key, put_key
from db.tables import local_inbox, local_journal
from desktop.bootstrap import storing
from desktop.bootstrap.county_reissue import revoke
from desktop.bootstrap.inbox import InboxLine, take_file, take_inbox
from desktop.bootstrap.station import Desk, open_station
from desktop.domain import case_events as ce
from desktop.domain.station_events import UserAdded, UserRevoked
from tests.db.county_kit import PASSPHRASE, bundles, copy_to_server, doors, fill, make_county, make_station

CODES = ("990101001001", "990101002001", "990101003001")


class Twins(NamedTuple):
    """Two counties that know the same stations: `one` takes file by file, `many` all at once."""

    one: Desk
    many: Desk
    stations: tuple[Desk, ...]
    stick: Path

    def write(self, station: int, aggregate: str, *payloads: object) -> None:
        """A station writes what no use case would let it write."""
        desk = self.stations[station]
        with desk.uow(desk.viewer) as uow:
            uow.record(aggregate, *payloads)  # type: ignore[arg-type]
            uow.commit()

    def pack(self) -> None:
        for desk in self.stations:
            bundles(desk, self.stick)

    def compare(self, workers: int) -> dict[str, InboxLine]:
        """Take the stick in both ways, hold all that is left of it against each other; returns the lines."""
        singly = [take_file(self.one, path) for path in sorted(self.stick.glob("*.fqb"))]
        together = take_inbox(self.many, self.stick, workers=workers)
        assert sorted(together, key=repr) == sorted(singly, key=repr)
        assert books(self.many) == books(self.one)
        assert self.many.digest() == self.one.digest() == self.many.digest(rebuild_first=True)
        assert not list((self.many.folder / "staging").iterdir())
        return {line.name: line for line in together}


def books(desk: Desk) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]], list[str]]:
    """What the inbox, its journal and the folder of what was set aside say."""
    c = local_inbox.c
    with desk.store.transaction() as connection:
        rows = connection.execute(select(c.digest, c.name, c.state, c.bundle_id, c.sender, c.code, c.copies, c.doc))
        acts = connection.execute(
            select(local_journal.c.act, local_journal.c.subject).where(local_journal.c.act.startswith("import"))
        )
        kept = sorted(path.name for path in (desk.folder / "quarantine").glob("*"))
        return sorted(map(tuple, rows)), sorted(map(tuple, acts)), kept


@pytest.fixture(params=["embedded", "postgres"])
def twins(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Twins]:
    one = make_county(tmp_path / "one")
    stations = tuple(make_station(one, tmp_path, code) for code in CODES)
    for station in stations:
        (path,) = bundles(station, tmp_path / "first")
        assert take_file(one, path).state == "STORED"
    if request.param == "postgres":
        folder = copy_to_server(one, tmp_path / "many", request.getfixturevalue("postgres_url"))
    else:
        one.close()
        for name in ("county", "county.state"):
            shutil.copytree(tmp_path / "one" / name, tmp_path / "many" / name)
        folder = tmp_path / "many" / "county"
        one = open_station(tmp_path / "one" / "county", "admin", PASSPHRASE, doors(tmp_path / "one" / "county.state"))
    many = open_station(folder, "admin", PASSPHRASE, doors(tmp_path / "many" / "county.state"))
    yield Twins(one, many, stations, tmp_path / "stick")
    for desk in (one, many, *stations):
        desk.close()


@pytest.mark.parametrize("workers", [0, 2])
def test_good_cut_doubled_and_following_bundles(twins: Twins, workers: int) -> None:
    """Two of one station behind each other, one twice, one cut, one of two stations on the same case."""
    case = fill(twins.stations[0], 3)[0]
    fill(twins.stations[1], 2)
    twins.pack()
    fill(twins.stations[0], 1)
    twins.write(2, case, ce.CommentMade("c", "别站写的话"))
    twins.pack()
    good = sorted(twins.stick.glob("*.fqb"))
    shutil.copy(good[0], twins.stick / "copy.fqb")
    (twins.stick / "0cut.fqb").write_bytes(good[1].read_bytes()[:-700])
    lines = twins.compare(workers)
    assert (lines["copy.fqb"].state, lines["0cut.fqb"].code) == ("DUPLICATE", "E01")
    assert sum(line.new > 0 for line in lines.values()) >= len(CODES)


@pytest.mark.parametrize("workers", [0, 2])
@pytest.mark.parametrize("poison", ["granted", "stranger"])
def test_what_one_may_not_write_costs_only_its_own_bundle(twins: Twins, workers: int, poison: str) -> None:
    """A station decides for the county, or writes of a user whom another station's bundle brings at the same time."""
    fill(twins.stations[0], 2)
    twins.write(0, "d" * 32, UserAdded("x", "甲", ("mediator",)))
    if poison == "granted":
        twins.write(1, "e" * 32, ce.CaseGranted("f" * 32, 2, ()))
    else:
        twins.write(1, "d" * 32, UserAdded("y", "乙", ("mediator",)), UserRevoked("闹着玩"))
    fill(twins.stations[2], 3)
    twins.pack()
    lines = twins.compare(workers)
    assert sorted((line.state + line.code, line.cases) for line in lines.values()) == [
        ("QUARANTINEDE06", 0),
        ("STORED", 2),
        ("STORED", 3),
    ]


def test_a_later_bundle_that_stands_before_the_earlier_one(twins: Twins) -> None:
    """What was missing comes in the same run: nothing waits in the end, and the counts are those of each file."""
    station = twins.stations[0]
    fill(station, 2)
    (first,) = bundles(station, twins.stick)
    first = first.rename(first.with_name("z.fqb"))
    fill(station, 1)
    bundles(station, twins.stick)
    fill(twins.stations[1], 1)
    twins.pack()
    twins.compare(2)


@pytest.mark.parametrize("workers", [0, 2])
def test_keys_introduced_together_are_bound_and_known_to_what_follows(tmp_path: Path, workers: int) -> None:
    """The last bundle has no introduction any more: its station is known by one that lies beside it."""
    county = make_county(tmp_path)
    stations = [make_station(county, tmp_path, code) for code in CODES]
    stick = tmp_path / "stick"
    for station in stations:
        fill(station, 1)
        bundles(station, stick)
    last = stations[-1]
    with last.store.transaction() as connection:
        put_key(connection, "introduction", b"")
        connection.commit()
    fill(last, 1)
    (late,) = bundles(last, stick)
    late.rename(stick / "z-late.fqb")
    lines = take_inbox(county, stick, workers=workers)
    assert [(line.state, line.cases) for line in lines] == [("STORED", 1)] * 4
    with county.store.transaction() as connection:
        for state in exchange.stations(connection):
            (installation,) = state.installations
            assert installation.sign_key
            assert get_key(connection, f"secret.{installation.id}") == b""
    assert county.digest() == county.digest(rebuild_first=True)
    for desk in (county, *stations):
        desk.close()


@pytest.mark.parametrize("workers", [0, 2])
def test_who_is_revoked_between_opening_and_storing_is_refused(
    twins: Twins, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for desk in twins.stations:
        fill(desk, 1)
    twins.pack()

    def revoked_now(waiting: list[storing.Waiting]) -> list[list[storing.Waiting]]:
        monkeypatch.undo()
        revoke(twins.many, twins.stations[1].store.identity.installation, "丢了")
        return storing.rounds(waiting)

    monkeypatch.setattr("desktop.bootstrap.inbox.rounds", revoked_now)
    lines = take_inbox(twins.many, twins.stick, workers=workers)
    assert [line.state + line.code for line in lines] == ["STORED", "QUARANTINEDE04", "STORED"]


@pytest.mark.parametrize("workers", [0, 2])
def test_an_error_of_the_database_undoes_the_group_and_stops_at_the_one_it_comes_from(
    twins: Twins, workers: int
) -> None:
    _first, case, _last = (fill(desk, 1)[0] for desk in twins.stations)
    twins.pack()
    with twins.many.store.transaction() as connection:
        for line in _refusing(case, connection.dialect.name):
            connection.execute(text(line))
        connection.commit()
    with pytest.raises((SQLAlchemyError, psycopg.Error), match="refused"):
        take_inbox(twins.many, twins.stick, workers=workers)
    first = sorted(twins.stick.glob("*.fqb"))[0].name
    with twins.many.store.transaction() as connection:
        states = dict(tuple(row) for row in connection.execute(select(local_inbox.c.name, local_inbox.c.state)))
        assert states.pop(first) == "PROJECTED"
        assert "PROJECTED" not in {states[path.name] for path in twins.stick.glob("*.fqb") if path.name != first}
        drop = "DROP TRIGGER refuses" + (" ON log_event" if connection.dialect.name == "postgresql" else "")
        connection.execute(text(drop))
        connection.commit()
    again = take_inbox(twins.many, twins.stick, workers=workers)
    assert {line.state for line in again} == {"STORED", "DUPLICATE"}
    for path in sorted(twins.stick.glob("*.fqb")):
        take_file(twins.one, path)
    assert twins.many.digest() == twins.one.digest()


def _refusing(case: str, engine: str) -> tuple[str, ...]:
    """The database takes no event of this case."""
    if engine == "postgresql":
        return (
            "CREATE FUNCTION refuses() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''refused''; END' LANGUAGE plpgsql",
            f"CREATE TRIGGER refuses BEFORE INSERT ON log_event FOR EACH ROW WHEN (NEW.id = '{case}')"
            " EXECUTE FUNCTION refuses()",
        )
    return (
        f"CREATE TRIGGER refuses BEFORE INSERT ON log_event WHEN NEW.id = '{case}'"
        " BEGIN SELECT RAISE(ABORT, 'refused'); END",
    )


def test_rounds_keep_the_order_of_what_has_something_in_common(twins: Twins) -> None:
    for desk in twins.stations:
        fill(desk, 1)
    twins.pack()
    fill(twins.stations[0], 1)
    twins.pack()
    seen: list[list[str]] = []
    with pytest.MonkeyPatch.context() as patch:

        def noted(waiting: list[storing.Waiting]) -> list[list[storing.Waiting]]:
            found = storing.rounds(waiting)
            seen.extend([bundle.opened.manifest.sender.station for bundle in one] for one in found)
            return found

        patch.setattr("desktop.bootstrap.inbox.rounds", noted)
        take_inbox(twins.many, twins.stick, workers=0)
    assert seen == [[*CODES], [*CODES]]
