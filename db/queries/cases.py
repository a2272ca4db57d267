"""Cases as lists and pages see them. Every answer is frozen; every question names the viewer first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from db import log, search
from db.cache import category_label, party_names, title_of
from db.reference import CodeWords
from db.tables import cache_case, cache_key, state_case, state_party
from desktop.domain.case import CaseState
from desktop.domain.errors import RuleViolation
from desktop.domain.masking import handles, mask_title
from desktop.domain.read_models import CaseFilter, CaseRow
from desktop.domain.rights import may
from desktop.domain.viewer import Viewer
from desktop.reference import taxonomy
from desktop.reference.rights_data import rights


def sees_cases(viewer: Viewer) -> ColumnElement[bool]:
    """The condition under which rows of state_case are there for this viewer."""
    if not may(viewer, "case.read", rights()):
        return state_case.c.id.is_(None)
    if may(viewer, "sealed", rights()):
        return state_case.c.id.is_not(None)
    return state_case.c.secrecy == "normal"


def shown_titles(viewer: Viewer, connection: Connection, titles: dict[str, str]) -> dict[str, str]:
    """Case titles (by case id) as this viewer's lists show them: names in other people's cases may be masked."""
    if may(viewer, "names", rights()) or not titles:
        return titles
    shown = dict(titles)
    for chunk in log.chunks(sorted(titles), 400):
        docs = connection.execute(select(state_case.c.doc).where(state_case.c.id.in_(chunk))).scalars()
        names = party_names(connection, chunk)
        for doc in docs:
            state = msgspec.json.decode(doc, type=CaseState)
            if not handles(viewer.id, state):
                people = tuple(name for _side, name in names.get(state.id, {}).values())
                shown[state.id] = mask_title(shown[state.id], people)
    return shown


def case_ids(viewer: Viewer, connection: Connection, which: CaseFilter) -> Sequence[str]:
    """Ids of the cases that fit, in the order asked for; lists are windows over these."""
    query = select(state_case.c.id).where(sees_cases(viewer), *_conditions(connection, which))
    if which.due_until or which.next_step or which.order == "due":
        query = query.join(cache_case, cache_case.c.case_id == state_case.c.id, isouter=True)
    if which.due_until:
        query = query.where(cache_case.c.due != "", cache_case.c.due <= which.due_until)
    if which.next_step:
        query = query.where(cache_case.c.next_step == which.next_step)
    if which.order == "due":
        dated = cache_case.c.due != ""
        found = _window(connection, query.where(dated).order_by(cache_case.c.due, cache_case.c.case_id), which.limit)
        rest = query.where(or_(cache_case.c.due == "", cache_case.c.due.is_(None)))
        left = which.limit - len(found) if which.limit else 0
        if which.limit and left <= 0:
            return found
        return found + _window(connection, rest.order_by(state_case.c.received.desc(), state_case.c.id.desc()), left)
    return _window(connection, query.order_by(state_case.c.received.desc(), state_case.c.id.desc()), which.limit)


def _window(connection: Connection, query: Select[Any], limit: int) -> list[str]:
    return list(connection.execute(query.limit(limit) if limit else query).scalars())


def _conditions(connection: Connection, which: CaseFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for column, value in (
        (state_case.c.state, which.state),
        (state_case.c.category, which.category),
    ):
        if value:
            found.append(column == value)
    if which.procedure:
        found.append(state_case.c.procedure.startswith(f"{which.procedure}@", autoescape=True))
    if which.kinds:
        found.append(state_case.c.kind.in_(which.kinds))
    if which.received_from:
        found.append(state_case.c.received >= which.received_from)
    if which.received_to:
        found.append(state_case.c.received <= which.received_to)
    if which.text:
        found.append(state_case.c.id.in_(_cases_named(connection, which.text)))
    return found


def _cases_named(connection: Connection, typed: str) -> list[str]:
    owners = [owner for owner, _kind in search.find_keys(connection, typed, limit=500)]
    people = select(state_party.c.case_id).where(state_party.c.record.in_(owners))
    return list({*owners, *connection.execute(people).scalars(), *search.find_texts(connection, typed, limit=500)})


def case_rows(viewer: Viewer, connection: Connection, ids: Sequence[str]) -> tuple[CaseRow, ...]:
    """The rows of these cases, in the order of `ids`; ids the viewer may not see are left out."""
    rows: dict[str, CaseRow] = {}
    words = CodeWords(connection)
    for chunk in log.chunks(list(ids), 400):
        found = connection.execute(
            select(state_case, cache_case)
            .join(cache_case, cache_case.c.case_id == state_case.c.id, isouter=True)
            .where(state_case.c.id.in_(chunk), sees_cases(viewer))
        )
        for row in found.mappings():
            state = msgspec.json.decode(row["doc"], type=CaseState)
            title = row["title"]
            if title is None:
                title = title_of(state, party_names(connection, [state.id]).get(state.id, {}), words)
            rows[state.id] = CaseRow(
                id=state.id,
                number=state.reg.number,
                title=title,
                kind=state.reg.kind,
                category=state.reg.category,
                category_label=category_label(state, words),
                received=state.reg.received_at[:10],
                state=row["state"],
                next_step=row["next_step"] or "",
                next_title=row["next_title"] or "",
                due=row["due"] or "",
                due_title=row["due_title"] or "",
                last_at=state.last_at,
                petition_class=_sorted_as(state, "class", "petition_classes"),
                petition_way=_sorted_as(state, "way", "petition_ways"),
            )
    titles = shown_titles(viewer, connection, {i: row.title for i, row in rows.items()})
    return tuple(msgspec.structs.replace(rows[i], title=titles[i]) for i in ids if i in rows)


def _sorted_as(state: CaseState, fact: str, words: str) -> str:
    """How a petition was sorted last; "" before, and for other kinds of cases."""
    if state.reg.kind == "dispute":
        return ""
    steps = (step for step in reversed(state.steps) if step.step == "sort" and fact in step.facts)
    found = next((str(step.facts[fact]) for step in steps), "")
    return taxonomy(words).label(found) if found else ""


def case_state(viewer: Viewer, connection: Connection, case_id: str) -> CaseState:
    """The state of one case; RuleViolation R-301 when there is none for this viewer."""
    doc = connection.execute(select(state_case.c.doc).where(state_case.c.id == case_id, sees_cases(viewer))).scalar()
    if doc is None:
        raise RuleViolation("R-301", "找不到这件事。", field="case", way_out="请从列表里重新打开。")
    return msgspec.json.decode(doc, type=CaseState)


def case_by_number(viewer: Viewer, connection: Connection, number: str) -> str:
    """Id of the case with this file number (or of one of its papers'), "" when there is none."""
    found = connection.execute(
        select(state_case.c.id).where(
            sees_cases(viewer),
            or_(
                state_case.c.number == number,
                state_case.c.id == number,
                state_case.c.id.in_(
                    select(cache_key.c.owner).where(and_(cache_key.c.kind == "number", cache_key.c.key == number))
                ),
            ),
        )
    ).scalar()
    return str(found or "")
