"""Which events an installation may bring in a bundle of its own; judged by header, sender and epoch, never by order.

The county takes nothing else from a station: runs of other installations' epochs, decisions that only the county makes,
reference data of other stations. What a case's fold does with events of an installation that does not own the case is
`case_effect`'s matter (sync-model.md §5, rules 4 and 5).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from msgspec import UNSET

from desktop.domain.events import Event, Header, payload_of
from desktop.domain.station_events import UserAdded

COUNTY_DECIDES: Final = frozenset(
    {
        "station.invited",
        "installation.bound",
        "installation.revoked",
        "installation.relabelled",
        "gap.accepted",
        "person.linked",
        "person.unlinked",
        "case.asked",
        "case.granted",
    }
)


def strange_epoch(opened_by: str | None, installation: str) -> bool:
    """Whether an epoch is known to be another installation's. `opened_by`: who opened it, None while unknown."""
    return opened_by is not None and opened_by != installation


def user_fault(event: Event, strangers: Collection[str]) -> str:
    """Why a station may not write this of a user; `strangers`: users known here who are not the station's."""
    if event.header.id in strangers:
        return "a user of another station or of the county"
    payload = payload_of(event)
    named = isinstance(payload, UserAdded) and payload.station is not UNSET
    return "users are named at a station by the county" if named else ""


def fault_of(header: Header, installation: str, station: str) -> str:
    """Why an event of a station's bundle is not one this installation may write; "" when it may."""
    if header.type in COUNTY_DECIDES:
        return f"{header.type} is decided by the county"
    if header.seq == 1 and (header.type, header.aggregate, header.id) != ("epoch.opened", "installation", installation):
        return "the epoch does not begin with its opening by the sender"
    if header.type == "epoch.opened" and header.id != installation:
        return "an epoch is opened for another installation"
    if header.aggregate == "reference" and f"{header.id.partition('/')[2]}.".partition(".")[0] != station:
        return "reference data without the station's code"
    return ""
