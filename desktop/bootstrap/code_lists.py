"""The choices of code lists as they are today: shipped, with what the county (or this station) published over them."""

from __future__ import annotations

from contextlib import suppress

from db.engine import Engine
from db.reference import published_states
from db.store import Store
from desktop.domain.errors import RuleViolation
from desktop.domain.station_events import ReferenceState
from desktop.reference import taxonomy
from desktop.reference.local_codes import CODES, LocalCodes, choices_of, parse_local_codes


class StationCodes:
    """Read into memory by `refresh`, when something was published, withdrawn or came in."""

    def __init__(self, store: Store, reader: Engine) -> None:
        self._store = store
        self._reader = reader
        self._states: tuple[ReferenceState, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Read anew what was published."""
        with self._reader.connect() as connection:
            self._states = published_states(connection, CODES)

    def choices(self, name: str) -> tuple[tuple[str, str], ...]:
        """(code, words) to choose from today. Raises KeyError for an unknown list."""
        return choices_of(taxonomy(name), self._in_force(name))

    def published(self, name: str) -> tuple[LocalCodes, ...]:
        """Every version that anybody published of a list."""
        states = (s for s in self._states if s.versions[-1].key.rpartition(".")[2] == name)
        return tuple(parse_local_codes(v.content) for s in states for v in s.versions)

    def _in_force(self, name: str) -> list[LocalCodes]:
        """The county's version of today, then the station's own; one that this program cannot read counts for none."""
        today = self._store.clock.now().date().isoformat()
        found = []
        for key in (name, f"{self._store.identity.station}.{name}"):
            state = next((s for s in self._states if s.versions[-1].key == key), None)
            version = state.in_force(today) if state else None
            if version is not None:
                with suppress(RuleViolation):
                    found.append(parse_local_codes(version.content))
        return found
