"""The road over a line as the window travels it: what needs the database on the writer, the carrying in the pool."""

from __future__ import annotations

from collections.abc import Callable

from db.store import get_setting
from desktop.bootstrap import backup, road
from desktop.bootstrap.station import Desk
from desktop.domain.progress import Report
from desktop.usecases.permission import demand_right
from desktop.usecases.workplace import RoadState, Travelled
from exports.bundles.places import Destination, Place


class StationTrip:
    """One journey. `carry` knows only files and the place; `take` puts what came into the database."""

    def __init__(self, desk: Desk, load: road.Load) -> None:
        self._desk = desk
        self._load = load
        self._carried = road.Carried((), ())

    def carry(self, report: Report) -> None:
        self._carried = road.carry(self._desk, self._load, report)

    def take(self) -> Travelled:
        if self._carried.fetched:
            backup.back_up_if_due(self._desk, "import")
        done = road.take(self._desk, self._carried)
        return Travelled(done.sent, done.fetched, done.new, done.refused)


class StationRoad:
    """Where bundles go over a line, and the journeys there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def kept(self) -> RoadState:
        place = road.place_of(self._desk)
        with self._desk.store.transaction() as connection:
            carried_at = get_setting(connection, road.CARRIED)
        return RoadState(place.url, place.user, carried_at) if place is not None else RoadState()

    def choose(self, url: str, user: str, secret: str) -> Callable[[], None] | None:
        demand_right(self._desk.viewer, "sync")
        before = road.place_of(self._desk)
        same = before is not None and (before.url, before.user) == (url.strip().rstrip("/"), user.strip())
        road.set_place(self._desk, url, user, before.secret if before is not None and same and not secret else secret)
        place = road.place_of(self._desk)
        return (lambda: _reach(place)) if place is not None else None

    def prepare(self) -> StationTrip | None:
        place = road.place_of(self._desk)
        return StationTrip(self._desk, road.prepare(self._desk, place)) if place is not None else None


def _reach(destination: Destination) -> None:
    place = Place(destination)
    try:
        place.names()
    finally:
        place.close()
