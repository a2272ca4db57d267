"""A bundle of which nothing was heard: told as overdue, its attachments go again; one that was refused says why."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from sqlalchemy import select

from db import exchange, inbox
from db.inbox import InboxRow
from db.tables import local_outbox
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.exchange import export, import_file
from desktop.bootstrap.inbox import take_file
from desktop.bootstrap.station import Desk, open_station
from desktop.domain.receipts import Receipt
from desktop.domain.station_board import OVERDUE_DAYS
from desktop.services.seams import FixedClock, SystemFs
from desktop.usecases.attach_file import AttachFile, attach_file
from tests.db.county_kit import PASSPHRASE, STATIONS, bundles, doors, fill, make_county, make_station
from tests.db.station_kit import NOW


class Pair(NamedTuple):
    county: Desk
    station: Desk

    def pass_days(self, days: int) -> None:
        for desk in self:
            clock = desk.doors.clock
            assert isinstance(clock, FixedClock)
            clock.at += timedelta(days=days)

    def states(self) -> list[str]:
        """Newest first."""
        return [b.state for b in self.station.queries.sync_state(self.station.viewer).bundles]

    def answer(self, folder: Path) -> None:
        SystemFs().mkdir(folder)
        for path in send_down(self.county, folder):
            import_file(self.station, path)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with make_county(tmp_path) as county, make_station(county, tmp_path, STATIONS[0]) as station:
        case_id = fill(station, 1)[0]
        with station.uow(station.viewer) as uow:
            attach_file(AttachFile(case_id, "照片.jpg", "photo", "image/jpeg", b"picture" * 900), uow)
            uow.commit()
        yield Pair(county, station)


def test_a_lost_stick_is_told_and_its_attachments_go_again(pair: Pair, tmp_path: Path) -> None:
    (lost,) = bundles(pair.station, tmp_path / "lost")
    lost.unlink()
    pair.pass_days(OVERDUE_DAYS)
    assert pair.states() == ["on_medium"]
    assert export(pair.station, tmp_path).blobs == 0
    pair.pass_days(1)
    assert pair.states() == ["on_medium", "overdue"]
    waiting = pair.station.queries.sync_state(pair.station.viewer).attachments.waiting
    assert waiting.count == 1
    again = export(pair.station, tmp_path / "lost")
    assert again.blobs == 1
    assert take_file(pair.county, again.paths[0]).state == "STORED"
    pair.answer(tmp_path / "down")
    assert pair.states() == ["received"] * 3
    pair.pass_days(OVERDUE_DAYS + 1)
    assert export(pair.station, tmp_path).blobs == 0


def test_a_refused_file_says_why_until_its_records_have_come(pair: Pair, tmp_path: Path) -> None:
    (first,) = export(pair.station, tmp_path).paths
    with pair.station.store.transaction() as connection:
        named = connection.execute(select(local_outbox.c.bundle_id)).scalar_one().partition(".")[0]
    with pair.county.store.transaction() as connection:
        row = InboxRow("d" * 64, first.name, "QUARANTINED", NOW.isoformat(), named, STATIONS[0], "E13")
        inbox.note(connection, row)
        connection.commit()
    fill(pair.station, 1)
    (second,) = export(pair.station, tmp_path).paths
    assert (
        take_file(pair.county, second).state == "STORED"
    )  # it introduces the computer, so that a receipt can be given
    with pair.county.store.transaction() as connection:
        receipt = exchange.receipt_for(connection, pair.county.store.identity, STATIONS[0], NOW)
    nothing = msgspec.structs.replace(receipt, epochs=())
    assert told(pair, nothing) == [
        f"{first.name}：导入后的数目与数据包声明的不一致，已全部退回。请让发送方完整导出一次再导入。（E13）"
    ]
    assert sorted(pair.states()) == ["on_medium", "refused"]
    assert told(pair, receipt) == []
    assert pair.states() == ["received", "received"]


def told(pair: Pair, receipt: Receipt) -> list[str]:
    """What the sync page says was refused, after this receipt."""
    with pair.station.store.transaction() as connection:
        exchange.join_receipt(connection, receipt, NOW)
        connection.commit()
    return list(pair.station.queries.sync_state(pair.station.viewer).refused)


def test_a_stick_remembers_what_a_computer_that_was_set_back_has_lost(tmp_path: Path) -> None:
    """Net 5: told at the export, before any county hears of it."""
    with make_county(tmp_path) as county:
        make_station(county, tmp_path, STATIONS[0]).close()
    folder, state = tmp_path / STATIONS[0], tmp_path / f"{STATIONS[0]}.state"
    shutil.copytree(folder, tmp_path / "old")
    with open_station(folder, "u", PASSPHRASE, doors(state)) as station:
        fill(station, 1)
        (tmp_path / "stick").mkdir()
        assert not export(station, tmp_path / "stick").behind
        assert not export(station, tmp_path / "stick").behind
    with open_station(tmp_path / "old", "u", PASSPHRASE, doors(tmp_path / "other.state")) as back:
        fill(back, 2)
        assert export(back, tmp_path / "stick").behind
        (tmp_path / "new stick").mkdir()
        assert not export(back, tmp_path / "new stick").behind
