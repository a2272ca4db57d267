"""The county on PostgreSQL holds exactly what the county on the embedded file holds (sync-model.md §7)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from db import exchange, search
from db.server import KeySeal, is_open_on_the_way
from db.store import get_key
from desktop.bootstrap.backup import run_backup
from desktop.bootstrap.county import NewCounty, create_county
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.exchange import import_file
from desktop.bootstrap.inbox import take_file, take_inbox
from desktop.bootstrap.station import Desk, open_station
from desktop.bootstrap.users import renew_data_key
from desktop.bootstrap.verify import verify_desk
from desktop.cli import main
from desktop.domain.errors import RuleViolation, Situation
from desktop.domain.receipts import Receipt, encode_receipt
from desktop.services.seams import SystemRandom
from tests.db.county_kit import PASSPHRASE, STATIONS, bundles, copy_to_server, doors, fill, make_county, make_station


class Twins(NamedTuple):
    """Two counties that know the same stations; `embedded` on the file, `server` on PostgreSQL."""

    embedded: Desk
    server: Desk
    stations: tuple[Desk, ...]
    stick: Path

    def both(self) -> tuple[Desk, Desk]:
        return self.embedded, self.server


@pytest.fixture
def twins(postgres_url: str, tmp_path: Path) -> Iterator[Twins]:
    embedded = make_county(tmp_path / "file")
    stations = tuple(make_station(embedded, tmp_path, code) for code in STATIONS)
    for station in stations:
        for path in bundles(station, tmp_path / "first"):
            assert take_file(embedded, path).state == "STORED"
    folder = copy_to_server(embedded, tmp_path / "server", postgres_url)
    server = open_station(folder, "admin", PASSPHRASE, doors(tmp_path / "server" / "county.state"))
    for cases, station in enumerate(stations, 2):
        fill(station, cases)
        bundles(station, tmp_path / "stick")
        fill(station, 1)
        bundles(station, tmp_path / "stick")
    yield Twins(embedded, server, stations, tmp_path / "stick")
    for desk in (embedded, server, *stations):
        desk.close()


@pytest.fixture
def county(postgres_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A county made on PostgreSQL."""
    desk = make_county(tmp_path, postgres_url)
    yield desk
    desk.close()


@pytest.fixture
def plain(postgres_url: str) -> Iterator[Engine]:
    """The server as its administrator sees it."""
    engine = create_engine(postgres_url)
    yield engine
    engine.dispose()


def receipts(desk: Desk) -> list[Receipt]:
    with desk.store.transaction() as connection:
        return [
            exchange.receipt_for(connection, desk.store.identity, code, desk.doors.clock.now()) for code in STATIONS
        ]


def test_both_engines_end_in_one_digest_with_equal_receipts(twins: Twins) -> None:
    for desk in twins.both():
        assert {line.state for line in take_inbox(desk, twins.stick)} == {"STORED"}
    one, two = (desk.digest() for desk in twins.both())
    assert one == two
    assert [encode_receipt(r) for r in receipts(twins.embedded)] == [encode_receipt(r) for r in receipts(twins.server)]
    assert receipts(twins.server)[0].counts.cases == 7
    assert twins.server.digest(rebuild_first=True) == one
    assert verify_desk(twins.server).told() == verify_desk(twins.embedded).told()


def test_the_other_order_and_a_second_time_change_nothing(twins: Twins) -> None:
    take_inbox(twins.embedded, twins.stick)
    files = sorted(twins.stick.glob("*.fqb"), reverse=True)
    assert [take_file(twins.server, path).state for path in files] == ["STORED"] * len(files)
    assert twins.server.digest() == twins.embedded.digest()
    again = take_inbox(twins.server, twins.stick)
    assert {(line.state, line.new) for line in again} == {("DUPLICATE", 0)}
    assert twins.server.digest() == twins.embedded.digest()


def test_a_poisoned_bundle_is_set_aside_and_the_others_are_stored(twins: Twins) -> None:
    take_inbox(twins.embedded, twins.stick)
    good = sorted(twins.stick.glob("*.fqb"))
    data = bytearray(good[0].read_bytes())
    data[len(data) // 2] ^= 1
    (twins.stick / "0-torn.fqb").write_bytes(bytes(data))
    states = {line.name: (line.state, line.code) for line in take_inbox(twins.server, twins.stick)}
    torn = states.pop("0-torn.fqb")
    assert torn[0] == "QUARANTINED"
    assert torn[1].startswith("E")
    assert {state for state, _code in states.values()} == {"STORED"}
    assert twins.server.digest() == twins.embedded.digest()


def test_what_came_is_found_by_name_sound_and_words(twins: Twins) -> None:
    found = []
    for desk in twins.both():
        take_inbox(desk, twins.stick)
        while desk.refresh_cache():
            pass
        with desk.store.transaction() as connection:
            found.append([
                {owner for owner, _kind in search.find_keys(connection, typed)} for typed in ("曾小", "zxy", "许志强")
            ] + [set(search.find_texts(connection, "天花板"))])  # fmt: skip
    assert found[0] == found[1]
    assert all(found[1])


def test_receipts_from_the_server_reach_the_station(twins: Twins, tmp_path: Path) -> None:
    take_inbox(twins.server, twins.stick)
    down = tmp_path / "down"
    down.mkdir()
    for station, path in zip(twins.stations, send_down(twins.server, down), strict=True):
        assert import_file(station, path).receipts == 1
        assert bundles(station, tmp_path / "late") == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log_event SET tick = tick + 1",
        "DELETE FROM log_event",
        "UPDATE log_event SET salt = '\\x00'",
        "UPDATE log_event SET state = 'disposed', salt = NULL, payload = NULL",
        "UPDATE local_journal SET act = ''",
        "DELETE FROM local_journal",
    ],
)
def test_the_log_and_the_journal_are_append_only(county: Desk, plain: Engine, change: str) -> None:
    with county.uow(county.viewer) as uow:
        uow.journal("login", county.viewer.id)
        uow.commit()
    with plain.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(change))


def test_a_trigger_that_is_switched_off_is_a_finding(county: Desk, plain: Engine) -> None:
    assert verify_desk(county).whole
    with plain.connect() as connection:
        connection.execute(text("ALTER TABLE log_event DISABLE TRIGGER log_event_keeps_delete"))
        connection.commit()
    assert [(f.kind, f.names) for f in verify_desk(county).findings] == [("protection", ("log_event_keeps_delete",))]


def test_secrets_are_sealed_on_the_server(county: Desk, plain: Engine) -> None:
    with county.store.transaction() as connection:
        keys = get_key(connection, "installation.keys")
    with plain.connect() as connection:
        stored = dict((row.name, row.value) for row in connection.execute(text("SELECT name, value FROM local_key")))
    assert len(keys) > 40
    for value in stored.values():
        assert keys[:20] not in value
        assert keys[-20:] not in value
    seal = KeySeal(county.key, SystemRandom())
    assert seal.unseal("installation.keys", stored["installation.keys"]) == keys
    with pytest.raises(Situation) as moved:
        seal.unseal("blobs.names", stored["installation.keys"])
    assert moved.value.code == "S-271"


def test_the_folder_opens_again_and_holds_no_database_file(county: Desk, tmp_path: Path) -> None:
    before, folder = county.digest(), county.folder
    county.close()
    assert not list(folder.glob("*.db*"))
    with open_station(folder, "admin", PASSPHRASE, doors(tmp_path / "county.state")) as again:
        assert again.digest() == before
    with pytest.raises(Situation) as wrong:
        open_station(folder, "admin", "not the passphrase", doors(tmp_path / "county.state"))
    assert wrong.value.code == "S-201"


def test_readers_cannot_write(county: Desk) -> None:
    with county.reader.connect() as connection, pytest.raises(DBAPIError, match="read-only"):
        connection.execute(text("DELETE FROM cache_pending"))


def test_what_only_a_file_can_do_is_refused(county: Desk, tmp_path: Path) -> None:
    for act in (lambda: run_backup(county, tmp_path), lambda: renew_data_key(county, "admin")):
        with pytest.raises(Situation) as refused:
            act()
        assert refused.value.code == "S-272"
        assert "pg_dump" in refused.value.way_out
    assert county.digest()


def test_a_taken_database_and_a_server_that_is_away_are_told(county: Desk, postgres_url: str, tmp_path: Path) -> None:
    new = NewCounty("990101", "县", "甲", "admin", PASSPHRASE, practice=True)
    for url, code in ((postgres_url, "S-275"), ("postgresql://x@/none?host=/nowhere", "S-273")):
        with pytest.raises(Situation) as refused:
            create_county(tmp_path / "second", new, doors(tmp_path / "second.state"), server=url)
        assert refused.value.code == code
        assert not (tmp_path / "second").exists()
    with pytest.raises(RuleViolation) as wrong:
        create_county(tmp_path / "second", new, doors(tmp_path / "second.state"), server="mysql://x/y")
    assert wrong.value.code == "R-214"


def test_the_note_names_the_server_and_a_torn_one_is_told(county: Desk, postgres_url: str, tmp_path: Path) -> None:
    folder = county.folder
    county.close()
    note = folder / "database.json"
    assert json.loads(note.read_text()) == {"url": postgres_url}
    note.write_text("{")
    with pytest.raises(Situation) as torn:
        open_station(folder, "admin", PASSPHRASE, doors(tmp_path / "county.state"))
    assert torn.value.code == "S-274"


@pytest.mark.parametrize(
    ("url", "is_open"),
    [
        ("postgresql://u@db.example/c", True),
        ("postgresql://u@db.example/c?sslmode=prefer", True),
        ("postgresql://u@db.example/c?sslmode=verify-full", False),
        ("postgresql://u@localhost/c", False),
        ("postgresql://u@/c?host=/run/postgresql", False),
    ],
)
def test_a_remote_server_without_encryption_is_noticed(url: str, is_open: bool) -> None:
    assert is_open_on_the_way(url) is is_open


def test_the_command_line_makes_checks_and_uses_a_county_on_a_server(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FENGQIAO_PASSWORD", "春江水暖2026")
    data = ["--data", str(tmp_path / "county")]
    assert main(["county", "init", *data, "--db", postgres_url]) == 0
    assert main(["county", "enrol", *data, "--station", STATIONS[0], "--name", "站", "--out", str(tmp_path)]) == 0
    assert main(["verify", *data]) == 0
    assert main(["doctor", *data]) == 0
    assert "sslmode" not in capsys.readouterr().out
    (tmp_path / "county" / "database.json").write_text('{"url": "postgresql://u@db.example/c"}')
    assert main(["doctor", *data]) == 0
    assert "sslmode=verify-full" in capsys.readouterr().out
