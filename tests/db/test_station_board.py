"""The county's board of stations tells the truth at every step, on the file and on PostgreSQL (I21; scenario 9)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from db import inbox
from db.exchange import receipt_for
from db.store import put_setting
from desktop.bootstrap.backup import run_backup
from desktop.bootstrap.county import enrol
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.county_reissue import revoke
from desktop.bootstrap.exchange import import_file
from desktop.bootstrap.inbox import take_file, take_inbox
from desktop.bootstrap.server_backup import begin_server_backup, confirm_server_backup
from desktop.bootstrap.station import Desk, open_station
from desktop.cli import main
from desktop.domain.errors import RuleViolation
from desktop.domain.station_board import StationLine
from desktop.domain.viewer import Viewer
from desktop.services.seams import SystemFs
from desktop.usecases.attach_file import AttachFile, attach_file
from tests.db.county_kit import (
    PASSPHRASE,
    STATIONS,
    bundles,
    copy_to_server,
    doors,
    fill,
    make_county,
    make_station,
    mark_durable,
)
from tests.db.station_kit import NOW

ONE, OTHER = STATIONS


@pytest.fixture(params=["file", "server"])
def county(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    made = make_county(tmp_path)
    if request.param == "server":
        made.close()
        made = open_station(tmp_path / "county", "admin", PASSPHRASE, doors(tmp_path / "county.state"))
        folder = copy_to_server(made, tmp_path / "server", request.getfixturevalue("postgres_url"))
        made.close()
        made = open_station(folder, "admin", PASSPHRASE, doors(tmp_path / "server" / "county.state"))
    yield made
    made.close()


def line_of(county: Desk, code: str = ONE) -> StationLine:
    return next(line for line in county.queries.stations(county.viewer).lines if line.code == code)


def test_from_the_invitation_to_a_safe_copy(county: Desk, tmp_path: Path) -> None:
    with make_station(county, tmp_path, ONE) as station:
        assert line_of(county).troubles(NOW) == ("silent",)
        assert (line_of(county).computers, line_of(county).invited) == (0, 1)
        fill(station, 2)
        take_inbox(county, bundles(station, tmp_path / "stick")[0].parent)
        line = line_of(county)
        assert line.troubles(NOW) == ("unanswered",)
        assert (line.computers, line.invited) == (1, 0)
        assert line.records == station.queries.sync_state(station.viewer).written > 0
        assert line.durable == 0
        send_down(county, tmp_path)
        assert line_of(county).troubles(NOW) == ()
        mark_durable(county)
        assert line_of(county).durable == line.records
        assert line_of(county).troubles(NOW + timedelta(days=14)) == ()
        assert line_of(county).troubles(NOW + timedelta(days=15)) == ("overdue",)


@pytest.mark.parametrize("begun", [True, False])
def test_a_gap_is_told_until_it_is_filled(tmp_path: Path, begun: bool) -> None:
    """A county that was set back: what a station sends since the receipt it has comes before what was lost.

    `begun`: the county knew the beginning of the epoch; else only the bundle says whose the waiting ones are.
    """
    county = make_county(tmp_path)
    with make_station(county, tmp_path, ONE) as station:
        take_file(county, bundles(station, tmp_path / "begin")[0])
        before = station.queries.sync_state(station.viewer).written
        county.close()
        shutil.copytree(tmp_path / "county", tmp_path / "before")
        county = open_station(tmp_path / "county", "admin", PASSPHRASE, doors(tmp_path / "county.state"))
        if not begun:
            with station.store.transaction() as connection:
                put_setting(connection, "epoch.demanded", "restored")
                connection.commit()
            station.store.forget_place()
        fill(station, 1)
        (first,) = bundles(station, tmp_path / "first")
        take_file(county, first)
        for path in send_down(county, tmp_path):
            import_file(station, path)
        county.close()
        known = station.queries.sync_state(station.viewer).written
        fill(station, 2)
        written = station.queries.sync_state(station.viewer).written
        (later,) = bundles(station, tmp_path / "later")
    with open_station(tmp_path / "before", "admin", PASSPHRASE, doors(tmp_path / "before.state")) as county:
        take_file(county, later)
        line = line_of(county)
        lost = known - before if begun else known
        assert (line.records, line.missing, line.waiting, line.waits) == (before, lost, written - known, 1)
        with county.store.transaction() as connection:
            receipt = receipt_for(connection, county.store.identity, ONE, NOW)
        assert [mark.beyond for mark in receipt.epochs if mark.beyond] == [((known + 1, written),)]
        assert line.troubles(NOW)[0] == "gap"
        take_file(county, first)
        line = line_of(county)
        whole = written if begun else before + written
        assert (line.records, line.missing, line.waiting, line.waits) == (whole, 0, 0, 0)
        assert "gap" not in line.troubles(NOW)


def test_what_was_refused_or_not_sent_is_told(county: Desk, tmp_path: Path) -> None:
    with make_station(county, tmp_path, ONE) as station:
        case_id = fill(station, 1)[0]
        with station.uow(station.viewer) as uow:
            attach_file(AttachFile(case_id, "照片.jpg", "photo", "image/jpeg", b"picture" * 900), uow)
            uow.commit()
        (path,) = bundles(station, tmp_path / "stick")
        installation = station.store.identity.installation
    good = path.read_bytes()
    path.write_bytes(good[:3000] + bytes([good[3000] ^ 1]) + good[3001:])
    assert take_file(county, path).state == "QUARANTINED"
    shown = county.queries.stations(county.viewer)
    assert (shown.lines[0].aside, shown.strange) in ((1, 0), (0, 1))
    path.write_bytes(good)
    take_file(county, path)
    revoke(county, installation, "电脑丢失")
    assert line_of(county).troubles(NOW)[-2:] == ("retired", "unanswered")


def test_only_somebody_of_the_county_sees_it(county: Desk) -> None:
    with pytest.raises(RuleViolation, match="R-203"):
        county.queries.stations(Viewer("x", "甲", ("mediator",)))


def test_the_command_line_tells_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with make_county(tmp_path) as county:
        enrol(county, OTHER, "石门站", tmp_path)
    secret = tmp_path / "word"
    secret.write_text(PASSPHRASE)
    call = ["county", "stations", "--data", str(tmp_path / "county"), "--password-file", str(secret)]
    assert main(call) == 0
    assert f"{OTHER} 石门站：已收到0条，已稳妥保存0条；还没有来过" in capsys.readouterr().out
    assert main([*call, "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["code"], told["troubles"], told["records"]) == (OTHER, ["silent"], 0)


class TwoDisks(SystemFs):
    """Everything called "stick" lies on another disk."""

    def device(self, path: Path) -> int:
        return 2 if "stick" in path.parts else 1


def test_only_a_proven_copy_on_another_disk_is_promised(tmp_path: Path) -> None:
    """What comes after it is not; and a station hears of it with its next receipt."""
    county = make_county(tmp_path)
    county.doors = msgspec.structs.replace(county.doors, fs=TwoDisks())
    with make_station(county, tmp_path, ONE) as station:
        fill(station, 1)
        take_inbox(county, bundles(station, tmp_path / "first")[0].parent)
        (tmp_path / "stick").mkdir()
        run_backup(county, tmp_path / "here")
        assert line_of(county).durable == 0
        run_backup(county, tmp_path / "stick")
        safe = line_of(county).durable
        assert safe == line_of(county).records > 0
        fill(station, 1)
        take_inbox(county, bundles(station, tmp_path / "second")[0].parent)
        assert line_of(county).durable == safe < line_of(county).records
        (tmp_path / "down").mkdir()
        for path in send_down(county, tmp_path / "down"):
            import_file(station, path)
        state = station.queries.sync_state(station.viewer)
        assert (state.received, state.durable) == (state.written, safe)
        with county.store.transaction() as connection:
            states = [row.state for row in inbox.rows(connection, inbox.KEPT)]
        assert states == ["DURABLE", "PROJECTED"]
    with pytest.raises(RuleViolation, match="R-622"):
        begin_server_backup(county)
    county.close()


def test_a_server_s_own_backup_is_promised_once_somebody_has_looked(postgres_url: str, tmp_path: Path) -> None:
    made = make_county(tmp_path)
    with make_station(made, tmp_path, ONE) as station:
        folder = copy_to_server(made, tmp_path / "server", postgres_url)
        made.close()
        fill(station, 1)
        with open_station(folder, "admin", PASSPHRASE, doors(tmp_path / "server" / "county.state")) as county:
            take_inbox(county, bundles(station, tmp_path / "first")[0].parent)
            with pytest.raises(RuleViolation, match="R-623"):
                confirm_server_backup(county, "备份机")
            begin_server_backup(county)
            held = line_of(county).records
            fill(station, 1)
            take_inbox(county, bundles(station, tmp_path / "second")[0].parent)
            with pytest.raises(RuleViolation, match="R-624"):
                confirm_server_backup(county, " ")
            assert line_of(county).durable == 0
            confirm_server_backup(county, "备份机，已试恢复")
            assert line_of(county).durable == held < line_of(county).records
            with pytest.raises(RuleViolation, match="R-623"):
                confirm_server_backup(county, "备份机")
