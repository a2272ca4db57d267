"""Reads what still reads of a damaged database, event by event, for the station restored from an older backup.

Nothing is believed: an event counts only when its header has its hash; a body that does not fit its header is left
out and the header kept, so that the county can send the body again. Reads only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Engine, inspect, select, text

from db.tables import local_draft, log_blob, log_event
from desktop.domain.canonical import sha256
from desktop.domain.errors import Situation
from desktop.domain.events import Event, read_event
from desktop.domain.progress import Report

_SLICE = 64
_STATES = ("present", "withheld", "sealed", "disposed")


class Readable(NamedTuple):
    """What was read. `lost`: at least so many rows of the log do not read or are not what they claim."""

    events: list[Event]
    lost: int
    blobs: list[str]
    drafts: list[dict[str, Any]]


def read_what_reads(engine: Engine, known: frozenset[bytes], report: Report) -> Readable:
    """Every event that is not in `known` and still reads, attachments' hashes and drafts. Raises Cancelled."""
    bodies: dict[bytes, tuple[str, bytes | None, bytes | None]] = {}
    for row in _rows(engine, _bodies(engine), "hash, state, salt, payload", report):
        if row is not None and row.hash not in known:
            bodies[row.hash] = (row.state, row.salt, row.payload)
    events = []
    lost = 0  # a body that does not read is no loss of its own: events are counted once, by their headers
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


def _bodies(engine: Engine) -> str:
    """The table of the bodies: a program before schema 0004 kept them apart."""
    with engine.connect() as connection:
        return "log_body" if inspect(connection).has_table("log_body") else "log_event"


def _event(digest: bytes, header: bytes, body: tuple[str, bytes | None, bytes | None] | None) -> Event | None:
    """The event of a stored row; without its body when that is missing or bent."""
    if sha256(header) != digest:
        return None
    try:
        if body is not None and body[0] in _STATES:
            state, salt, payload = body
            try:
                return read_event(header, salt or b"", payload, state)  # type: ignore[arg-type]
            except ValueError:
                pass
        return read_event(header, b"", None, "withheld")
    except ValueError:
        return None


def _rows(engine: Engine, table: str, columns: str, report: Report) -> Iterator[Any]:
    """Every row of a table by its place in the file, None for one that does not read; never through an index."""
    last, sure = _last_place(engine, table)
    for start in range(1, last + 1, _SLICE):
        report(start, last, "salvage")
        end = min(start + _SLICE - 1, last)
        found = list(_parts(engine, table, columns, start, end))
        yield from found
        nothing = len(found) == end - start + 1 and all(row is None for row in found)
        if nothing and not sure and not _reads_beyond(engine, table, end, last):
            return


def _parts(engine: Engine, table: str, columns: str, first: int, last: int) -> Iterator[Any]:
    """The rows of a range; where it does not read as a whole, of its halves."""
    found = _slice(engine, table, columns, first, last)
    if found is not None:
        yield from found
    elif first == last:
        yield None
    else:
        middle = (first + last) // 2
        yield from _parts(engine, table, columns, first, middle)
        yield from _parts(engine, table, columns, middle + 1, last)


def _slice(engine: Engine, table: str, columns: str, first: int, last: int) -> list[Any] | None:
    query = text(f'SELECT {columns} FROM "{table}" NOT INDEXED WHERE rowid BETWEEN :first AND :last')  # noqa: S608
    try:
        with engine.connect() as connection:
            return list(connection.execute(query, {"first": first, "last": last}))
    except Situation:
        return None


def _last_place(engine: Engine, table: str) -> tuple[int, bool]:
    """The greatest row number and True; where that does not read, more than there can be and False."""
    try:
        with engine.connect() as connection:
            found = connection.execute(text(f'SELECT max(rowid) FROM "{table}"')).scalar()  # noqa: S608 - our names
            return int(found or 0), True
    except Situation:
        with engine.connect() as connection:
            pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar() or 0)
            return 40 * pages, False  # a row takes a hundred bytes


def _reads_beyond(engine: Engine, table: str, place: int, last: int) -> bool:
    """Whether a row after `place` still reads, looking in ever greater steps: else the rest is given up."""
    steps = (place + (1 << power) for power in range(last.bit_length()))
    return any(_slice(engine, table, "rowid", step, step) is not None for step in steps if step <= last)


def known_hashes(engine: Engine) -> frozenset[bytes]:
    """The hashes of all events a whole database has."""
    with engine.connect() as connection:
        return frozenset(connection.execute(select(log_event.c.hash)).scalars())


def known_blobs(engine: Engine) -> frozenset[str]:
    """The content hashes of all attachments a whole database has."""
    with engine.connect() as connection:
        return frozenset(connection.execute(select(log_blob.c.hash)).scalars())
