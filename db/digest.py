"""The canonical digest of the whole state, and the rebuild of everything derived from the log; writes nothing else.

`digest` = SHA-256 over the sorted header hashes and the state rows in canonical JSON ordered by primary key. Import
times, receipts, journal and the reader's own `epoch.opened` are outside it. Sealed matters have a digest of their own,
or the open one would tell of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, Table, not_, select

from db import log
from db.projections import project
from db.tables import cache_pending, log_event, state_activity, state_case, state_installation, state_sealed, tables_of
from desktop.domain.sealed import SEALED_AGGREGATE


def digest(connection: Connection, own_installation: str = "") -> str:
    """64 hex digits; equal for equal sets of connected events, whatever the order they came in."""
    total = hashlib.sha256()
    own = (log_event.c.type == "epoch.opened") & (log_event.c.id == own_installation)
    counted = (log_event.c.connected == 1, not_(own), log_event.c.aggregate != SEALED_AGGREGATE)
    for event_hash in sorted(connection.execute(select(log_event.c.hash).where(*counted)).scalars()):
        total.update(event_hash)
    for table in tables_of("state"):
        if table is state_sealed:
            continue
        rows = select(table).order_by(*_order(connection, table))
        if table is state_installation:
            rows = rows.where(table.c.id != own_installation)
        named = table in _LATER
        if not named:
            total.update(table.name.encode())
        for row in connection.execute(rows.execution_options(yield_per=1000)):
            if named:
                total.update(table.name.encode())
                named = False
            total.update(log.canonical_row(row))
    return total.hexdigest()


_LATER = frozenset({state_activity})
"""Tables that came after the first schema: without a row they say nothing, so that older data keep their digest."""


def _order(connection: Connection, table: Table) -> list[ColumnElement[Any]]:
    """By primary key, texts by their bytes: a server orders by the language it was set up with."""
    if connection.dialect.name != "postgresql":
        return list(table.primary_key.columns)
    return [c.collate("C") if isinstance(c.type, String) else c for c in table.primary_key.columns]


def sealed_digest(connection: Connection) -> str:
    """The digest of the sealed route alone, for those who may see it."""
    total = hashlib.sha256()
    sealed = (log_event.c.connected == 1, log_event.c.aggregate == SEALED_AGGREGATE)
    for event_hash in sorted(connection.execute(select(log_event.c.hash).where(*sealed)).scalars()):
        total.update(event_hash)
    for row in connection.execute(select(state_sealed).order_by(state_sealed.c.id)):
        total.update(log.canonical_row(row))
    return total.hexdigest()


def rebuild(connection: Connection, report: Callable[[int, int], None] | None = None) -> None:
    """Empty all state rows and fold every aggregate of the log again; the cache is marked to be made anew."""
    for table in tables_of("state"):
        connection.execute(table.delete())
    everything = list(log.aggregates(connection))
    for start in range(0, len(everything), 400):
        project(connection, dict(everything[start : start + 400]))
        if report is not None:
            report(min(start + 400, len(everything)), len(everything))
    connection.execute(cache_pending.delete())
    connection.execute(cache_pending.insert().from_select(["case_id"], select(state_case.c.id)))
