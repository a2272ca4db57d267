"""What is known of rows that came from or go to other systems' tables: who is registered, which numbers, how far.

Asked inside a unit of work, for many rows at once. Sealed matters are never found here (architecture.md §2).
Rows marked here are local: how far a case was reported to a platform is this desk's own bookkeeping.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from db import search
from db.log import chunks
from db.queries.cases import sees_cases
from db.queries.view import view_of
from db.tables import (
    cache_key,
    cache_pending,
    local_table_row,
    state_case,
    state_organisation,
    state_party,
    state_person,
)
from desktop.domain.case import CaseState
from desktop.domain.case_view import CaseView, Committee
from desktop.domain.viewer import Viewer
from desktop.usecases.table_memory import Batch, KnownCase, KnownPerson, RowMark

_CHUNK = 400


class SqlTableMemory:
    """See `desktop.usecases.table_memory.TableMemory`."""

    def __init__(self, viewer: Viewer, connection: Connection, committee: Callable[[], Committee]) -> None:
        self._viewer = viewer
        self._connection = connection
        self._committee = committee

    def people(self, id_numbers: Iterable[str], names: Iterable[str]) -> tuple[KnownPerson, ...]:
        found: dict[str, KnownPerson] = {}
        for column, wanted in ((state_person.c.id_number, id_numbers), (state_person.c.name, names)):
            for chunk in chunks(sorted({w for w in wanted if w}), _CHUNK):
                rows = self._connection.execute(
                    select(state_person.c.id, state_person.c.name, state_person.c.phone, state_person.c.id_number)
                    .where(column.in_(chunk))
                    .order_by(state_person.c.id)
                )
                found.update((row.id, KnownPerson(row.id, row.name, row.phone, row.id_number)) for row in rows)
        return tuple(found.values())

    def organisations(self, names: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for chunk in chunks(sorted({n for n in names if n}), _CHUNK):
            rows = self._connection.execute(
                select(state_organisation.c.name, state_organisation.c.id)
                .where(state_organisation.c.name.in_(chunk))
                .order_by(state_organisation.c.id.desc())
            )
            found.update((row.name, row.id) for row in rows)
        return found

    def cases_numbered(self, numbers: Iterable[str]) -> dict[str, str]:
        wanted = sorted({n for n in numbers if n})
        found: dict[str, str] = {}
        for chunk in chunks(wanted, _CHUNK):
            rows = self._connection.execute(
                select(cache_key.c.key, cache_key.c.owner)
                .join(state_case, state_case.c.id == cache_key.c.owner)
                .where(cache_key.c.kind == "number", cache_key.c.key.in_(chunk), *self._open())
                .order_by(cache_key.c.owner.desc())
            )
            found.update((row.key, row.owner) for row in rows)
        for state in self._pending():
            found.update((key, state.id) for kind, key in search.case_keys(state) if kind == "number")
        return {number: found[number] for number in wanted if number in found}

    def cases_of(self, records: Iterable[str]) -> tuple[KnownCase, ...]:
        found: list[KnownCase] = []
        for chunk in chunks(sorted(set(records)), _CHUNK):
            rows = self._connection.execute(
                select(state_party.c.record, state_case.c.id, state_case.c.received, state_case.c.doc)
                .join(state_case, state_case.c.id == state_party.c.case_id)
                .where(state_party.c.record.in_(chunk), state_party.c.side == "applicant", *self._open())
            )
            for record, case_id, received, doc in rows:
                summary = msgspec.json.decode(doc, type=CaseState).reg.summary
                found.append(KnownCase(case_id, record, received, summary))
        return tuple(found)

    def batches(self) -> tuple[Batch, ...]:
        rows = self._connection.execute(
            select(cache_key.c.key, func.count(), func.min(state_case.c.opened_at))
            .join(state_case, state_case.c.id == cache_key.c.owner)
            .where(cache_key.c.kind == "batch", *self._open())
            .group_by(cache_key.c.key)
        )
        return tuple(sorted((Batch(key, int(n), at) for key, n, at in rows), key=lambda b: b.at, reverse=True))

    def cases_of_batch(self, batch: str) -> tuple[CaseState, ...]:
        docs = self._connection.execute(
            select(state_case.c.doc)
            .join(cache_key, cache_key.c.owner == state_case.c.id)
            .where(cache_key.c.kind == "batch", cache_key.c.key == batch, *self._open())
            .order_by(state_case.c.serial, state_case.c.id)
        ).scalars()
        return tuple(msgspec.json.decode(doc, type=CaseState) for doc in docs)

    def cases_between(self, day: str, first: str, last: str, kinds: Sequence[str]) -> tuple[str, ...]:
        column = state_case.c.closed_on if day == "closed" else state_case.c.received
        rows = self._connection.execute(
            select(state_case.c.id)
            .where(column >= first, column <= last, state_case.c.kind.in_(kinds), *self._open())
            .order_by(column, state_case.c.serial, state_case.c.id)
        ).scalars()
        return tuple(rows)

    def views(self, case_ids: Sequence[str]) -> tuple[CaseView, ...]:
        committee = self._committee()
        states: dict[str, CaseState] = {}
        for chunk in chunks(list(case_ids), _CHUNK):
            rows = self._connection.execute(
                select(state_case.c.id, state_case.c.doc).where(state_case.c.id.in_(chunk), *self._open())
            )
            states.update((i, msgspec.json.decode(doc, type=CaseState)) for i, doc in rows)
        return tuple(
            view_of(self._viewer, self._connection, states[i], committee, None) for i in case_ids if i in states
        )

    def marks(self, table_map: str) -> dict[str, RowMark]:
        rows = self._connection.execute(select(local_table_row).where(local_table_row.c.map == table_map)).mappings()
        return {
            row["case_id"]: RowMark(
                case_id=row["case_id"],
                state=row["state"],
                platform_number=row["platform_number"],
                reason=row["reason"],
                done=msgspec.json.decode(row["done"], type=tuple[str, ...]),
                at=row["at"],
            )
            for row in rows
        }

    def put_marks(self, table_map: str, marks: Sequence[RowMark]) -> None:
        for chunk in chunks([m.case_id for m in marks], _CHUNK):
            self._connection.execute(
                delete(local_table_row).where(local_table_row.c.map == table_map, local_table_row.c.case_id.in_(chunk))
            )
        rows = [
            {
                "map": table_map,
                "case_id": mark.case_id,
                "state": mark.state,
                "platform_number": mark.platform_number,
                "reason": mark.reason,
                "done": msgspec.json.encode(mark.done).decode(),
                "at": mark.at,
            }
            for mark in marks
        ]
        if rows:
            self._connection.execute(insert(local_table_row), rows)

    def drop_marks(self, case_ids: Sequence[str]) -> None:
        for chunk in chunks(list(case_ids), _CHUNK):
            self._connection.execute(delete(local_table_row).where(local_table_row.c.case_id.in_(chunk)))

    def _open(self) -> tuple[ColumnElement[bool], ...]:
        """Cases this viewer may see that are not of the sealed route."""
        return (sees_cases(self._viewer), state_case.c.secrecy == "normal")

    def _pending(self) -> list[CaseState]:
        """Cases of an import whose search keys are not made yet."""
        docs = self._connection.execute(
            select(state_case.c.doc)
            .join(cache_pending, cache_pending.c.case_id == state_case.c.id)
            .where(*self._open())
        ).scalars()
        return [msgspec.json.decode(doc, type=CaseState) for doc in docs]
