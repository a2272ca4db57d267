"""The content of published reference data that is in force; no personal data, so no viewer is asked. Reads only."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from db.tables import state_reference
from desktop.domain.station_events import ReferenceState


def published(connection: Connection, kind: str, key: str, day: str, version: int | None = None) -> str | None:
    """The text of a piece of reference data; None when there is none.

    `version` names one; without it the one in force on the ISO day `day`. Content above 4 kB lies in a blob, which the
    caller reads by its `content_hash`; small files stand in the event.
    """
    doc = connection.execute(select(state_reference.c.doc).where(state_reference.c.id == f"{kind}/{key}")).scalar()
    if doc is None:
        return None
    state = msgspec.json.decode(doc, type=ReferenceState)
    named = next((v for v in state.versions if v.version == version), None)
    found = state.in_force(day) if version is None else named
    return found.content if found is not None else None
