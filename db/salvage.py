"""Reads what still reads of a damaged database, event by event, for the station restored from an older backup.

Nothing is believed: an event counts only when its header has its hash; a body that does not fit its header is left
out and the header kept, so that the county can send the body again. Reads only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Engine, select, text

from db.tables import local_draft, log_blob, log_event
from desktop.domain.canonical import sha256
from desktop.domain.errors import Situation
from desktop.domain.events import Event, read_event
from desktop.domain.progress import Report

_SLICE = 64
_STATES = ("present", "withheld", "sealed", "disposed")


class Readable(NamedTuple):
    """What was read: events the caller did not know, rows that did not read or were not what they claim, the rest."""

    events: list[Event]
    lost: int
    blobs: list[str]
    drafts: list[dict[str, Any]]


def read_what_reads(engine: Engine, known: frozenset[bytes], report: Report) -> Readable:
    """Every event that is not in `known` and still reads, attachments' hashes and drafts. Raises Cancelled."""
    bodies: dict[bytes, tuple[str, bytes, bytes | None]] = {}
    lost = 0
    for row in _rows(engine, "log_body", "hash, state, salt, payload", report):
        if row is None:
            lost += 1
        elif row.hash not in known:
            bodies[row.hash] = (row.state, row.salt, row.payload)
    events = []
    lost = 0  # a body without its event is no loss of its own: events are counted once, by their headers
    for row in _rows(engine, "log_event", "hash, header", report):
        event = None if row is None else _event(row.hash, row.header, bodies.get(row.hash))
        if event is None:
            lost += 1
        elif event.hash not in known:
            events.append(event)
    blobs = [row.hash for row in _rows(engine, "log_blob", "hash", report) if row is not None]
    names = ", ".join(f'"{column.name}"' for column in local_draft.columns)
    drafts = [dict(row._mapping) for row in _rows(engine, "local_draft", names, report) if row is not None]
    return Readable(events, lost, blobs, drafts)


def _event(digest: bytes, header: bytes, body: tuple[str, bytes, bytes | None] | None) -> Event | None:
    """The event of a stored row; without its body when that is missing or bent."""
    if sha256(header) != digest:
        return None
    try:
        if body is not None and body[0] in _STATES:
            state, salt, payload = body
            try:
                return read_event(header, salt, payload, state)  # type: ignore[arg-type]
            except ValueError:
                pass
        return read_event(header, b"", None, "withheld")
    except ValueError:
        return None


def _rows(engine: Engine, table: str, columns: str, report: Report) -> Iterator[Any]:
    """Every row of a table by its place in the file, None for one that does not read; never through an index."""
    last = _last_place(engine, table)
    for start in range(1, last + 1, _SLICE):
        report(start, last, "salvage")
        found = _slice(engine, table, columns, start, start + _SLICE - 1)
        if found is not None:
            yield from found
            continue
        for place in range(start, min(start + _SLICE, last + 1)):
            single = _slice(engine, table, columns, place, place)
            yield from [None] if single is None else single


def _slice(engine: Engine, table: str, columns: str, first: int, last: int) -> list[Any] | None:
    query = text(f'SELECT {columns} FROM "{table}" NOT INDEXED WHERE rowid BETWEEN :first AND :last')  # noqa: S608
    try:
        with engine.connect() as connection:
            return list(connection.execute(query, {"first": first, "last": last}))
    except Situation:
        return None


def _last_place(engine: Engine, table: str) -> int:
    """The greatest row number; where that does not read, more than there can be (a row takes at least 100 bytes)."""
    try:
        with engine.connect() as connection:
            return int(connection.execute(text(f'SELECT max(rowid) FROM "{table}"')).scalar() or 0)  # noqa: S608
    except Situation:
        with engine.connect() as connection:
            return 40 * int(connection.exec_driver_sql("PRAGMA page_count").scalar() or 0)


def known_hashes(engine: Engine) -> frozenset[bytes]:
    """The hashes of all events a whole database has."""
    with engine.connect() as connection:
        return frozenset(connection.execute(select(log_event.c.hash)).scalars())


def known_blobs(engine: Engine) -> frozenset[str]:
    """The content hashes of all attachments a whole database has."""
    with engine.connect() as connection:
        return frozenset(connection.execute(select(log_blob.c.hash)).scalars())
