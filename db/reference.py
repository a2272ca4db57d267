"""Published reference data that is in force; no personal data, so no viewer is asked. Reads only."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from db.tables import state_reference
from desktop.domain.station_events import Published, ReferenceState


def published(connection: Connection, kind: str, key: str, day: str, version: int | None = None) -> Published | None:
    """A piece of reference data; None when there is none.

    `version` names one; without it the one in force on the ISO day `day`. A file above 4 kB lies in a blob, which the
    caller reads by its `content_hash`; smaller ones stand in `content`.
    """
    doc = connection.execute(select(state_reference.c.doc).where(state_reference.c.id == f"{kind}/{key}")).scalar()
    if doc is None:
        return None
    state = msgspec.json.decode(doc, type=ReferenceState)
    named = next((v for v in state.versions if v.version == version), None)
    return state.in_force(day) if version is None else named


def published_keys(connection: Connection, kind: str, prefix: str) -> tuple[str, ...]:
    """Keys of a kind that begin with `prefix`, in order."""
    rows = connection.execute(
        select(state_reference.c.key)
        .where(state_reference.c.kind == kind, state_reference.c.key.startswith(prefix, autoescape=True))
        .order_by(state_reference.c.key)
    )
    return tuple(rows.scalars())


def published_states(connection: Connection, kind: str) -> tuple[ReferenceState, ...]:
    """Every piece of reference data of a kind with all its versions, in the order of their keys."""
    docs = connection.execute(
        select(state_reference.c.doc).where(state_reference.c.kind == kind).order_by(state_reference.c.key)
    )
    return tuple(msgspec.json.decode(doc, type=ReferenceState) for doc in docs.scalars())
