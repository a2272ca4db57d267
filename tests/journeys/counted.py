"""I17: what statistics count of one computer's cases is the same at the county and at that computer."""

from __future__ import annotations

from sqlalchemy import select

from db.tables import state_case
from desktop.bootstrap.station import Desk
from desktop.domain.viewer import Viewer

READER = Viewer("reader", "县领导", ("county_head",))


def same_figures(county: Desk, desk: Desk) -> None:
    """Over all time, of the cases this computer owns. A twin of it is the same installation, whose cases and acts it
    may not know: then there is nothing to compare."""
    own = desk.store.identity.installation
    if _owned(county, own) == _owned(desk, own):
        assert _figures(county, own) == _figures(desk, own), "the county counts other things than the owner"


def _owned(desk: Desk, installation: str) -> set[tuple[str, str]]:
    query = select(state_case.c.id, state_case.c.doc).where(state_case.c.owner == installation)
    with desk.reader.connect() as connection:
        return {(case, doc) for case, doc in connection.execute(query)}


def _figures(desk: Desk, installation: str) -> list[str]:
    return sorted(map(repr, desk.queries.month_acts(READER, "0001-01-01", "9999-12-31", installation)))
