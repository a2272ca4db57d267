"""State -> rows: one projection per kind of aggregate. Live write, import and rebuild all go through `project`.

A projection names the pure fold and turns its state into rows; no row is fed by two aggregates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Table, select

from db import log
from db.append import connect_waiting
from desktop.domain.events import Event

Rows = dict[Table, list[dict[str, Any]]]
_READ_AT_ONCE = 400
_AT_ONCE = 2000
"""So many aggregates are folded together whose events are in memory anyway."""


class Projection(NamedTuple):
    """How one kind of aggregate becomes rows.

    `tables`: each with the column that holds the aggregate's id; an aggregate with rows has one in the first of them.
    """

    fold: Callable[[Iterable[Event]], Any]
    rows: Callable[[Any], Rows]
    tables: tuple[tuple[Table, Column[str]], ...]


@cache
def registry() -> Mapping[str, Projection]:
    """Projections by aggregate kind."""
    from db.projections import case, people, public_life, station

    return {**case.PROJECTIONS, **people.PROJECTIONS, **public_life.PROJECTIONS, **station.PROJECTIONS}


def fold(kind: str, events: Iterable[Event]) -> Any:
    """The state of one aggregate; an event of another kind under the same id is none of it."""
    return registry()[kind].fold([e for e in events if e.header.aggregate == kind])


def project(
    connection: Connection, touched: Mapping[str, str], at_hand: Mapping[str, Sequence[Event]] | None = None
) -> None:
    """Fold the touched aggregates anew and replace their rows; in slices, so that memory stays flat.

    `touched`: aggregate id -> kind. `at_hand`: all events of some that were not here before: they
    need not be read, and no rows of theirs can be there.
    """
    here = at_hand or {}
    for chunk in log.chunks([i for i in touched if i in here], _AT_ONCE):
        for states in _states(chunk, touched, here).values():
            _insert_rows(connection, states)
    for chunk in log.chunks([i for i in touched if i not in here], _READ_AT_ONCE):
        for states in _states(chunk, touched, log.events_of(connection, chunk)).values():
            replace_rows(connection, states)


def _states(
    ids: Iterable[str], touched: Mapping[str, str], events: Mapping[str, Sequence[Event]]
) -> dict[str, dict[str, tuple[str, Any]]]:
    """Kind -> aggregate id -> (kind, state)."""
    known = registry()
    by_kind: dict[str, dict[str, tuple[str, Any]]] = {}
    for i in ids:
        mine = events.get(i, [])
        kinds = {touched[i], *[e.header.aggregate for e in mine]}
        for kind in kinds & known.keys():
            state = known[kind].fold(mine) if len(kinds) == 1 else fold(kind, mine)
            by_kind.setdefault(kind, {})[i] = (kind, state)
    return by_kind


def connect_after_gaps(connection: Connection, events: Iterable[Event]) -> dict[str, str]:
    """After decisions on gaps: what stands behind them counts from now on. Returns the aggregates that it touches."""
    touched: dict[str, str] = {}
    for event in events:
        if event.header.type == "gap.accepted":
            touched |= connect_waiting(connection, log.epoch_number(connection, event.header.id))
    if touched:
        project(connection, touched)
    return touched


def replace_rows(connection: Connection, states: Mapping[str, tuple[str, Any]]) -> None:
    """Delete the rows of these aggregates and insert those of their new states."""
    known = registry()
    by_kind: dict[str, list[str]] = {}
    for aggregate_id, (kind, _state) in states.items():
        by_kind.setdefault(kind, []).append(aggregate_id)
    for kind, ids in by_kind.items():
        projection = known[kind]
        for chunk in log.chunks(ids, 400):
            main, key = projection.tables[0]
            there = list(
                connection.execute(select(key).select_from(main).where(log.among(connection, key, chunk))).scalars()
            )
            for table, column in projection.tables if there else ():
                connection.execute(table.delete().where(log.among(connection, column, there)))
    _insert_rows(connection, states)


def _insert_rows(connection: Connection, states: Mapping[str, tuple[str, Any]]) -> None:
    gathered: Rows = {}
    for kind, state in states.values():
        if state is not None:
            for table, rows in registry()[kind].rows(state).items():
                gathered.setdefault(table, []).extend(rows)
    for table, rows in gathered.items():
        in_order = itemgetter(*(c.name for c in table.columns))
        log.bulk_insert(connection, table, [in_order(row) for row in rows])
