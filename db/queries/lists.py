"""What happened in a period, joined for registers and reports; see `desktop.domain.list_view`."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from db.cache import category_label, party_names, source_label
from db.queries.cases import shown_titles, touched_since
from db.reference import CodeWords
from db.tables import cache_case, state_case
from desktop.domain.case import CaseState
from desktop.domain.list_view import ListRow, list_row
from desktop.domain.masking import handles
from desktop.domain.names import mask_name
from desktop.domain.rights import may
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights


def list_rows(viewer: Viewer, connection: Connection, since: str, until: str) -> tuple[ListRow, ...]:
    """Cases registered up to `until`, open or touched since `since`, oldest first; names as lists show them."""
    found = connection.execute(
        select(state_case.c.doc, cache_case.c.title, cache_case.c.due, cache_case.c.next_title)
        .join(cache_case, cache_case.c.case_id == state_case.c.id, isouter=True)
        .where(
            touched_since(viewer, since),
            state_case.c.received < until + "~",
        )
        .order_by(state_case.c.received, state_case.c.number, state_case.c.id)
    ).all()
    states = [msgspec.json.decode(row.doc, type=CaseState) for row in found]
    names = party_names(connection, [state.id for state in states])
    titles = shown_titles(viewer, connection, {s.id: row.title or "" for s, row in zip(states, found, strict=True)})
    full = may(viewer, "names", rights())
    codes = CodeWords(connection)
    rows = []
    for state, row in zip(states, found, strict=True):
        known = names.get(state.id, {})
        sides = [known[party.record] for party in state.reg.parties if party.record in known]
        if not full and not handles(viewer.id, state):
            sides = [(side, mask_name(name)) for side, name in sides]
        words = {
            "title": titles[state.id],
            "category_label": category_label(state, codes),
            "source_label": source_label(state, codes),
            "due": row.due or "",
            "next_title": row.next_title or "",
        }
        rows.append(list_row(state, sides, words))
    return tuple(rows)
