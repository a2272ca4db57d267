"""Published reference data that is in force; no personal data, so no viewer is asked. Reads only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import msgspec
from sqlalchemy import Connection, select

from db.tables import state_reference
from desktop.domain.calendar import Calendar
from desktop.domain.case_view import Committee
from desktop.domain.errors import RuleViolation
from desktop.domain.places import Place
from desktop.domain.procedure import Procedure
from desktop.domain.station_events import Published, ReferenceState
from desktop.reference import taxonomy
from desktop.reference.local_codes import CODES, parse_local_codes


class References:
    """What a unit of work needs of published reference data; made by bootstrap, so that db/ reads no files."""

    def __init__(
        self,
        committee: Callable[[Connection], Committee],
        procedure: Callable[[Connection, str, int | None], Procedure],
        calendar: Callable[[Connection], Calendar],
        places: Callable[[Connection], tuple[Place, ...]],
        calendars: Callable[[Connection], Callable[[str], Calendar]],
    ) -> None:
        self.committee = committee
        self.procedure = procedure
        self.calendar = calendar
        self.places = places
        self.calendars = calendars


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


class CodeWords:
    """Words of codes as this database knows them: shipped ones, then every published version, withdrawn ones too.

    A code that nobody has told of yet is shown as it is, never guessed.
    """

    def __init__(self, connection: Connection) -> None:
        self._own: dict[tuple[str, str], str] = {}
        for state in published_states(connection, CODES):
            for version in state.versions:
                with suppress(RuleViolation):  # written for a newer program
                    codes = parse_local_codes(version.content)
                    for entry in codes.entries:
                        self._own.setdefault((codes.list, entry.code), entry.label)

    def of(self, name: str, code: str) -> str:
        """The words of a code of a list."""
        return self._own.get((name, code)) or taxonomy(name).label(code)
