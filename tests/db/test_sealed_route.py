"""The sealed bundle: the county's two roles open it, nobody else's answer changes, and nothing else reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import msgspec
import pytest

from db.digest import sealed_digest
from db.sealed import COUNTY
from db.store import put_setting
from desktop.bootstrap.exchange import export
from desktop.bootstrap.inbox import take_file
from desktop.bootstrap.sealed_route import export_sealed, take_sealed
from desktop.bootstrap.station import Desk
from desktop.cli import main
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.errors import RuleViolation, Situation
from desktop.domain.read_models import CaseFilter
from desktop.domain.sealed import SealedAttached
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights
from desktop.usecases import sealed_matters as use
from desktop.usecases.register_case import register_case
from tests.db.county_kit import STATIONS, make_county, make_station
from tests.db.every_query import Places, every_answer
from tests.db.station_kit import TODAY, registration
from tests.db.test_sealed import SECRETS, report, seeing, seen

CLERK = Viewer("user-clerk", "专办", ("accusation_clerk",))
COUNTY_BLIND = tuple(role for role, held in rights().items() if "sealed" not in held)


class Pair(msgspec.Struct):
    """A county and one of its stations, which holds an open case."""

    county: Desk
    station: Desk
    other: Desk
    stick: Path


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    county = make_county(tmp_path)
    station, other = (make_station(county, tmp_path, code) for code in STATIONS)
    with station.uow(station.viewer) as uow:
        register_case(registration(), uow)
        uow.commit()
    stick = tmp_path / "stick"
    stick.mkdir()
    take_file(county, export(station, stick).paths[0])
    yield Pair(county, station, other, stick)
    for desk in (station, other, county):
        desk.close()


def sealed_file(pair: Pair) -> Path:
    pair.station.viewer = seeing()
    return export_sealed(pair.station, pair.stick).paths[0]


def as_clerk(county: Desk) -> Desk:
    county.viewer = CLERK
    return county


def test_the_county_reads_what_the_station_recorded(pair: Pair) -> None:
    matter = report(pair.station).matter_id
    with pair.station.uow(seeing()) as uow:
        use.attach_sealed(matter, "信.jpg", "image/jpeg", b"letter", uow)
        use.note_sealed(matter, TODAY, "已核对", uow)
        uow.commit()
    path = sealed_file(pair)
    assert path.suffix == ".fqs"
    assert take_sealed(as_clerk(pair.county), path).new == 3
    (there,) = seen(pair.county, CLERK)
    (here,) = seen(pair.station)
    assert there == here
    attached = there.acts[1].act
    assert isinstance(attached, SealedAttached)
    with pair.county.uow(CLERK) as uow:
        assert use.read_sealed_file(matter, attached.content_hash, uow) == b"letter"


def test_twice_changes_nothing_and_later_acts_follow(pair: Pair) -> None:
    matter = report(pair.station).matter_id
    path = sealed_file(pair)
    county = as_clerk(pair.county)
    take_sealed(county, path)
    with county.store.transaction() as connection:
        before = sealed_digest(connection)
    assert take_sealed(county, path).new == 0
    with county.store.transaction() as connection:
        assert sealed_digest(connection) == before
    with pair.station.uow(seeing()) as uow:
        use.close_sealed(matter, TODAY, "已移送", "", uow)
        uow.commit()
    assert take_sealed(county, sealed_file(pair)).new == 1
    assert seen(county, CLERK)[0].closed


def test_for_the_countys_others_nothing_changes(pair: Pair) -> None:
    county = pair.county
    case = county.queries.case_ids(Viewer("x", "x", ("county_clerk",)), which=CaseFilter())[0]
    places = Places(case, case, "1", "0" * 32, "0" * 32, "0" * 64, "0" * 32)

    def answers() -> dict[str, dict[str, bytes]]:
        found = {role: every_answer(county, Viewer(f"u-{role}", "某", (role,)), places) for role in COUNTY_BLIND}
        county.store.notes.forget(100_000)
        return found

    before, digest = answers(), county.digest()
    matter = report(pair.station).matter_id
    with pair.station.uow(seeing()) as uow:
        use.attach_sealed(matter, "信.jpg", "image/jpeg", b"letter", uow)
        uow.commit()
    path = sealed_file(pair)
    admin = county.viewer
    take_sealed(as_clerk(county), path)
    county.viewer = admin
    assert take_file(county, path).state == "SEALED"  # handed in among the ordinary ones: left alone, no line anywhere
    assert answers() == before
    assert county.digest() == digest


def test_the_stations_others_see_no_trace_of_the_export(pair: Pair) -> None:
    auditor = Viewer("auditor", "审计", ("system_auditor",))
    report(pair.station)
    before = [
        repr(pair.station.queries.sync_state(auditor)),
        repr(pair.station.queries.journal_lines(auditor)),
    ]
    sealed_file(pair)
    assert [
        repr(pair.station.queries.sync_state(auditor)),
        repr(pair.station.queries.journal_lines(auditor)),
    ] == before


def test_only_the_two_roles_write_and_take(pair: Pair) -> None:
    report(pair.station)
    for desk, act in ((pair.station, export_sealed), (pair.county, take_sealed)):
        for role in COUNTY_BLIND:
            desk.viewer = Viewer("u", "某", (role,))
            with pytest.raises(RuleViolation, match="R-203"):
                act(desk, pair.stick)


def test_nothing_of_it_stands_in_the_file_and_no_ordinary_key_opens_it(pair: Pair) -> None:
    report(pair.station)
    path = sealed_file(pair)
    assert not any(secret.encode() in path.read_bytes() for secret in SECRETS)
    pair.other.viewer = seeing()
    with pytest.raises(RuleViolation, match="R-205"):
        take_sealed(pair.other, path)


def test_what_was_recorded_before_the_county_was_known_is_closed_for_it_too(pair: Pair) -> None:
    with pair.station.store.transaction() as connection:
        recipient = connection.exec_driver_sql("SELECT value FROM local_setting WHERE key = ?", (COUNTY,)).scalar()
        put_setting(connection, COUNTY, "")
        connection.commit()
    matter = report(pair.station).matter_id
    with pair.station.uow(seeing()) as uow:
        use.attach_sealed(matter, "信.jpg", "image/jpeg", b"letter", uow)
        uow.commit()
    (before,) = seen(pair.station)
    pair.station.viewer = seeing()
    with pytest.raises(Situation, match="S-608"):
        export_sealed(pair.station, pair.stick)
    with pair.station.store.transaction() as connection:
        put_setting(connection, COUNTY, str(recipient))
        connection.commit()
    take_sealed(as_clerk(pair.county), sealed_file(pair))
    (there,) = seen(pair.county, CLERK)
    assert [act.key for act in there.acts] == [act.key for act in before.acts]
    (here,) = seen(pair.station)
    assert [act.key for act in here.acts] == [act.key for act in before.acts]
    attached = there.acts[1].act
    assert isinstance(attached, SealedAttached)
    with pair.county.uow(CLERK) as uow:
        assert use.read_sealed_file(matter, attached.content_hash, uow) == b"letter"


def test_a_station_cannot_bring_anothers_sealed_epoch(pair: Pair) -> None:
    report(pair.station)
    path = sealed_file(pair)
    county = as_clerk(pair.county)
    take_sealed(county, path)
    with county.store.transaction() as connection:
        connection.exec_driver_sql("UPDATE local_setting SET value = 'another' WHERE key LIKE 'sealed.owner.%'")
        connection.commit()
    with pytest.raises(BundleRefused, match="E06"):
        take_sealed(county, path)


def test_an_ordinary_bundle_is_none_and_nothing_to_send_writes_nothing(pair: Pair) -> None:
    pair.station.viewer = seeing()
    assert export_sealed(pair.station, pair.stick).paths == ()
    ordinary = next(pair.stick.glob("*.fqb"))
    with pytest.raises(BundleRefused, match="E02"):
        take_sealed(as_clerk(pair.county), ordinary)


def test_from_the_command_line(pair: Pair, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A station head writes it, and the county's clerk takes it in."""
    report(pair.station)
    sent = sealed_file(pair)
    pair.county.viewer = CLERK
    monkeypatch.setattr("desktop.cli.safety.open_desk", lambda _arguments: nullcontext(pair.county))
    assert main(["sealed", "take", "--from", str(sent)]) == 0
    assert "已收下1条" in capsys.readouterr().out
    monkeypatch.setattr("desktop.cli.safety.open_desk", lambda _arguments: nullcontext(pair.station))
    assert main(["sealed", "export", "--to", str(pair.stick)]) == 0
    assert ".fqs" in capsys.readouterr().out
