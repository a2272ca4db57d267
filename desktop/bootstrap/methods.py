"""Working methods of an open station, for the window and the command line: list, check, load, withdraw, choose."""

from __future__ import annotations

from collections import Counter

from db.queries.methods import activities_by_form, cases_by_method
from desktop.bootstrap.published import published_rows
from desktop.bootstrap.station import Desk
from desktop.domain.activity import ActivityForm
from desktop.domain.activity_text import check_form, is_form, read_form
from desktop.domain.places import Place
from desktop.domain.procedure import Procedure
from desktop.domain.procedure_check import check_procedure, parse_procedure
from desktop.procedures import base, known_names
from desktop.reference.activity_forms import activity_form, activity_forms
from desktop.reference.regions import regions
from desktop.usecases.load_places import LoadPlaces, load_places
from desktop.usecases.manage_methods import (
    LoadMethod,
    MethodFault,
    MethodRow,
    choose_methods,
    load_form,
    load_method,
    withdraw_method,
)
from desktop.usecases.publish_reference import PublishedRow


def read_method(text: str, source: str) -> Procedure:
    """A file as a method, judged against everything this program knows. Raises R-401."""
    return parse_procedure(text, source, known_names(), base)


def read_activity(text: str, source: str) -> ActivityForm:
    """A file as an activity, judged against everything this program knows. Raises R-421."""
    return read_form(text, source, known_names())


class StationMethods:
    """See `desktop.usecases.workplace.Methods`. What was chosen is remembered, so that `offered` asks no database."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._chosen: frozenset[str] = frozenset()
        self._own: tuple[Procedure, ...] = ()
        self._forms: tuple[tuple[ActivityForm, bool], ...] = ()
        self._places: tuple[Place, ...] = ()
        self.refresh()
        desk.listeners.append(self.refresh)

    def refresh(self) -> None:
        """Read anew what this station chose and loaded."""
        with self._desk.reader.connect() as connection:
            self._chosen = self._desk.references.chosen(connection)
            self._own = self._desk.references.own_procedures(connection)
            self._forms = self._desk.references.own_forms(connection)
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

    @property
    def forms(self) -> tuple[ActivityForm, ...]:
        """The activities the screens offer: shipped ones, the station's own last."""
        return (*activity_forms().values(), *(form for form, offered in self._forms if offered))

    def form(self, key: str) -> ActivityForm | None:
        """An activity by its key, also one that is withdrawn; None for one whose file is not here."""
        return activity_form(key) or next((form for form, _offered in self._forms if form.key == key), None)

    def all(self) -> tuple[MethodRow, ...]:
        with self._desk.reader.connect() as connection:
            cases = cases_by_method(self._desk.viewer, connection)
            cases += activities_by_form(self._desk.viewer, connection)
        offered = {p.key for p in self.offered}
        rows = [*((p, False) for p in self._desk.references.procedures()), *((p, True) for p in self._own)]
        methods = tuple(
            MethodRow(p.key, p.title, p.place, p.source, p.version, mine, p.usual, p.key in offered, cases[p.key])
            for p, mine in rows
        )
        return methods + tuple(
            MethodRow(f.key, f.title, f.place, f.source, f.version, True, False, True, cases[f.key])
            for f, in_use in self._forms
            if in_use
        )

    def check(self, text: str) -> tuple[MethodFault, ...]:
        found = check_form(text, known_names()) if is_form(text) else check_procedure(text, known_names(), base)
        return tuple(MethodFault(f.line, f.message) for f in found)

    def load(self, name: str, text: str) -> str:
        with self._desk.uow(self._desk.viewer) as uow:
            cmd = LoadMethod(name, text)
            key = load_form(cmd, read_activity, uow).key if is_form(text) else load_method(cmd, read_method, uow).key
            uow.commit()
        self.refresh()
        return key

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
