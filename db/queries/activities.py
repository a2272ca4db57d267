"""Activities of the public life as lists and pages see them."""

from __future__ import annotations

from typing import Literal

import msgspec
from sqlalchemy import Connection, select

from db.tables import state_activity
from desktop.domain.activity import ActivityState
from desktop.domain.read_models import ActivityRow
from desktop.domain.rights import may
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights

MOST = 1000
"""A list shows so many at most, the newest."""


def activities(viewer: Viewer, connection: Connection, sort: str, state: str) -> tuple[ActivityRow, ...]:
    """The newest of a sort and state ("" for all); nothing for who may not read cases."""
    if not may(viewer, "case.read", rights()):
        return ()
    query = select(state_activity).order_by(state_activity.c.on_day.desc(), state_activity.c.id).limit(MOST)
    if sort:
        query = query.where(state_activity.c.kind == sort)
    if state:
        query = query.where(state_activity.c.state == state)
    return tuple(
        ActivityRow(r["id"], r["form"], r["kind"], _state(r["state"]), r["on_day"], r["due"], r["title"])
        for r in connection.execute(query).mappings()
    )


def _state(word: str) -> Literal["open", "closed"]:
    return "closed" if word == "closed" else "open"


def activity(viewer: Viewer, connection: Connection, activity_id: str) -> ActivityState | None:
    """One activity; None when there is none for this viewer."""
    if not may(viewer, "case.read", rights()):
        return None
    doc = connection.execute(select(state_activity.c.doc).where(state_activity.c.id == activity_id)).scalar()
    return msgspec.json.decode(doc, type=ActivityState) if doc is not None else None
