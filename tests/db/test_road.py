"""Bundles over a line: the same bytes on every road, gone on with after a break, the door shut on strange servers."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.store import get_key
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.road import Journey, carry, place_of, prepare, set_place, take, travel
from desktop.bootstrap.station import Desk
from desktop.domain.errors import Cancelled, RuleViolation, Situation
from desktop.services.seams import SystemFs
from exports.bundles.places import Destination, Place, check_url
from tests.db.county_kit import STATIONS, fill, make_county, make_station
from tests.sftp import SftpServer, Sshd, sftp, sshd

__all__ = ["sftp", "sshd"]
FS = SystemFs()


def quiet(_done: int, _total: int, _name: str) -> None:
    """Nobody looks."""


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Desk]:
    desk = make_county(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def station(county: Desk, tmp_path: Path) -> Iterator[Desk]:
    desk = make_station(county, tmp_path, STATIONS[0])
    fill(desk, 2)
    yield desk
    desk.close()


def test_a_bundle_goes_by_sftp_and_the_answer_comes_back(
    county: Desk, station: Desk, sftp: SftpServer, tmp_path: Path
) -> None:
    set_place(station, sftp.url, sftp.user, sftp.secret)
    destination = place_of(station)
    assert destination is not None
    assert travel(station, destination, quiet) == Journey(1, 0, 0)
    (carried,) = sftp.files.iterdir()
    (line,) = take_inbox(county, sftp.files)
    assert (line.name, line.state, line.cases) == (carried.name, "STORED", 2)
    send_down(county, sftp.files)
    again = place_of(station)
    assert again is not None
    assert again.host_key
    done = travel(station, again, quiet)
    assert (done.fetched, done.new > 0) == (1, True)
    assert travel(station, again, quiet) == Journey(0, 0, 0)
    assert not list((station.folder / "outbox").glob("*.fqb*"))
    assert not list((station.folder / "incoming").iterdir())


def test_a_place_that_is_set_anew_is_sent_to_at_the_next_attempt(station: Desk, tmp_path: Path) -> None:
    """What went to the place before is not known to be in the new one; no record has to be written first."""
    for name in ("wrong", "right"):
        set_place(station, f"file://{tmp_path}/{name}")
        destination = place_of(station)
        assert destination is not None
        assert travel(station, destination, quiet).sent == 1, name
        assert travel(station, destination, quiet).sent == 0, name
    assert len(list((tmp_path / "right").iterdir())) == 1


def test_a_file_that_is_refused_is_told_of_once_and_fetched_again_only_when_it_changes(
    county: Desk, station: Desk, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    set_place(station, f"file://{share}")
    destination = place_of(station)
    assert destination is not None
    travel(station, destination, quiet)
    take_inbox(county, share)
    (good,) = send_down(county, share)
    whole = good.read_bytes()
    bad = good.with_name("990101-A-20261120-00000000.fqb")
    bad.write_bytes(whole[: len(whole) // 2])
    fetched: list[str] = []
    done = travel(station, destination, lambda _done, _total, name: fetched.append(name))
    assert (done.fetched, len(done.refused)) == (1, 1)
    assert done.refused[0].startswith(f"{bad.name}：")
    assert "E01" in done.refused[0]
    assert done.new > 0, "the good file beside it came in"
    fetched.clear()
    assert travel(station, destination, lambda _done, _total, name: fetched.append(name)) == Journey(0, 0, 0)
    assert fetched == []
    bad.write_bytes(whole[: len(whole) // 3])
    assert len(travel(station, destination, quiet).refused) == 1
    bad.write_bytes(whole)
    assert travel(station, destination, quiet).refused == (), "known already: nothing is wrong with it"
    assert not list((station.folder / "incoming").iterdir())


def _urls(tmp_path: Path, sftp: SftpServer) -> list[Destination]:
    return [
        Destination(f"file://{tmp_path}/share/office"),
        Destination(f"memory://office-{uuid.uuid4().hex}/up"),
        Destination(sftp.url, sftp.user, sftp.secret),
    ]


def test_the_same_bytes_on_every_road_even_after_a_break(sftp: SftpServer, tmp_path: Path) -> None:
    source = tmp_path / "990101001001-A-20261120-0a1b2c3d.fqb"
    source.write_bytes(bytes(range(256)) * 4096)

    def breaks(done: int, total: int, _name: str) -> None:
        if done >= total // 2:
            raise Cancelled

    for destination in _urls(tmp_path, sftp):
        place = Place(destination)
        with pytest.raises(Cancelled):
            place.send(FS, source, breaks)
        assert place.names() == {}
        told: list[int] = []

        def hears(done: int, _total: int, _name: str, told: list[int] = told) -> None:
            told.append(done)

        assert place.send(FS, source, hears)
        assert told[0] > source.stat().st_size // 2
        assert not place.send(FS, source, quiet)
        assert place.names() == {source.name: source.stat().st_size}
        with pytest.raises(Cancelled):
            place.fetch(FS, source.name, tmp_path / "back", breaks)
        back = place.fetch(FS, source.name, tmp_path / "back", quiet)
        assert back.read_bytes() == source.read_bytes()
        assert [p.name for p in (tmp_path / "back").iterdir()] == [source.name]
        back.unlink()
        place.close()


def test_a_changed_beginning_is_not_gone_on_with(sftp: SftpServer, tmp_path: Path) -> None:
    source = tmp_path / "a.fqb"
    source.write_bytes(b"right" * 100_000)
    place = Place(Destination(sftp.url, sftp.user, sftp.secret))
    (sftp.files / "a.fqb.part").write_bytes(b"wrong" * 60_000)
    place.send(FS, source, quiet)
    assert (sftp.files / "a.fqb").read_bytes() == source.read_bytes()
    place.close()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: Destination(d.url, d.user, "wrong", d.host_key), "S-622"),
        (lambda d: Destination(d.url, "nobody-of-that-name", d.secret, d.host_key), "S-622"),
        (lambda d: Destination(d.url, d.user, d.secret, "another key"), "S-623"),
        (lambda d: Destination(d.url.replace("127.0.0.1:", "127.0.0.2:"), d.user, d.secret), "S-621"),
    ],
)
def test_a_shut_door_is_told_and_nothing_is_lost(
    station: Desk, sftp: SftpServer, change: Callable[[Destination], Destination], code: str
) -> None:
    right = Destination(sftp.url, sftp.user, sftp.secret)
    load = prepare(station, change(right))
    with pytest.raises(Situation, match=code) as told:
        carry(station, load, quiet)
    assert sftp.secret not in str(told.value)
    assert len(load.outbox) == 1
    assert load.outbox[0].exists()
    assert take(station, carry(station, prepare(station, right), quiet)).sent == 1


def test_another_machine_under_the_same_address_gets_neither_file_nor_password(
    station: Desk, sshd: Sshd, sftp: SftpServer
) -> None:
    set_place(station, sftp.url, sftp.user, sftp.secret)
    first = place_of(station)
    assert first is not None
    travel(station, first, quiet)
    fill(station, 1)
    sshd.stop()
    sshd.start()
    second = place_of(station)
    assert second is not None
    with pytest.raises(Situation, match="S-623"):
        travel(station, second, quiet)
    assert len(list(sftp.files.iterdir())) == 1


def test_the_secret_lies_in_the_encrypted_database_only(station: Desk, sftp: SftpServer) -> None:
    set_place(station, sftp.url, sftp.user, "very secret words")
    with station.store.transaction() as connection:
        assert get_key(connection, "place.secret") == b"very secret words"
    for path in station.folder.rglob("*"):
        if path.is_file():
            assert b"very secret words" not in path.read_bytes()
    set_place(station, "")
    assert place_of(station) is None


@pytest.mark.parametrize(
    "url", ["", "sftp://", "sftp:///folder", "sftp://host:99999/x", "nonsense://x/y", "sftp://u:pw@host/folder", "C:\\"]
)
def test_what_is_no_place_is_refused(url: str) -> None:
    with pytest.raises(RuleViolation, match="R-621"):
        check_url(url)
