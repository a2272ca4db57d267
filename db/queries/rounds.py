"""Whom to reach about promises and visits up to a day; see `desktop.domain.rounds`."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, or_, select, true

from db.queries.cases import sees_cases, shown_titles
from db.queries.view import view_of
from db.tables import cache_case, cache_limit, state_case, state_duty
from desktop.domain.case import CaseState
from desktop.domain.case_view import Committee
from desktop.domain.masking import handles, hidden_in_others, masked
from desktop.domain.rights import may
from desktop.domain.rounds import Call, Days, calls_of
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights, rights_table

VISIT = "visit"


def calls(
    viewer: Viewer, connection: Connection, days: Days, committee: Committee, owner: str = ""
) -> tuple[Call, ...]:
    """The calls, oldest first; none without the right "due". Telephones and addresses of others' cases are masked.

    `owner`: only of cases this installation owns; "" for all.
    """
    if not may(viewer, "due", rights()):
        return ()
    due = select(state_duty.c.case_id).where(
        state_duty.c.open == 1, state_duty.c.due <= days.until, state_duty.c.due != ""
    )
    visits = dict(
        connection.execute(
            select(cache_limit.c.case_id, cache_limit.c.work_by).where(
                cache_limit.c.key == VISIT, cache_limit.c.work_by != "", cache_limit.c.work_by <= days.until
            )
        ).all()
    )
    rows = connection.execute(
        select(state_case.c.doc, cache_case.c.title)
        .join(cache_case, cache_case.c.case_id == state_case.c.id, isouter=True)
        .where(sees_cases(viewer), or_(state_case.c.id.in_(due), state_case.c.id.in_(list(visits))))
        .where(state_case.c.owner == owner if owner else true())
    ).all()
    states = [msgspec.json.decode(row.doc, type=CaseState) for row in rows]
    titles = shown_titles(viewer, connection, {s.id: row.title or "" for s, row in zip(states, rows, strict=True)})
    found: list[Call] = []
    for state in states:
        if owner and state.in_transit:
            continue
        parties = view_of(viewer, connection, state, committee, None).parties
        if not handles(viewer.id, state):
            parties = tuple(masked(party, hidden_in_others(rights_table())) for party in parties)
        found += calls_of(state, titles[state.id], parties, visits.get(state.id, ""), days)
    return tuple(sorted(found, key=lambda call: (call.due, call.case_id, call.kind, call.name)))
