"""Working methods of an open station, for the window and the command line: list, check, load, withdraw, choose."""

from __future__ import annotations

from collections import Counter

from db.queries.methods import cases_by_method
from desktop.bootstrap.published import published_rows
from desktop.bootstrap.station import Desk
from desktop.domain.places import Place
from desktop.domain.procedure import Procedure
from desktop.domain.procedure_check import check_procedure, parse_procedure
from desktop.procedures import base, known_names
from desktop.reference.regions import regions
from desktop.usecases.load_places import LoadPlaces, load_places
from desktop.usecases.manage_methods import (
    LoadMethod,
    MethodFault,
    MethodRow,
    choose_methods,
    load_method,
    withdraw_method,
)
from desktop.usecases.publish_reference import PublishedRow


def read_method(text: str, source: str) -> Procedure:
    """A file as a method, judged against everything this program knows. Raises R-401."""
    return parse_procedure(text, source, known_names(), base)


class StationMethods:
    """See `desktop.usecases.workplace.Methods`. What was chosen is remembered, so that `offered` asks no database."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._chosen: frozenset[str] = frozenset()
        self._own: tuple[Procedure, ...] = ()
        self._places: tuple[Place, ...] = ()
        self.refresh()
        desk.listeners.append(self.refresh)

    def refresh(self) -> None:
        """Read anew what this station chose and loaded."""
        with self._desk.reader.connect() as connection:
            self._chosen = self._desk.references.chosen(connection)
            self._own = self._desk.references.own_procedures(connection)
            self._places = self._desk.references.places(connection)

    def places(self) -> tuple[Place, ...]:
        """Villages and grids this station loaded."""
        return self._places

    def load_places(self, text: str) -> int:
        """Take a file of villages and grids; how many it holds."""
        with self._desk.uow(self._desk.viewer) as uow:
            found = load_places(LoadPlaces(text), regions(), uow)
            uow.commit()
        self.refresh()
        return len(found)

    @property
    def offered(self) -> tuple[Procedure, ...]:
        """The methods the screens offer: the one that most others lean on first, the station's own last."""
        shipped = self._desk.references.procedures()
        leaning = Counter(p.based_on.partition("@")[0] for p in shipped)
        every = [p for p in shipped if p.usual or p.key in self._chosen]
        return (*sorted(every, key=lambda p: (-leaning[p.key], not p.national, p.key)), *self._own)

    def all(self) -> tuple[MethodRow, ...]:
        with self._desk.reader.connect() as connection:
            cases = cases_by_method(self._desk.viewer, connection)
        offered = {p.key for p in self.offered}
        rows = [*((p, False) for p in self._desk.references.procedures()), *((p, True) for p in self._own)]
        return tuple(
            MethodRow(p.key, p.title, p.place, p.source, p.version, mine, p.usual, p.key in offered, cases[p.key])
            for p, mine in rows
        )

    def check(self, text: str) -> tuple[MethodFault, ...]:
        return tuple(MethodFault(f.line, f.message) for f in check_procedure(text, known_names(), base))

    def load(self, name: str, text: str) -> str:
        with self._desk.uow(self._desk.viewer) as uow:
            found = load_method(LoadMethod(name, text), read_method, uow)
            uow.commit()
        self.refresh()
        return found.key

    def withdraw(self, key: str, reason: str) -> None:
        with self._desk.uow(self._desk.viewer) as uow:
            withdraw_method(key, reason, uow)
            uow.commit()
        self.refresh()

    def choose(self, keys: tuple[str, ...]) -> None:
        with self._desk.uow(self._desk.viewer) as uow:
            choose_methods(keys, uow)
            uow.commit()
        self.refresh()

    def published(self) -> tuple[PublishedRow, ...]:
        return published_rows(self._desk)


__all__ = ["StationMethods", "read_method"]
