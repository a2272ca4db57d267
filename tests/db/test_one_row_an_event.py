"""Schema 0004 puts a body beside its header: everything is carried over, and the triggers keep what they kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, select, text
from sqlalchemy.exc import DBAPIError

from db import append, log, schema
from db.engine import encrypted_engine
from db.migrate import migrate_copy
from db.salvage import read_what_reads
from db.tables import log_disposal, log_event
from db.verify import log_digest
from desktop.domain import case_events as ce
from desktop.domain.events import Event
from desktop.domain.progress import silent
from tests.builders import CASE, Author, session
from tests.db.event_kit import all_events, bare

KEY = bytes(range(32))
BEFORE = schema.Migrations("0003")


@pytest.fixture(params=["file", "server"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database on either engine."""
    if request.param == "file":
        made = encrypted_engine(tmp_path / "fengqiao.db", KEY)
    else:
        made = create_engine(request.getfixturevalue("postgres_url"))
    yield made
    made.dispose()


def _events() -> list[Event]:
    """A case of seven events: one body withheld, one disposed of elsewhere, the last event waiting for the one before.

    Of the third the body is disposed of here (`_old_log`).
    """
    author = Author("a")
    author.open_case()
    for n in range(6):
        author.record(CASE, session(f"s{n}"))
    chain = author.chain
    return [*chain[:3], bare(chain[3]), bare(chain[4], "disposed"), chain[6]]


def _old_log(engine: Engine) -> list[Event]:
    """A log as the programs before wrote it: a row for the header, one for the body."""
    schema.upgrade(engine, BEFORE)
    events = _events()
    with engine.connect() as connection:
        connection.execute(text("INSERT INTO log_epoch VALUES (1, :id)"), {"id": events[0].header.epoch})
        for event in events:
            _put_in(connection, event, gone=event is events[2])
        connection.commit()
    return events


def _put_in(connection: Connection, event: Event, *, gone: bool) -> None:
    header = event.header
    key = {"seq": header.seq, "hash": event.hash}
    connection.execute(
        text("INSERT INTO log_event VALUES (1, :seq, :hash, :aggregate, :id, :type, :tick, :connected, :header)"),
        key
        | {"aggregate": header.aggregate, "id": header.id, "type": header.type, "tick": header.tick}
        | {"connected": int(header.seq < 7), "header": event.raw},
    )
    if gone:
        connection.execute(text("INSERT INTO log_disposal VALUES (1, :seq, :hash)"), key)
        return
    connection.execute(
        text("INSERT INTO log_body VALUES (1, :seq, :hash, :state, :salt, :payload)"),
        key | {"state": event.body_state, "salt": event.salt, "payload": event.payload},
    )


def _carried(events: list[Event]) -> list[Event]:
    return [bare(event, "disposed") if event is events[2] else event for event in events]


def test_every_header_and_body_is_carried_over(engine: Engine) -> None:
    events = _old_log(engine)
    with engine.connect() as connection:
        before = log_digest(connection)
    schema.upgrade(engine)
    with engine.connect() as connection:
        assert log_digest(connection) == before
        assert all_events(connection) == _carried(events)
        assert list(connection.execute(select(log_event.c.connected).order_by(log_event.c.seq)).scalars()) == [
            1
        ] * 5 + [0]
        assert [e.hash for e in log.events_of(connection, [CASE])[CASE]] == [e.hash for e in events[:5]]
        assert append.append_foreign(connection, events).fresh == []
        assert not schema.missing_objects(connection)


def test_a_file_of_the_program_before_is_upgraded_and_carries_no_empty_pages(tmp_path: Path) -> None:
    path = tmp_path / "fengqiao.db"
    engine = encrypted_engine(path, KEY)
    _old_log(engine)
    author = Author("b")
    author.open_case()
    for n in range(400):
        author.record(CASE, session(f"s{n}"))
    with engine.connect() as connection:
        for event in author.chain:
            if event.header.seq > 7:
                _put_in(connection, event, gone=False)
        connection.commit()
    engine.dispose()
    migrate_copy(path, KEY, silent)
    engine = encrypted_engine(path, KEY)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA freelist_count").scalar() == 0
        assert len(all_events(connection)) == 400
    engine.dispose()


def test_a_damaged_file_of_the_program_before_is_read_for_what_it_has(tmp_path: Path) -> None:
    engine = encrypted_engine(tmp_path / "fengqiao.db", KEY)
    events = _old_log(engine)
    found = read_what_reads(engine, frozenset(), silent)
    engine.dispose()
    # a body that is not there is asked for again: whoever has the decision to dispose of it throws it away again
    assert found.events == [bare(event) if event is events[2] else event for event in events]
    assert found.lost == 0


PRESENT, DISPOSED, WITHHELD, GONE_ELSEWHERE = 1, 3, 4, 5


@pytest.mark.parametrize(
    ("change", "seq"),
    [
        ("payload = :bytes", PRESENT),
        ("salt = :bytes", PRESENT),
        ("state = 'withheld'", PRESENT),
        ("state = 'disposed', payload = NULL", PRESENT),
        ("state = 'disposed', salt = NULL, payload = NULL", PRESENT),
        ("state = 'disposed', salt = NULL, payload = NULL", WITHHELD),
        ("salt = NULL", WITHHELD),
        ("state = 'present', salt = :bytes, payload = :bytes", GONE_ELSEWHERE),
        ("state = 'present', salt = :bytes, payload = :bytes", DISPOSED),
        ("payload = :bytes", DISPOSED),
        ("state = 'present'", DISPOSED),
        ("state = 'withheld'", DISPOSED),
    ],
)
def test_a_body_changes_only_when_it_comes_or_was_disposed_of(engine: Engine, change: str, seq: int) -> None:
    _old_log(engine)
    schema.upgrade(engine)
    values = {"seq": seq} | ({"bytes": b"\x00"} if ":bytes" in change else {})
    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(f"UPDATE log_event SET {change} WHERE seq = :seq"), values)  # noqa: S608


def test_a_body_that_was_withheld_comes_once_and_goes_by_two_persons(engine: Engine) -> None:
    events = _old_log(engine)
    schema.upgrade(engine)
    author = Author("a")
    author.open_case()
    for n in range(6):
        author.record(CASE, session(f"s{n}"))
    whole = author.chain[3]
    decided = author.record(CASE, ce.CaseDisposed((whole.hash.hex(),), "u1", "u2", "期满"))

    def stored() -> Event:
        return all_events(connection)[3]

    with engine.connect() as connection:
        assert stored() == events[3]
        assert append.append_foreign(connection, [whole]).all_touched() == {CASE: "case"}
        assert stored() == whole
        assert append.append_foreign(connection, [whole]).all_touched() == {}
        append.append_foreign(connection, [author.chain[5], decided])
        assert stored() == events[3].__class__(whole.hash, whole.header, whole.raw, b"", None, "disposed")
        assert append.append_foreign(connection, [whole]).all_touched() == {}
        assert stored().payload is None
        assert len(connection.execute(select(log_disposal)).all()) == 2
