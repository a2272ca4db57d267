"""Records of people and organisations: payloads, state and fold. Linked by the county, never merged.

A person is recorded once at a station and used in many cases. No number is mandatory (practice.md T5): an id that is
unknown or refused is stored as such, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from desktop.domain.events import Event, event_type, order_key, payload_of


@event_type("person.recorded", "person")
class PersonRecorded(Struct, frozen=True):
    """A natural person. `id_type`/`id_number`: taxonomy 证件类型; `birth` ISO date; `region` 12-digit code."""

    name: str
    sex: Literal["", "male", "female"] = ""
    birth: str = ""
    nation: str = ""
    id_type: str = ""
    id_number: str = ""
    id_missing_reason: str = ""
    phone: str = ""
    work: str = ""
    address: str = ""
    region: str = ""
    guardian: str = ""
    note: str = ""


@event_type("organisation.recorded", "organisation")
class OrganisationRecorded(Struct, frozen=True):
    """A legal person or other organisation. `code` = 统一社会信用代码 (GB 32100)."""

    name: str
    code: str = ""
    representative: str = ""
    post: str = ""
    phone: str = ""
    address: str = ""
    note: str = ""


@event_type("person.changed", "person")
class PersonChanged(Struct, frozen=True):
    """Fields corrected: name -> [old, new], only those that differ."""

    set: dict[str, tuple[str, str]]


@event_type("organisation.changed", "organisation")
class OrganisationChanged(Struct, frozen=True):
    """Fields corrected: name -> [old, new], only those that differ."""

    set: dict[str, tuple[str, str]]


class PersonState(Struct, frozen=True):
    """A person as now known."""

    id: str
    data: PersonRecorded
    frontier: tuple[str, ...]


class OrganisationState(Struct, frozen=True):
    """An organisation as now known."""

    id: str
    data: OrganisationRecorded
    frontier: tuple[str, ...]


def fold_person(events: Iterable[Event]) -> PersonState | None:
    """Fold the events of one person; None without a readable `person.recorded`."""
    folded = _fold(events, PersonRecorded, PersonChanged)
    return None if folded is None else PersonState(*folded)


def fold_organisation(events: Iterable[Event]) -> OrganisationState | None:
    """Fold the events of one organisation; None without a readable `organisation.recorded`."""
    folded = _fold(events, OrganisationRecorded, OrganisationChanged)
    return None if folded is None else OrganisationState(*folded)


R = TypeVar("R", bound=Struct)


def _fold(
    events: Iterable[Event], recorded: type[R], changed: type[PersonChanged] | type[OrganisationChanged]
) -> tuple[str, R, tuple[str, ...]] | None:
    ordered = sorted(events, key=order_key)
    data: R | None = None
    for event in ordered:
        payload = payload_of(event)
        if isinstance(payload, recorded):
            data = data or payload
        elif isinstance(payload, changed) and data is not None:
            new = {field: pair[1] for field, pair in payload.set.items() if field in recorded.__struct_fields__}
            with suppress(msgspec.ValidationError):  # nobody's honest correction must not stop an import
                data = msgspec.convert({**msgspec.structs.asdict(data), **new}, recorded)
    if data is None:
        return None
    return ordered[0].header.id, data, frontier_of(ordered)


def frontier_of(events: Iterable[Event]) -> tuple[str, ...]:
    """Hashes of the events that no other one of these knows."""
    names = {e.hash.hex() for e in events}
    known = {parent for e in events for parent in e.header.after}
    return tuple(sorted(names - known))
