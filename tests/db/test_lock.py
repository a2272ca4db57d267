"""Lock, PIN and emergency wipe of a real station."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from db.engine import encrypted_engine, probe
from desktop.bootstrap.county import NewCounty, create_county, enrol
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.emergency import carry_out, choose_pin, lock, resume, wipe_of
from desktop.bootstrap.exchange import export, join_county
from desktop.bootstrap.inbox import take_file
from desktop.bootstrap.station import Desk, NewStation, create_station
from desktop.domain.errors import RuleViolation, Situation
from desktop.domain.idle_lock import IdleLock, LockPolicy
from desktop.domain.journal import JournalFilter
from desktop.domain.read_models import CaseFilter
from desktop.services.keystore import Cost
from desktop.services.seams import FixedClock, SystemFs
from desktop.services.wipe import Slip
from exports.bundles.enrolment import read_invitation
from tests.db.every_query import furnish
from tests.db.station_kit import COMMITTEE, LOGIN, NOW, PASSPHRASE, Station, Template, register


def closed(desk: Desk) -> IdleLock:
    state = IdleLock(LockPolicy(), NOW)
    lock(desk, state)
    return state


def acts(desk: Desk) -> list[str]:
    return [row.line.act for row in desk.queries.journal(desk.viewer, JournalFilter())][::-1]


# ---- PIN ----
@pytest.mark.parametrize("pin", ["123", "1234567", "12a4", "一二三四", "１２３４", " 1234"])
def test_what_is_no_pin(desk: Desk, pin: str) -> None:
    with pytest.raises(RuleViolation, match="R-216"):
        choose_pin(desk, pin)


def test_a_pin_resumes_and_each_step_is_in_the_journal(desk: Desk) -> None:
    choose_pin(desk, "2580")
    state = closed(desk)
    wrong = resume(desk, LOGIN, state, "2581")
    assert (wrong.opened, wrong.pin, state.locked) == (False, True, True)
    assert "还可以试4次" in wrong.told
    assert resume(desk, LOGIN, state, "2580").opened
    assert not state.locked
    assert acts(desk) == ["login", "pin.set", "locked", "pin.wrong", "resumed"]


def test_after_five_wrong_pins_the_right_one_opens_no_more(desk: Desk) -> None:
    choose_pin(desk, "2580")
    state = closed(desk)
    for _ in range(5):
        found = resume(desk, LOGIN, state, "0000")
    assert not found.pin
    assert not resume(desk, LOGIN, state, "2580").opened
    assert state.locked
    assert resume(desk, LOGIN, state, PASSPHRASE).opened
    state.lock()
    assert resume(desk, LOGIN, state, "2580").opened


def test_without_a_pin_the_passphrase_opens_and_guessing_gets_slower(station: Station) -> None:
    desk = station.open()
    state = closed(desk)
    for _ in range(3):
        assert "S-201" in resume(desk, LOGIN, state, "不对的口令").told
    assert "S-243" in resume(desk, LOGIN, state, PASSPHRASE).told
    station.later(seconds=5)
    assert resume(desk, LOGIN, state, PASSPHRASE).opened


def test_a_passphrase_of_digits_is_no_pin(station: Station) -> None:
    from desktop.bootstrap.users import change_passphrase

    desk = station.open()
    change_passphrase(desk, LOGIN, PASSPHRASE, "135790")
    choose_pin(desk, "2580")
    state = closed(desk)
    assert not resume(desk, LOGIN, state, "135790").opened
    assert resume(desk, LOGIN, state, "135790", whole=True).opened


def test_a_pin_taken_away_and_a_damaged_one_open_nothing(desk: Desk) -> None:
    choose_pin(desk, "2580")
    choose_pin(desk, "")
    assert not resume(desk, LOGIN, closed(desk), "2580").opened
    with desk.uow(desk.viewer) as uow:
        uow.keep_secret(f"pin.{desk.viewer.id}", b"torn")
        uow.commit()
    assert not resume(desk, LOGIN, closed(desk), "2580").opened


def test_the_pin_lies_hashed(desk: Desk) -> None:
    choose_pin(desk, "258036")
    with desk.uow(desk.viewer) as uow:
        assert b"258036" not in uow.secret(f"pin.{desk.viewer.id}")


def test_wrong_passphrases_at_the_door_are_told_in_the_journal(station: Station) -> None:
    for _ in range(2):
        with pytest.raises(Situation, match="S-201"):
            station.open(LOGIN, "不对的口令")
    desk = station.open()
    assert acts(desk) == ["login.failed", "login.failed", "login"]


# ---- wipe ----
def test_nothing_opens_after_a_wipe(station: Station, template: Template) -> None:
    desk = station.open()
    furnish(desk)
    key, identity = desk.key, desk.store.identity
    wipe = wipe_of(desk)
    order = wipe.prepare()
    assert len(order.code) == 4
    assert carry_out(desk, wipe, order.code) > 3
    left = [p for folder in (station.folder, station.state) for p in folder.rglob("*") if p.is_file()]
    assert [p.name for p in left] == ["wiped.json", "logins.json"] or [p.name for p in left] == ["wiped.json"]
    slip = msgspec.json.decode((station.folder / "wiped.json").read_bytes(), type=Slip)
    assert (slip.station, slip.installation) == (identity.station, identity.installation)
    with pytest.raises(Situation, match="S-233"):
        station.open()
    with pytest.raises(Situation, match="S-203"):
        desk.keystore.unlock_with_sheet("".join(template.words))
    engine = encrypted_engine(station.database, key)
    with pytest.raises(Situation):
        probe(engine)
    engine.dispose()


def test_a_new_station_can_be_made_where_one_was_wiped(station: Station) -> None:
    desk = station.open()
    wipe = wipe_of(desk)
    carry_out(desk, wipe, wipe.prepare().code)
    new = NewStation("990101001", "云桥村调解室", "周明", LOGIN, PASSPHRASE, COMMITTEE)
    fresh, _words = create_station(station.folder, new, station.doors)
    fresh.close()
    assert fresh.store.identity.installation != desk.store.identity.installation


def test_the_county_keeps_what_was_sent_and_invites_the_computer_anew(tmp_path: Path) -> None:
    """All of it with files only: no network is asked for at any step."""

    def doors(name: str) -> Doors:
        return Doors(clock=FixedClock(NOW), cost=Cost(1, 1024, 1), state=tmp_path / f"state-{name}")

    def invited() -> Desk:
        path, _digits = enrol(county, "990101001", "云桥村调解室", tmp_path)
        invitation = read_invitation(path.read_bytes())
        new = NewStation("990101001", "云桥村调解室", "周明", LOGIN, PASSPHRASE, COMMITTEE, invitation=invitation)
        desk, _words = create_station(tmp_path / "data", new, doors("station"))
        join_county(desk, invitation)
        return desk

    def sent(desk: Desk) -> list[str]:
        return [take_file(county, path).state for path in export(desk, tmp_path / "stick").paths]

    (tmp_path / "stick").mkdir()
    new_county = NewCounty("990101", "示范县", "吴敏", "wu", "县里口令2026")
    county, *_ = create_county(tmp_path / "county", new_county, doors("county"))
    desk = invited()
    case = register(desk)
    assert sent(desk) == ["STORED"]
    wipe = wipe_of(desk)
    carry_out(desk, wipe, wipe.prepare().code)
    assert county.queries.case_ids(county.viewer, CaseFilter()) == [case.case_id]
    again = invited()
    assert sent(again) == ["STORED"]
    again.close()
    county.close()


def test_one_step_alone_or_wrong_digits_touch_nothing(station: Station) -> None:
    desk = station.open()
    furnish(desk)
    wipe = wipe_of(desk)
    for code in ("", "0000x"):
        with pytest.raises(RuleViolation, match="R-215"):
            carry_out(desk, wipe, code)
    order = wipe.prepare()
    with pytest.raises(RuleViolation, match="R-215"):
        carry_out(desk, wipe, f"{(int(order.code) + 1) % 10_000:04d}")
    with pytest.raises(RuleViolation, match="R-215"):
        carry_out(desk, wipe, order.code)  # the digits hold for one try
    order = wipe.prepare()
    station.later(minutes=3)
    with pytest.raises(RuleViolation, match="R-215"):
        carry_out(desk, wipe, order.code)
    assert desk.queries.workbench(desk.viewer).open_cases == 1
    station.close()
    assert station.open().queries.workbench(desk.viewer).open_cases == 1


class _Stopping(SystemFs):
    """The power goes after so many destructive calls."""

    def __init__(self, calls: int) -> None:
        self.calls = calls

    def _count(self) -> None:
        self.calls -= 1
        if self.calls < 0:
            raise OSError("power")

    def open_write(self, path: Path):  # type: ignore[no-untyped-def]
        self._count()
        return super().open_write(path)

    def unlink(self, path: Path) -> None:
        self._count()
        super().unlink(path)


def test_a_wipe_stopped_anywhere_has_destroyed_the_keys_first(station: Station, template: Template) -> None:
    desk = station.open()
    furnish(desk)
    order_of_things = station.snapshot(station.folder.parent / "copy")
    for calls in range(40):
        station.put_back(order_of_things)
        desk = station.open()
        key = desk.key
        wipe = wipe_of(desk)
        wipe._fs = stopping = _Stopping(calls)
        code = wipe.prepare().code
        try:
            carry_out(desk, wipe, code)
        except OSError:
            assert calls < 1 or not (station.folder / "keys.json").exists() or _torn(station.folder / "keys.json")
            if calls >= 3:
                with pytest.raises(Situation):
                    _open_raw(station, key)
        wipe._fs = SystemFs()
        wipe2 = wipe.prepare().code
        wipe.carry_out(wipe2, Slip("s", "i", "", "t"))
        assert [p.name for p in station.folder.rglob("*") if p.is_file()] == ["wiped.json"]
        if stopping.calls >= 0:
            return
    pytest.fail("the wipe never ended")


def _torn(path: Path) -> bool:
    return b"slots" not in path.read_bytes()


def _open_raw(station: Station, key: bytes) -> None:
    engine = encrypted_engine(station.database, key)
    try:
        probe(engine)
    finally:
        engine.dispose()


def test_backups_of_this_computer_go_too_and_other_peoples_files_stay(station: Station, tmp_path: Path) -> None:
    desk = station.open()
    mine, foreign = tmp_path / "backup/990101001-x", tmp_path / "backup/other"
    for folder in (mine, foreign):
        folder.mkdir(parents=True)
        (folder / "a.keys.json").write_bytes(b'{"slots": []}')
        (folder / "a.db").write_bytes(b"x" * 5000)
    wipe = wipe_of(desk)
    carry_out(desk, wipe, wipe.prepare().code, (mine,))
    assert list(mine.iterdir()) == []
    assert len(list(foreign.iterdir())) == 2
