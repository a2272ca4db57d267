"""What the county decides and does not hang on one case: enrolment, bindings, gaps, links of persons. Payloads only.

A decision of a person is an event, so the state stays a pure function of the set of events (sync-model.md §5).
Bindings do not expire by clock.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import UNSET, Struct, UnsetType

from desktop.domain.events import Event, event_type, order_key, payload_of
from desktop.domain.person import frontier_of


@event_type("station.invited", "station", data_class="P3")
class StationInvited(Struct, frozen=True):
    """An invitation was written: installation id and letter, and the hash of its one-time secret."""

    station: str
    name: str
    installation: str
    letter: str
    secret_hash: str


@event_type("installation.bound", "station", data_class="P3")
class InstallationBound(Struct, frozen=True):
    """These public keys speak for the installation (minisign key, age recipient), from its first bundle on."""

    installation: str
    station: str
    sign_key: str
    age_recipient: str


@event_type("installation.revoked", "station", data_class="P3")
class InstallationRevoked(Struct, frozen=True):
    """Nothing after `last_seq` of `epoch` is accepted from this installation."""

    installation: str
    epoch: str
    last_seq: int
    reason: str


@event_type("installation.relabelled", "station", data_class="P3")
class InstallationRelabelled(Struct, frozen=True):
    """Lists and figures show this installation under another code and name: two stations had been given one code.

    No record changes, and its bundles go on naming the code that was given to it first.
    """

    installation: str
    code: str
    name: str


@event_type("gap.accepted", "epoch", data_class="P3")
class GapAccepted(Struct, frozen=True):
    """An operator decided that a range of an epoch will never come; what follows counts as connected."""

    epoch: str
    first: int
    last: int
    reason: str


@event_type("person.linked", "person_link", data_class="P2")
class PersonLinked(Struct, frozen=True):
    """Two person records mean one human being; statistics count them once."""

    first: str
    second: str
    reason: str


@event_type("person.unlinked", "person_link", data_class="P2")
class PersonUnlinked(Struct, frozen=True):
    """A link of two person records was taken back."""

    first: str
    second: str
    reason: str


class Installation(Struct, frozen=True):
    """An installation as the county knows it; keys are empty until its introduction.

    `label`, `label_name`: the code and name it is shown under since it was relabelled.
    """

    id: str
    letter: str
    secret_hash: str
    sign_key: str = ""
    age_recipient: str = ""
    revoked_epoch: str = ""
    revoked_after: int = -1
    label: str | UnsetType = UNSET
    label_name: str | UnsetType = UNSET


class StationState(Struct, frozen=True):
    """A station and its installations in the order of their invitations."""

    id: str
    name: str
    installations: tuple[Installation, ...]
    frontier: tuple[str, ...]


def fold_station(events: Iterable[Event]) -> StationState | None:
    """Fold what the county decided on one station; the first binding of an installation stands."""
    ordered = sorted(events, key=order_key)
    name = ""
    known: dict[str, Installation] = {}
    for event in ordered:
        payload = payload_of(event)
        if isinstance(payload, StationInvited):
            name = payload.name
            known.setdefault(
                payload.installation, Installation(payload.installation, payload.letter, payload.secret_hash)
            )
        elif isinstance(payload, InstallationBound) and payload.installation in known:
            before = known[payload.installation]
            if not before.sign_key:
                known[payload.installation] = msgspec.structs.replace(
                    before, sign_key=payload.sign_key, age_recipient=payload.age_recipient
                )
        elif isinstance(payload, InstallationRevoked) and payload.installation in known:
            known[payload.installation] = msgspec.structs.replace(
                known[payload.installation], revoked_epoch=payload.epoch, revoked_after=payload.last_seq
            )
        elif isinstance(payload, InstallationRelabelled) and payload.installation in known:
            known[payload.installation] = msgspec.structs.replace(
                known[payload.installation], label=payload.code, label_name=payload.name
            )
    if not known:
        return None
    return StationState(ordered[0].header.id, name, tuple(known.values()), frontier_of(ordered))
