"""What is computed from state, reference data and program version: titles, next steps, limits, search index.

Rebuilt at will, never digested, and nothing in it depends on today's date. A live write refreshes its own cases at
once; an import only marks them pending, so that a stick is read fast and the index follows in the background.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from db import search
from db.log import add_names, among, bulk_insert, chunks
from db.projections.case import columns_of_case
from db.reference import CodeWords
from db.store import Assess, Assessment, get_setting, put_setting
from db.tables import (
    cache_case,
    cache_key,
    cache_limit,
    cache_pending,
    state_case,
    state_organisation,
    state_party,
    state_person,
)
from desktop.domain.case import CaseState
from desktop.domain.case_view import case_title
from desktop.domain.person import OrganisationState, PersonState

_AT_ONCE = 5000
_CALENDAR = "cache.calendar"
_OF_STATIONS = ("settings/", "places/")
"""What stations publish for themselves; no limit follows it, and every station's first bundle brings some."""


def mark_pending(connection: Connection, touched: dict[str, str], *, with_people: bool = True) -> None:
    """Mark the cases that these aggregates touch: cases themselves, cases whose parties changed, and all that are not
    closed when something was published for all or withdrawn: holidays move time limits.

    `with_people`: also the touched persons and organisations, whose search keys then follow with `refresh_pending`.
    """
    people = people_of(touched)
    marked = {i for i, kind in touched.items() if kind == "case"}
    for chunk in chunks(people, _AT_ONCE):
        ours = among(connection, state_party.c.record, chunk)
        marked.update(connection.execute(select(state_party.c.case_id).where(ours)).scalars().all())
    if with_people:
        marked.update(people)
    if any(kind == "reference" and not i.startswith(_OF_STATIONS) for i, kind in touched.items()):
        marked |= _not_closed(connection)
    _mark(connection, marked)


def mark_if_moved(connection: Connection, calendar: str) -> bool:
    """Mark all cases that are not closed when limits were computed with another calendar: a later day has come from
    which another table of holidays counts, or the program brings one. Returns whether it was so."""
    if get_setting(connection, _CALENDAR) == calendar:
        return False
    put_setting(connection, _CALENDAR, calendar)
    _mark(connection, _not_closed(connection))
    return True


def _not_closed(connection: Connection) -> set[str]:
    return set(connection.execute(select(state_case.c.id).where(state_case.c.state != "closed")).scalars())


def _mark(connection: Connection, marked: set[str]) -> None:
    for chunk in chunks(sorted(marked), _AT_ONCE):
        add_names(connection, cache_pending, chunk)


def people_of(touched: dict[str, str]) -> list[str]:
    """The persons and organisations among these aggregates."""
    return [i for i, kind in touched.items() if kind in ("person", "organisation")]


def refresh_people(connection: Connection, ids: Iterable[str]) -> None:
    """Give these persons and organisations their search keys."""
    for chunk in chunks(list(ids), 400):
        owners: dict[str, list[tuple[str, str]]] = {}
        ours = among(connection, state_person.c.id, chunk)
        persons = connection.execute(select(state_person.c.id, state_person.c.doc).where(ours))
        for owner, doc in persons:
            owners[owner] = search.person_keys(msgspec.json.decode(doc, type=PersonState))
        organisations = connection.execute(
            select(state_organisation.c.id, state_organisation.c.doc).where(state_organisation.c.id.in_(chunk))
        )
        for owner, doc in organisations:
            owners[owner] = search.organisation_keys(msgspec.json.decode(doc, type=OrganisationState))
        search.replace_keys(connection, owners)


def is_pending(connection: Connection) -> bool:
    """Whether something waits for `refresh_pending`."""
    return connection.execute(select(cache_pending.c.case_id).limit(1)).first() is not None


def refresh_pending(connection: Connection, assess: Assess, limit: int = 200) -> bool:
    """Make the cache of up to `limit` pending cases and people anew; returns whether any are left."""
    ids = list(connection.execute(select(cache_pending.c.case_id).limit(limit)).scalars())
    refresh_cases(connection, ids, assess)  # takes the keys of all that is no case away, hence before the people
    refresh_people(connection, ids)
    return is_pending(connection)


def refresh_cases(connection: Connection, ids: list[str], assess: Assess) -> None:
    """Titles, next steps, limits and search entries of these cases."""
    judge = assess(connection)
    for chunk in chunks(ids, 200):
        states = [
            msgspec.json.decode(doc, type=CaseState)
            for doc in connection.execute(select(state_case.c.doc).where(state_case.c.id.in_(chunk))).scalars()
        ]
        names, words = party_names(connection, chunk), CodeWords(connection)
        for table in (cache_case, cache_limit):
            connection.execute(delete(table).where(table.c.case_id.in_(chunk)))
        cases, limits = [], []
        for state in states:
            status = judge(state)
            cases.append(_row_of(state, title_of(state, names.get(state.id, {}), words), status))
            limits += [(state.id, *limit) for limit in status.limits]
        bulk_insert(connection, cache_case, cases)
        bulk_insert(connection, cache_limit, limits)
        open_cases = [s for s in states if s.reg.secrecy == "normal"]
        gone = set(chunk) - {s.id for s in open_cases}
        search.replace_keys(connection, {s.id: search.case_keys(s) for s in open_cases} | {i: [] for i in gone})
        search.index_texts(connection, {s.id: search.case_text(s) for s in open_cases})
        search.forget_texts(connection, gone)
        connection.execute(delete(cache_pending).where(cache_pending.c.case_id.in_(chunk)))


def refresh_keys(connection: Connection, ids: list[str]) -> None:
    """Only the numbers by which these cases are found; titles, limits and texts follow with `refresh_pending`."""
    for chunk in chunks(ids, 400):
        docs = connection.execute(select(state_case.c.doc).where(state_case.c.id.in_(chunk))).scalars()
        states = [msgspec.json.decode(doc, type=CaseState) for doc in docs]
        search.replace_keys(connection, {s.id: search.case_keys(s) for s in states if s.reg.secrecy == "normal"})


def _row_of(state: CaseState, title: str, status: Assessment) -> tuple[Any, ...]:
    """The row of cache_case in column order."""
    row = filtered_by(state) | {
        "case_id": state.id,
        "title": title,
        "next_step": status.next_step,
        "next_title": status.next_title,
        "due": status.due,
        "due_title": status.due_title,
    }
    return tuple(row[column.name] for column in cache_case.columns)


def filtered_by(state: CaseState) -> dict[str, str]:
    """What lists by due day filter by; nobody owns a case that is in transit."""
    row = columns_of_case(state)
    found = {c.name: row[c.name] for c in cache_case.c if c.name in row}
    return found | {"owner": ""} if state.in_transit else found


def party_names(connection: Connection, case_ids: Iterable[str]) -> dict[str, dict[str, tuple[str, str]]]:
    """For each case: record id -> (side, name), in the order of the parties."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for chunk in chunks(list(case_ids), 400):
        for table in (state_person, state_organisation):
            rows = connection.execute(
                select(state_party.c.case_id, state_party.c.record, state_party.c.side, table.c.name)
                .join(table, table.c.id == state_party.c.record)
                .where(state_party.c.case_id.in_(chunk))
                .order_by(state_party.c.case_id, state_party.c.place)
            )
            for case_id, record, side, name in rows:
                found.setdefault(case_id, {})[record] = (side, name)
    return found


def title_of(state: CaseState, names: dict[str, tuple[str, str]], words: CodeWords) -> str:
    """The 卷名 from the parties' names, in the order of registration."""
    ordered = [names[p.record] for p in state.reg.parties if p.record in names]
    applicants = tuple(name for side, name in ordered if side == "applicant")
    respondents = tuple(name for side, name in ordered if side == "respondent")
    return case_title(applicants, respondents, category_label(state, words), state.reg.kind)


def category_label(state: CaseState, words: CodeWords) -> str:
    """The words of the dispute type or petition content class of a case."""
    if not state.reg.category:
        return "纠纷" if state.reg.kind == "dispute" else "事项"
    return words.of("dispute_types" if state.reg.kind == "dispute" else "petition_content", state.reg.category)


def source_label(state: CaseState, words: CodeWords) -> str:
    """The words of the source a case came from; "" when none was told."""
    name = "mediation_sources" if state.reg.kind == "dispute" else "petition_sources"
    return words.of(name, state.reg.source) if state.reg.source else ""


def forget(connection: Connection, owner: str) -> None:
    """Take an owner out of the search keys."""
    connection.execute(delete(cache_key).where(cache_key.c.owner == owner))
