"""The rows of what is no case and no person: users, reference data, installations, stations, sealed matters."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from db.projections import Projection, Rows
from db.tables import (
    state_decision,
    state_installation,
    state_reference,
    state_sealed,
    state_station,
    state_user,
)
from desktop.domain.canonical import encode_checked
from desktop.domain.county_events import StationState, fold_station
from desktop.domain.events import Event, order_key
from desktop.domain.station_events import (
    EpochState,
    ReferenceState,
    UserState,
    fold_installation,
    fold_reference,
    fold_user,
)


class Listed(Struct, frozen=True):
    """An aggregate whose state is simply its events in order: decisions, and sealed matters by their hashes."""

    id: str
    kind: str
    events: tuple[tuple[str, str], ...]


def fold_listed(events: Iterable[Event]) -> Listed | None:
    """Keep type and hash of each event, in canonical order."""
    ordered = sorted(events, key=order_key)
    if not ordered:
        return None
    header = ordered[0].header
    return Listed(header.id, header.aggregate, tuple((e.header.type, e.hash.hex()) for e in ordered))


def _user(state: UserState) -> Rows:
    row = {
        "id": state.id,
        "login": state.login,
        "name": state.name,
        "revoked": int(state.revoked),
        "doc": encode_checked(state).decode(),
    }
    return {state_user: [row]}


def _reference(state: ReferenceState) -> Rows:
    newest = state.versions[-1]
    doc = encode_checked(state).decode()
    return {state_reference: [{"id": state.id, "kind": newest.kind, "key": newest.key, "doc": doc}]}


def _installation(state: EpochState) -> Rows:
    return {state_installation: [{"id": state.id, "station": state.station, "doc": encode_checked(state).decode()}]}


def _station(state: StationState) -> Rows:
    return {state_station: [{"id": state.id, "name": state.name, "doc": encode_checked(state).decode()}]}


def _sealed(state: Listed) -> Rows:
    return {state_sealed: [{"id": state.id, "doc": encode_checked(state).decode()}]}


def _decision(state: Listed) -> Rows:
    return {state_decision: [{"id": state.id, "kind": state.kind, "doc": encode_checked(state).decode()}]}


PROJECTIONS = {
    "user": Projection(fold_user, _user, ((state_user, state_user.c.id),)),
    "reference": Projection(fold_reference, _reference, ((state_reference, state_reference.c.id),)),
    "installation": Projection(fold_installation, _installation, ((state_installation, state_installation.c.id),)),
    "station": Projection(fold_station, _station, ((state_station, state_station.c.id),)),
    "sealed": Projection(fold_listed, _sealed, ((state_sealed, state_sealed.c.id),)),
    "epoch": Projection(fold_listed, _decision, ((state_decision, state_decision.c.id),)),
    "person_link": Projection(fold_listed, _decision, ((state_decision, state_decision.c.id),)),
}
