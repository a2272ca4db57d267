"""The file on disk: only with its key, damage told apart from a wrong passphrase, nothing readable beside it."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from db import engine as engines
from db.engine import encrypted_engine, forbid_thread
from desktop.bootstrap.station import Desk, open_with_key
from desktop.domain.errors import Situation
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.hold_session import TurnInput, hold_session
from tests.db.station_kit import LOGIN, PASSPHRASE, Station, party, register, session

PAGE = 4096
MARKERS = ("桂花巷标记人", "13800009999", "990000198503150023", "标记陈述墙角渗水", "标记附件内容")


def _code(station: Station, passphrase: str = PASSPHRASE) -> str:
    """How opening and reading everything ends."""
    try:
        desk = station.open(LOGIN, passphrase)
        with desk.store.transaction() as connection:
            for table in ("log_event", "state_case", "state_person", "cache_key", "local_journal"):
                connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 - names of our own
    except Situation as situation:
        return situation.code
    return ""


def _fill(station: Station) -> None:
    desk = station.open()
    for _ in range(3):
        register(desk)
    station.close()


def _flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x40
    path.write_bytes(data)


def test_a_wrong_passphrase_is_no_damage(station: Station) -> None:
    assert _code(station) == ""
    station.close()
    assert _code(station, "春江水暖2025") == "S-201"
    assert _code(station) == ""


def test_a_damaged_first_page_is_told_as_what_it_is(station: Station) -> None:
    for at in (3, 20, 2000, PAGE - 1):
        _flip(station.database, at)
        assert _code(station) == "S-264"
        _flip(station.database, at)
    _flip(station.database, 20)
    assert _code(station, "春江水暖2025") == "S-201"


def test_a_damaged_later_page_is_damage(station: Station) -> None:
    _fill(station)
    pages = station.database.stat().st_size // PAGE
    for page in range(1, pages):
        _flip(station.database, page * PAGE + 100)
    assert _code(station) == "S-202"


@pytest.mark.parametrize("keep", [0, 16, 1000, PAGE, PAGE + 10])
def test_a_cut_file_is_damage(station: Station, keep: int) -> None:
    _fill(station)
    station.database.write_bytes(station.database.read_bytes()[:keep])
    assert _code(station) in ("S-202", "S-264")
    assert _code(station, "春江水暖2025") == "S-201"


def test_another_key_does_not_open_the_file(station: Station) -> None:
    with pytest.raises(Situation) as told:
        open_with_key(station.folder, LOGIN, bytes(32), station.doors)
    assert told.value.code == "S-264"
    assert _code(station) == ""  # the lock was let go


def test_plain_sqlite_reads_nothing(station: Station) -> None:
    assert not station.database.read_bytes().startswith(b"SQLite format 3")
    connection = sqlite3.connect(station.database)
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT * FROM log_event")
    connection.close()


def test_no_readable_word_lies_on_the_disk(station: Station) -> None:
    desk = station.open()
    case = register(
        desk,
        summary=MARKERS[3],
        parties=(party(MARKERS[0], phone=MARKERS[1], id_number=MARKERS[2]), party("许志强", "respondent")),
    )
    with desk.uow(desk.viewer) as uow:
        hold_session(session(case, turns=(TurnInput(case.parties[0], MARKERS[0], MARKERS[3]),)), uow)
        attach_file(AttachFile(case.case_id, MARKERS[0], "file", "text/plain", MARKERS[4].encode()), uow)
        uow.save_draft("session", case.case_id, MARKERS[0], MARKERS[3])
        uow.journal("case.looked", case.case_id)
        uow.commit()
    assert (station.folder / "fengqiao.db-wal").stat().st_size > 0
    _nothing_readable(station)
    station.close()
    _nothing_readable(station)


def _nothing_readable(station: Station) -> None:
    files = [f for folder in (station.folder, station.state) for f in folder.rglob("*") if f.is_file()]
    assert {f.suffix for f in files} >= {".db", ".json", ".age"}
    for file in files:
        data = file.read_bytes() + str(file.relative_to(file.anchor)).encode()
        for marker in MARKERS:
            for spelling in (marker.encode(), marker.encode("utf-16-le"), marker.encode("gb18030")):
                assert spelling not in data, file


def test_every_connection_has_key_wal_and_full_sync(desk: Desk) -> None:
    def pragma(name: str) -> object:
        with desk.store.transaction() as connection:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") == 10000
    assert pragma("temp_store") == 2
    assert pragma("cipher_version")


def test_readers_cannot_write(station: Station) -> None:
    desk = station.open()
    reader = encrypted_engine(station.database, desk.key, read_only=True)
    with reader.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA query_only").scalar() == 1
        with pytest.raises(Situation) as told:
            connection.exec_driver_sql("DELETE FROM local_setting")
    reader.dispose()
    assert told.value.code == "S-263"


def test_the_guard_raises_on_the_forbidden_thread_only(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = station.open()
    key = desk.key
    station.close()
    monkeypatch.setattr(engines, "guards", [forbid_thread(threading.current_thread())])
    engine = encrypted_engine(station.database, key)
    with pytest.raises(AssertionError, match="UI thread"), engine.connect():
        pass
    read: list[int] = []

    def elsewhere() -> None:
        with engine.connect() as connection:
            read.append(int(connection.exec_driver_sql("SELECT count(*) FROM log_event").scalar() or 0))

    worker = threading.Thread(target=elsewhere)
    worker.start()
    worker.join()
    engine.dispose()
    assert read[0] > 0


def test_a_folder_is_open_once(station: Station) -> None:
    station.open()
    with pytest.raises(Situation) as told:
        station.open()
    assert told.value.code == "S-231"
    assert LOGIN in told.value.message
    station.close()
    assert _code(station) == ""
