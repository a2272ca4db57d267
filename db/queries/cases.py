"""Cases as lists and pages see them. Every answer is frozen; every question names the viewer first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select

from db import log, search
from db.cache import category_label, party_names, title_of
from db.reference import CodeWords
from db.tables import cache_case, cache_key, cache_pending, state_case, state_party
from desktop.domain.case import CaseState
from desktop.domain.errors import RuleViolation
from desktop.domain.masking import handles, mask_title
from desktop.domain.read_models import CaseFilter, CaseRow
from desktop.domain.rights import may
from desktop.domain.viewer import Viewer
from desktop.reference import taxonomy
from desktop.reference.rights_data import rights

MOST_NAMED: Final = 500
"""So many people, numbers or texts that fit a word a list looks at; beyond them the word is too short to help."""


def sees_cases(viewer: Viewer, of: Table = state_case) -> ColumnElement[bool]:
    """The condition under which rows of state_case, or what cache_case knows of them, are there for this viewer."""
    name = of.c.id if of is state_case else of.c.case_id
    if not may(viewer, "case.read", rights()):
        return name.is_(None)
    if may(viewer, "sealed", rights()):
        return name.is_not(None)
    return of.c.secrecy == "normal"


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
    """Ids of the cases that fit, in the order asked for; `which.offset` and `which.limit` cut a window out of them.

    By due day: what has one, what has none, and what an import brought so lately that nobody has looked for one.
    """
    named = _cases_named(connection, which.text) if which.text else None
    newest = _fitting(viewer, which, state_case, named).order_by(state_case.c.received.desc(), state_case.c.id.desc())
    in_cache = _fitting(viewer, which, cache_case, named)
    latest = (cache_case.c.received.desc(), cache_case.c.case_id.desc())
    if which.order == "due":
        dated = in_cache.where(cache_case.c.due > "").order_by(cache_case.c.due, cache_case.c.case_id)
        parts = [dated]
        if not which.due_until:
            known = select(cache_case.c.case_id).where(cache_case.c.case_id == cache_pending.c.case_id).exists()
            fresh = select(cache_pending.c.case_id).where(~known)
            undated = in_cache.where(cache_case.c.due == "").order_by(*latest)
            parts += [undated] if which.next_step else [undated, newest.where(state_case.c.id.in_(fresh))]
    else:
        parts = [in_cache.order_by(*latest) if _asks_the_cache(which) else newest]
    return _cut(connection, parts, which)


def touched_since(viewer: Viewer, day: str) -> ColumnElement[bool]:
    """The condition for cases this viewer sees that were open, came in, were closed or written to on an ISO day or
    later.

    The last alone would not do: it goes by the computer's clock, which may have been wrong.
    """
    table = state_case.c
    touched = or_(table.last_at >= day, table.received >= day, table.closed_on >= day, table.closed_on == "")
    return and_(sees_cases(viewer), touched)


def case_count(viewer: Viewer, connection: Connection, which: CaseFilter) -> int:
    """How many cases fit; counting ends at `which.limit`, 0 counts all."""
    named = _cases_named(connection, which.text) if which.text else None
    return _count(
        connection, _fitting(viewer, which, cache_case if _asks_the_cache(which) else state_case, named), which.limit
    )


def _asks_the_cache(which: CaseFilter) -> bool:
    """Whether only what is computed of a case tells if it fits."""
    return bool(which.due_until or which.next_step)


def _cut(connection: Connection, parts: Sequence[Select[Any]], which: CaseFilter) -> list[str]:
    """The window of the parts, one after another."""
    found: list[str] = []
    offset = which.offset
    for part in parts:
        cut = part.offset(offset) if offset else part
        here = list(connection.execute(cut.limit(which.limit - len(found)) if which.limit else cut).scalars())
        found += here
        if which.limit and len(found) >= which.limit:
            break
        if offset:
            offset = 0 if here else offset - _count(connection, part, offset)
    return found


def _count(connection: Connection, query: Select[Any], limit: int) -> int:
    cut = query.order_by(None).limit(limit) if limit else query.order_by(None)
    return int(connection.execute(select(func.count()).select_from(cut.subquery())).scalar() or 0)


def _fitting(viewer: Viewer, which: CaseFilter, of: Table, named: Sequence[str] | None) -> Select[Any]:
    """Ids of the cases that fit, by the columns of `of`; `named`: those in which the text stands."""
    name = of.c.id if of is state_case else of.c.case_id
    found = [sees_cases(viewer, of)]
    found += [of.c[key] == value for key, value in (("state", which.state), ("category", which.category)) if value]
    if which.procedure:
        found.append(of.c.procedure.startswith(f"{which.procedure}@", autoescape=True))
    if which.kinds:
        found.append(of.c.kind.in_(which.kinds))
    if which.closed_in:
        month = select(state_case.c.id).where(state_case.c.closed_on.startswith(which.closed_in, autoescape=True))
        found.append(name.in_(month))
    if which.received_from:
        found.append(of.c.received >= which.received_from)
    if which.received_to:
        found.append(of.c.received <= which.received_to)
    if named is not None:
        found.append(name.in_(named))
    if which.due_until and of is cache_case:
        found += [of.c.due > "", of.c.due <= which.due_until]
    if which.next_step and of is cache_case:
        found.append(of.c.next_step == which.next_step)
    return select(name).where(*found)


def _cases_named(connection: Connection, typed: str) -> list[str]:
    owners = [owner for owner, _kind in search.find_keys(connection, typed, limit=MOST_NAMED)]
    people = select(state_party.c.case_id).where(state_party.c.record.in_(owners))
    texts = search.find_texts(connection, typed, limit=MOST_NAMED)
    return list({*owners, *connection.execute(people).scalars(), *texts})


def text_is_cut(viewer: Viewer, connection: Connection, typed: str) -> bool:
    """Whether more people, numbers or texts fit what was typed than a list looks at; False for who sees no case."""
    if not typed or not may(viewer, "case.read", rights()):
        return False
    most = MOST_NAMED + 1
    named = search.find_keys(connection, typed, limit=most)
    return len(named) == most or len(search.find_texts(connection, typed, limit=most)) == most


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
