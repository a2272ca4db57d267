"""Load the villages and grids of the station's area from a file; they become published reference data."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from desktop.domain.canonical import sha256
from desktop.domain.places import Place, read_places
from desktop.domain.station_events import Published
from desktop.usecases.manage_methods import IN_EVENT
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork

PLACES = "places"


class LoadPlaces(Struct, frozen=True):
    """Command. `text`: CSV with the columns 代码, 名称, 类别, 上级; it replaces what was loaded before."""

    text: str


def load_places(cmd: LoadPlaces, townships: Mapping[str, str], uow: UnitOfWork) -> tuple[Place, ...]:
    """Publish the places; the caller commits.

    Raises:
        RuleViolation: R-203 no right, R-420 a fault with its line.
    """
    demand_right(uow.viewer, "settings")
    found = read_places(cmd.text, townships)
    key = uow.committee().station
    known = uow.published(PLACES, key)
    raw = cmd.text.encode()
    small = len(raw) <= IN_EVENT
    uow.record(
        f"{PLACES}/{key}",
        Published(
            kind=PLACES,
            key=key,
            version=1 + (max(v.version for v in known.versions) if known else 0),
            effective_from=uow.now().date().isoformat(),
            content_hash=sha256(raw).hex() if small else uow.put_blob(raw),
            content=cmd.text if small else "",
        ),
    )
    return found
