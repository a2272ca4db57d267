"""Epochs and the anchor outside the database: a rewind shows at the next write, never by looking (sync-model.md §4)."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select

from db import log
from db.digest import digest, rebuild
from db.exchange import store_events
from db.store import current_epoch, get_setting, put_setting
from db.tables import log_event, state_installation
from desktop.bootstrap.station import Desk, Doors
from desktop.domain.events import read_header
from desktop.domain.read_models import CaseFilter
from desktop.domain.station_events import EpochOpened, EpochState
from desktop.services.anchor import Anchor
from desktop.services.seams import SystemFs
from desktop.usecases.register_case import register_case
from desktop.usecases.settle_quickly import settle_quickly
from tests.db.event_kit import all_events
from tests.db.station_kit import Station, Template, quick, register, registration


def _epochs(desk: Desk) -> EpochState:
    with desk.store.transaction() as connection:
        doc = connection.execute(
            select(state_installation.c.doc).where(state_installation.c.id == desk.store.identity.installation)
        ).scalar()
    return msgspec.json.decode(str(doc), type=EpochState)


def _reasons(desk: Desk) -> tuple[str, ...]:
    return _epochs(desk).reasons


def _serials(desk: Desk, count: int = 1) -> list[str]:
    return [register(desk).number.removeprefix("（2026）云桥人调字") for _ in range(count)]


def _look(station: Station) -> None:
    """Everything that only reads, and closing."""
    desk = station.open()
    desk.queries.workbench(desk.viewer)
    for case_id in desk.queries.case_ids(desk.viewer, CaseFilter()):
        desk.queries.case_view(desk.viewer, case_id)
    desk.queries.sync_state(desk.viewer)
    with desk.store.transaction() as connection:
        digest(connection)
        rebuild(connection)
        connection.commit()
    with desk.uow(desk.viewer) as uow:
        uow.save_draft("intake", "", "未写完", "{}")
        uow.journal("case.looked", "x")
        uow.commit()
    station.close()


def test_writing_goes_on_in_one_epoch(station: Station) -> None:
    for _ in range(3):
        desk = station.open()
        register(desk)
        assert _reasons(desk) == ("new",)
        station.close()
    desk = station.open()
    with desk.store.transaction() as connection:
        epoch = current_epoch(connection, desk.store.identity.installation)
        headers = [read_header(raw) for _hash, raw, *_body in log.lines(connection, epoch, 1, 10_000)]
    assert [h.seq for h in headers] == list(range(1, len(headers) + 1))
    assert [h.tick for h in headers] == sorted({h.tick for h in headers})


def test_the_first_event_of_a_database_opens_its_epoch(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        first = all_events(connection)[0]
    assert (first.header.seq, first.header.type, first.header.prev) == (1, "epoch.opened", "")


def test_looking_never_opens_an_epoch_and_never_heals_a_doubt(station: Station) -> None:
    station.lose_state()
    _look(station)
    _look(station)
    desk = station.open()
    assert _reasons(desk) == ("new",)
    register(desk)
    assert _reasons(desk) == ("new", "anchor_missing")
    station.close()
    desk = station.open()
    register(desk)
    assert _reasons(desk) == ("new", "anchor_missing")


def test_the_new_epoch_says_what_it_follows(station: Station) -> None:
    desk = station.open()
    register(desk)
    with desk.store.transaction() as connection:
        before = current_epoch(connection, desk.store.identity.installation)
        head = log.head(connection, before)
        tick = log.greatest_tick(connection)
    station.close()
    station.lose_state()
    desk = station.open()
    register(desk)
    with desk.store.transaction() as connection:
        event = next(e for e in all_events(connection) if e.header.type == "epoch.opened" and e.header.epoch != before)
        payload = msgspec.json.decode(event.payload or b"", type=EpochOpened)
        assert current_epoch(connection, desk.store.identity.installation) == event.header.epoch
    assert (payload.predecessor, payload.last_seq, payload.last_hash) == (before, head.seq, head.hash)
    assert payload.suspected_loss
    assert (event.header.seq, event.header.prev, event.header.tick) == (1, "", tick + 1)


def test_an_old_copy_in_the_place_of_the_data_is_noticed(station: Station, tmp_path: Path) -> None:
    old = station.snapshot(tmp_path / "old")
    desk = station.open()
    register(desk)
    station.put_back(old)
    _look(station)
    desk = station.open()
    register(desk)
    assert _reasons(desk) == ("new", "behind_anchor")
    station.close()
    desk = station.open()
    register(desk)
    assert _reasons(desk) == ("new", "behind_anchor")


def test_an_old_copy_that_went_on_elsewhere_is_noticed(station: Station, tmp_path: Path) -> None:
    """As many events as the anchor knows, but others."""
    old = station.snapshot(tmp_path / "old")
    register(station.open())
    station.close()
    state = station.state / "anchors"
    kept = {f.name: f.read_bytes() for f in state.iterdir()}
    station.put_back(old)
    twin = Anchor("", 0, "")
    for file in state.iterdir():
        if file.suffix == ".json":
            twin = msgspec.json.decode(file.read_bytes(), type=Anchor)
            with station.open().store.transaction() as connection:
                head = log.head(connection, twin.epoch)
            file.write_bytes(msgspec.json.encode(Anchor(twin.epoch, head.seq, head.hash, {})))
    station.close()
    register(station.open())
    station.close()
    for name, data in kept.items():
        (state / name).write_bytes(data)
    desk = station.open()
    assert _reasons(desk) == ("new",)
    register(desk)
    assert _reasons(desk) == ("new", "behind_anchor")


def test_a_crash_before_the_anchor_moved_is_no_rewind(station: Station) -> None:
    desk = station.open()
    anchors = station.state / "anchors"
    kept = {f: f.read_bytes() for f in anchors.iterdir()}
    with desk.uow(desk.viewer) as uow:
        settle_quickly(quick(), uow, desk.papers)
        uow.commit()
    station.close()
    for file, data in kept.items():
        file.write_bytes(data)
    desk = station.open()
    register(desk)
    assert _reasons(desk) == ("new",)


def test_a_first_write_that_was_rolled_back_leaves_nothing(station: Station) -> None:
    station.lose_state()
    desk = station.open()
    with desk.uow(desk.viewer) as uow:
        uow.record(uow.new_id(), EpochOpened("x", "y", "", "new"))
    assert _reasons(desk) == ("new",)
    case = register(desk)
    register(desk)
    assert _reasons(desk) == ("new", "anchor_missing")
    with desk.store.transaction() as connection:
        epoch = current_epoch(connection, desk.store.identity.installation)
        numbers = connection.execute(select(log_event.c.epoch_no).distinct()).scalars().all()
        assert len(log.epochs(connection)) == len(numbers) == 2
        assert case.case_id in {read_header(raw).id for _hash, raw, *_body in log.lines(connection, epoch, 1, 100)}


def test_a_demanded_epoch_is_opened_once(station: Station) -> None:
    desk = station.open()
    with desk.store.transaction() as connection:
        put_setting(connection, "epoch.demanded", "receipt_ahead")
        connection.commit()
    station.close()
    for _ in range(2):
        desk = station.open()
        register(desk)
        station.close()
    desk = station.open()
    assert _reasons(desk) == ("new", "receipt_ahead")
    with desk.store.transaction() as connection:
        assert get_setting(connection, "epoch.demanded") == ""


def test_own_events_that_come_back_do_not_bring_their_epoch_back(station: Station, tmp_path: Path) -> None:
    """Set back, went on in a new epoch; then the county returns what was lost, among it a later epoch of that time."""
    old = station.snapshot(tmp_path / "old")
    desk = station.open()
    register(desk)
    register(desk)
    with desk.store.transaction() as connection:
        put_setting(connection, "epoch.demanded", "receipt_ahead")
        connection.commit()
    station.close()
    desk = station.open()
    register(desk)
    with desk.store.transaction() as connection:
        lost = all_events(connection)
    station.put_back(old)
    station.lose_state()
    desk = station.open()
    register(desk)
    with desk.store.transaction() as connection:
        mine = current_epoch(connection, desk.store.identity.installation)
        store_events(connection, lost)
        connection.commit()
    desk.store.forget_place()
    register(desk)
    station.close()
    desk = station.open()
    register(desk)
    assert len(_epochs(desk).epochs) == 3
    with desk.store.transaction() as connection:
        assert current_epoch(connection, desk.store.identity.installation) == mine
        forked = select(log_event.c.epoch_no, log_event.c.seq).group_by(log_event.c.epoch_no, log_event.c.seq)
        assert connection.execute(forked.having(func.count() > 1)).all() == []


def test_a_clone_s_events_in_the_own_epoch_end_it(station: Station, tmp_path: Path) -> None:
    copied = tmp_path / "clone"
    copied.mkdir()
    clone = Station(Template(station.folder, station.state, []), copied)
    theirs = clone.open()
    for _ in range(3):
        register(theirs)
    with theirs.store.transaction() as connection:
        events = all_events(connection)
    clone.close()
    desk = station.open()
    register(desk)
    with desk.store.transaction() as connection:
        assert store_events(connection, events).forks > 0
        connection.commit()
    desk.store.forget_place()
    register(desk)
    assert _reasons(desk) == ("new", "receipt_ahead")


# ---- numbers --------------------------------------------------------------------------------------------------------
def test_numbers_run_on_without_gap(station: Station) -> None:
    assert _serials(station.open(), 2) == ["第1号", "第2号"]
    station.close()
    assert _serials(station.open()) == ["第3号"]


def test_a_number_that_was_rolled_back_is_given_again(desk: Desk) -> None:
    with desk.uow(desk.viewer) as uow:
        assert register_case(registration(), uow).number.endswith("第1号")
    assert _serials(desk) == ["第1号"]


def test_a_number_printed_before_a_rewind_is_not_given_twice(station: Station, tmp_path: Path) -> None:
    desk = station.open()
    assert _serials(desk, 2) == ["第1号", "第2号"]
    old = station.snapshot(tmp_path / "old")
    desk = station.open()
    assert _serials(desk, 2) == ["第3号", "第4号"]
    petition = register(desk, kind="petition", category="", source="visit").number
    assert petition.endswith("信访登〔2026〕1号")
    station.put_back(old)
    desk = station.open()
    assert _serials(desk) == ["第5号"]
    station.close()
    desk = station.open()
    assert register(desk, kind="petition", category="", source="visit").number.endswith("〔2026〕2号")
    assert _serials(desk) == ["第6号"]


def test_two_rewinds_in_a_row_give_no_number_twice(station: Station, tmp_path: Path) -> None:
    old = station.snapshot(tmp_path / "old")
    given: list[str] = []
    for _ in range(3):
        given += _serials(station.open(), 2)
        station.put_back(old)
    assert given == ["第1号", "第2号", "第3号", "第4号", "第5号", "第6号"]


def test_without_an_anchor_numbers_carry_the_ordinal_of_the_epoch(station: Station) -> None:
    assert _serials(station.open(), 2) == ["第1号", "第2号"]
    station.close()
    station.lose_state()
    desk = station.open()
    assert _serials(desk, 2) == ["第3-2号", "第4-2号"]
    with desk.store.transaction() as connection:
        put_setting(connection, "numbers.trusted", current_epoch(connection, desk.store.identity.installation))
        connection.commit()
    assert _serials(desk) == ["第5号"]
    station.close()
    station.lose_state()
    assert _serials(station.open()) == ["第6-3号"]


def test_numbers_of_an_epoch_behind_its_anchor_carry_no_ordinal(station: Station, tmp_path: Path) -> None:
    old = station.snapshot(tmp_path / "old")
    register(station.open())
    station.put_back(old)
    assert _serials(station.open()) == ["第2号"]


class _NoAnchors(SystemFs):
    """A state folder that cannot be written (full, or taken away)."""

    def rename(self, source: Path, target: Path) -> None:
        if "anchors" in target.parts:
            raise OSError(28, "No space left on device")
        super().rename(source, target)


def test_an_anchor_that_cannot_be_written_does_not_undo_a_commit(station: Station) -> None:
    station.doors = Doors(fs=_NoAnchors(), clock=station.clock, cost=station.doors.cost, state=station.state)
    assert _serials(station.open(), 2) == ["第1号", "第2号"]
    station.close()
    assert _serials(station.open()) == ["第3号"]


def test_a_damaged_anchor_is_a_missing_one(station: Station) -> None:
    for file in (station.state / "anchors").iterdir():
        file.write_bytes(b"{")
    desk = station.open()
    register(desk)
    assert _reasons(desk) == ("new", "anchor_missing")


@pytest.mark.parametrize("reason", ["restored", "rebuilt"])
def test_a_restore_through_the_program_opens_an_epoch(station: Station, reason: str) -> None:
    desk = station.open()
    with desk.store.transaction() as connection:
        put_setting(connection, "epoch.demanded", reason)
        connection.commit()
    register(desk)
    assert _reasons(desk) == ("new", reason)
