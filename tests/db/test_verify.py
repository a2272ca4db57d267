"""Whoever changes things past the program is found: every kind of change by the check that is made for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.bootstrap.verify import verify, verify_desk
from desktop.domain.errors import Cancelled
from tests.db.backup_kit import (
    PHOTOS,
    add_case,
    check,
    files,
    flip,
    key_of,
    keyed,
    kinds,
)
from tests.db.station_kit import Station, Template

TRIGGERS = (
    "log_event_keeps_update",
    "log_event_keeps_delete",
    "log_event_keeps_body",
    "local_journal_keeps_update",
    "local_journal_keeps_delete",
)


def tamper(station: Station, *statements: str) -> None:
    """Change rows as somebody would who has the key: drop what protects them, change, put the protection back."""
    connection = keyed(station.database, key_of(station))
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    triggers = connection.execute(query).fetchall()
    for name, _sql in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert connection.execute(statement).rowcount != 0, statement
    for _name, sql in triggers:
        connection.execute(sql)
    connection.close()


def test_a_whole_station_is_whole(filled: Station) -> None:
    before = files(filled.folder)
    result = check(filled)
    assert result.whole
    assert result.attachments == PHOTOS
    assert result.events >= 12
    assert result.records >= 8
    assert result.told()[-1] == "全部完好。"
    assert files(filled.folder) == before


OTHER_WORDS = "cast(replace(cast(payload AS text), '楼上', '楼下') AS blob)"


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE log_event SET payload = replace(payload, ':', ': ') WHERE seq = 12", {"body"}),
        (f"UPDATE log_event SET payload = {OTHER_WORDS} WHERE cast(payload AS text) LIKE '%楼上%'", {"body", "rows"}),  # noqa: S608
        ("UPDATE log_event SET salt = zeroblob(16) WHERE seq = 5", {"body"}),
        ("UPDATE log_event SET payload = NULL WHERE seq = 5", {"body"}),
        ("UPDATE log_event SET state = 'disposed', salt = NULL, payload = NULL WHERE seq = 5", {"body"}),
        ("UPDATE log_event SET salt = NULL WHERE seq = 5", {"body"}),
        ("UPDATE log_event SET header = header || ' ' WHERE seq = 12", {"event"}),
        ("UPDATE log_event SET header = cast('{}' AS blob) WHERE seq = 12", {"event", "rows"}),
        ("UPDATE log_event SET tick = tick + 100 WHERE seq = 3", {"event"}),
        ("UPDATE log_event SET type = 'case.closed' WHERE seq = 7", {"event"}),
        ("UPDATE log_event SET hash = zeroblob(32) WHERE seq = 5", {"event", "chain"}),
        ("UPDATE log_epoch SET id = 'ffffffffffffffffffffffffffffffff'", {"event"}),
        ("DELETE FROM log_event WHERE seq = 5", {"chain"}),
        ("UPDATE log_event SET connected = 0 WHERE seq = (SELECT max(seq) FROM log_event)", {"rows"}),
        ("UPDATE state_case SET number = '1' WHERE serial = 2", {"rows"}),
        ("DELETE FROM state_case WHERE serial = 2", {"rows"}),
        ("UPDATE state_person SET phone = '13800000000'", {"rows"}),
        ("INSERT INTO state_user SELECT 'u', 'intruder', name, 0, doc FROM state_user", {"rows"}),
        ("INSERT INTO state_party SELECT 'c', party_id, side, kind, record, place FROM state_party", {"rows"}),
        ("UPDATE local_journal SET act = 'nothing' WHERE no = 1", {"journal"}),
        ("DELETE FROM local_journal WHERE no = 1", {"journal"}),
        ("DELETE FROM local_key WHERE name = 'installation.keys'", {"keys"}),
    ],
)
def test_changed_rows_are_found(filled: Station, statement: str, found: set[str]) -> None:
    with filled.open():
        pass  # a second line in the journal: of a chain of one, nothing but the end can be cut
    tamper(filled, statement)
    result = check(filled)
    assert found <= kinds(result), result
    assert "page" not in kinds(result)
    assert all(f.count and f.message and f.safe and f.way_out for f in result.findings)


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_protection_that_is_gone_or_hollow_is_found(filled: Station, trigger: str) -> None:
    connection = keyed(filled.database, key_of(filled))
    [(table,)] = connection.execute("SELECT tbl_name FROM sqlite_master WHERE name = ?", (trigger,))
    connection.execute(f"DROP TRIGGER {trigger}")
    assert [f.names for f in check(filled).findings] == [(trigger,)]
    connection.execute(f"CREATE TRIGGER {trigger} BEFORE DELETE ON {table} BEGIN SELECT 1; END")
    connection.close()
    assert kinds(check(filled)) == {"protection"}


def test_a_missing_index_is_found(filled: Station) -> None:
    connection = keyed(filled.database, key_of(filled))
    connection.execute("DROP INDEX ix_state_case_number")
    connection.close()
    assert [f.names for f in check(filled).findings] == [("ix_state_case_number",)]


# ---- attachments ----
def _first_blob(station: Station) -> Path:
    return next((station.folder / "blobs").rglob("*.age"))


def _swap(station: Station) -> None:
    one, other = list((station.folder / "blobs").rglob("*.age"))[:2]
    mine, theirs = one.read_bytes(), other.read_bytes()
    one.write_bytes(theirs)
    other.write_bytes(mine)


@pytest.mark.parametrize(
    ("harm", "kind", "count"),
    [
        (lambda s: _first_blob(s).unlink(), "attachment_missing", 1),
        (lambda s: flip(_first_blob(s), 500), "attachment_damaged", 1),
        (lambda s: _first_blob(s).write_bytes(b""), "attachment_damaged", 1),
        (lambda s: _first_blob(s).write_bytes(_first_blob(s).read_bytes()[:-1]), "attachment_damaged", 1),
        (_swap, "attachment_damaged", 2),
    ],
)
def test_attachments_are_decrypted_and_compared(
    filled: Station, harm: Callable[[Station], object], kind: str, count: int
) -> None:
    harm(filled)
    [found] = check(filled).findings
    assert (found.kind, found.count) == (kind, count)


# ---- keys, anchor ----
def test_keys_that_are_gone_or_strange_are_found(filled: Station, template: Template) -> None:
    path, key = filled.folder / "keys.json", key_of(filled)
    whole = path.read_bytes()
    for harm in (b"", whole[:-40], (template.folder / "keys.json").read_bytes()):
        path.write_bytes(harm)
        assert kinds(verify(filled.folder, key, filled.doors)) == {"keys"}
    path.write_bytes(whole)
    assert check(filled).whole


def test_a_folder_set_back_or_copied_is_found(filled: Station, tmp_path: Path) -> None:
    old = filled.snapshot(tmp_path / "old")
    with filled.open() as desk:
        add_case(desk, 30)
    assert check(filled).whole
    filled.put_back(old)
    assert kinds(check(filled)) == {"set_back"}
    assert kinds(check(filled)) == {"set_back"}  # looking heals no doubt
    filled.lose_state()
    assert kinds(check(filled)) == {"set_back"}


# ---- meanwhile ----
def test_checking_goes_on_beside_the_work(filled: Station) -> None:
    desk = filled.open()
    seen: list[str] = []

    def work_meanwhile(_done: int, _total: int, step: str) -> None:
        if step not in seen:
            seen.append(step)
            add_case(desk, 40 + len(seen))

    assert verify_desk(desk, work_meanwhile).whole
    assert seen == ["pages", "records", "journal", "attachments"]


def test_a_stopped_check_stops(filled: Station) -> None:
    def stop(_done: int, _total: int, step: str) -> None:
        if step == "records":
            raise Cancelled

    with pytest.raises(Cancelled):
        verify(filled.folder, key_of(filled), filled.doors, stop)


def test_attachments_may_be_left_out(filled: Station) -> None:
    shutil.rmtree(filled.folder / "blobs")
    assert verify(filled.folder, key_of(filled), filled.doors, attachments=False).whole
