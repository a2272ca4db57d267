"""Holds the events of a station's bundle against what its sender may write, whoever reads it: county or other desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from db import log
from db.engine import Connection
from db.queries.people import users, users_of
from desktop.bootstrap.station import SYSTEM
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.events import Event
from desktop.domain.manifest import Manifest
from desktop.domain.who_may_write import fault_of, strange_epoch, user_fault
from exports.bundles.frame_reader import SenderClaim


class Signed(Protocol):
    """A bundle whose sender and manifest are right, wherever it was opened."""

    @property
    def claim(self) -> SenderClaim: ...
    @property
    def manifest(self) -> Manifest: ...
    def events(self) -> Iterator[Event]: ...


def lawful_events(connection: Connection, opened: Signed) -> Iterator[Event]:
    """The events of a station's bundle, as long as the station may write them.

    Raises:
        BundleRefused: E06 naming what it may not; nothing of the bundle is to be kept.
    """
    claim = opened.claim
    writers = log.writers_of(connection, {part.epoch for part in opened.manifest.ranges})
    for epoch, writer in writers.items():
        if strange_epoch(writer, claim.installation):
            raise _not_theirs(f"epoch {epoch}")
    strangers: frozenset[str] | None = None
    for event in opened.events():
        fault = fault_of(event.header, claim.installation, claim.station)
        if event.header.aggregate == "user" and not fault:
            strangers = _strangers(connection, claim.station) if strangers is None else strangers
            fault = user_fault(event, strangers)
        if fault:
            raise _not_theirs(f"{event.header.epoch} {event.header.seq}: {fault}")
        yield event


def _strangers(connection: Connection, station: str) -> frozenset[str]:
    """Ids of the users known here who are not this station's."""
    own = {user.id for user in users_of(SYSTEM, connection, station)}
    return frozenset(user.id for user in users(SYSTEM, connection) if user.id not in own)


def _not_theirs(detail: str) -> BundleRefused:
    return BundleRefused("E06", detail, said="里面有不该由这台电脑写的记录。")
