"""What happens to a station itself: its epochs, its users, its published reference data. Payloads and folds only.

Reference data of every sort has one form: `published{kind, key, version, effective_from, content_hash}` with the file
as blob. Versions are superseded or withdrawn, never changed. Users are events; passwords and key slots never are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from desktop.domain.events import Event, event_type, order_key, payload_of
from desktop.domain.person import frontier_of


@event_type("epoch.opened", "installation", data_class="P3")
class EpochOpened(Struct, frozen=True):
    """The first event of every epoch: who writes it and why it began (sync-model.md §4)."""

    installation: str
    station: str
    letter: str
    reason: Literal["new", "restored", "anchor_missing", "behind_anchor", "receipt_ahead", "rebuilt", "county_restored"]
    predecessor: str = ""
    last_seq: int = 0
    last_hash: str = ""
    suspected_loss: bool = False


@event_type("user.added", "user", data_class="P2")
class UserAdded(Struct, frozen=True):
    """A person may log in with these roles; `login` is what is typed.

    `station`: whose user it is, when the county names him.
    """

    login: str
    name: str
    roles: tuple[str, ...]
    station: str | UnsetType = UNSET


@event_type("user.changed", "user", data_class="P2")
class UserChanged(Struct, frozen=True):
    """Name or roles from now on."""

    name: str
    roles: tuple[str, ...]


@event_type("user.revoked", "user", data_class="P2")
class UserRevoked(Struct, frozen=True):
    """May not log in any more."""

    reason: str


@event_type("published", "reference", data_class="P3")
class Published(Struct, frozen=True):
    """A version of a piece of reference data takes effect; `content_hash` names the blob with the file.

    `content`: the file itself when it is under 4 kB, so that no blob is needed.
    """

    kind: str
    key: str
    version: int
    effective_from: str
    content_hash: str
    content: str = ""


@event_type("withdrawn", "reference", data_class="P3")
class Withdrawn(Struct, frozen=True):
    """A version is no longer to be used; cases that run by it keep it."""

    version: int
    reason: str


@event_type("sealed", "sealed", data_class="S")
class Sealed(Struct, frozen=True):
    """A matter of the sealed route (检举控告): `age` is base64 of a body encrypted to the sealed-route recipient."""

    age: str


class UserState(Struct, frozen=True):
    """A user as now known. `station`: set when the county named him."""

    id: str
    login: str
    name: str
    roles: tuple[str, ...]
    revoked: bool
    frontier: tuple[str, ...]
    station: str | UnsetType = UNSET


class ReferenceState(Struct, frozen=True):
    """All versions of one piece of reference data, oldest first."""

    id: str
    versions: tuple[Published, ...]
    withdrawn: tuple[int, ...]
    frontier: tuple[str, ...]

    def in_force(self, day: str) -> Published | None:
        """The greatest version that is in effect on an ISO day and not withdrawn."""
        usable = [v for v in self.versions if v.effective_from <= day and v.version not in self.withdrawn]
        return max(usable, key=lambda v: v.version, default=None)


class EpochState(Struct, frozen=True):
    """An installation and the epochs it opened, in order."""

    id: str
    station: str
    letter: str
    epochs: tuple[str, ...]
    reasons: tuple[str, ...]
    frontier: tuple[str, ...]


def fold_user(events: Iterable[Event]) -> UserState | None:
    """Fold the events of one user; None without a readable `user.added`."""
    ordered = sorted(events, key=order_key)
    state: UserState | None = None
    for event in ordered:
        payload = payload_of(event)
        if isinstance(payload, UserAdded) and state is None:
            state = UserState(event.header.id, payload.login, payload.name, payload.roles, False, (), payload.station)
        elif state is not None and isinstance(payload, UserChanged):
            state = msgspec.structs.replace(state, name=payload.name, roles=payload.roles)
        elif state is not None and isinstance(payload, UserRevoked):
            state = msgspec.structs.replace(state, revoked=True)
    return None if state is None else msgspec.structs.replace(state, frontier=frontier_of(ordered))


def fold_reference(events: Iterable[Event]) -> ReferenceState | None:
    """Fold the versions of one piece of reference data; None when nothing readable was published."""
    ordered = sorted(events, key=order_key)
    versions: dict[int, Published] = {}
    withdrawn: set[int] = set()
    for event in ordered:
        payload = payload_of(event)
        if isinstance(payload, Published):
            versions.setdefault(payload.version, payload)
        elif isinstance(payload, Withdrawn):
            withdrawn.add(payload.version)
    if not versions:
        return None
    return ReferenceState(
        ordered[0].header.id,
        tuple(versions[v] for v in sorted(versions)),
        tuple(sorted(withdrawn)),
        frontier_of(ordered),
    )


def fold_installation(events: Iterable[Event]) -> EpochState | None:
    """Fold the epochs of one installation; None when none is readable."""
    ordered = sorted(events, key=order_key)
    opened = [(e.header.epoch, p) for e in ordered if isinstance(p := payload_of(e), EpochOpened)]
    if not opened:
        return None
    first = opened[0][1]
    return EpochState(
        first.installation,
        first.station,
        first.letter,
        tuple(epoch for epoch, _ in opened),
        tuple(p.reason for _, p in opened),
        frontier_of(ordered),
    )
