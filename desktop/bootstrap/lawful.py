"""Holds the events of a station's bundle against what its sender may write, whoever reads it: county or other desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from db import log
from db.engine import Connection
from db.queries.people import user_ids, users_of
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


def lawful_events(connection: Connection, bundles: Sequence[Signed]) -> Iterator[Event]:
    """The events of stations' bundles one after another, as long as each station may write its own.

    Raises:
        BundleRefused: E06 naming what it may not; nothing of these bundles is to be kept.
    """
    writers = log.writers_of(connection, {part.epoch for opened in bundles for part in opened.manifest.ranges})
    users = _Users(connection)
    for opened in bundles:
        claim = opened.claim
        for part in opened.manifest.ranges:
            if strange_epoch(writers.get(part.epoch), claim.installation):
                raise _not_theirs(f"epoch {part.epoch}")
        users.begin(claim.station)
        for event in opened.events():
            fault = fault_of(event.header, claim.installation, claim.station)
            if event.header.aggregate == "user" and not fault:
                fault = user_fault(event, users.strangers(event.header.id))
            if fault:
                raise _not_theirs(f"{event.header.epoch} {event.header.seq}: {fault}")
            yield event


class _Users:
    """Which users are strangers to a station: known here or from a bundle before its own, and not the station's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: set[str] | None = None
        self._coming: set[str] = set()
        self._own: set[str] | None = None
        self._station = ""

    def begin(self, station: str) -> None:
        """A bundle of this station follows."""
        if self._known is not None:
            self._known |= self._coming
        self._coming, self._own, self._station = set(), None, station

    def strangers(self, user: str) -> set[str]:
        """The user himself if he is one; what this bundle says of him is noted for those behind it."""
        if self._known is None:
            self._known = set(user_ids(SYSTEM, self._connection))
        self._coming.add(user)
        if user not in self._known:
            return set()
        if self._own is None:
            self._own = {u.id for u in users_of(SYSTEM, self._connection, self._station)}
        return {user} - self._own


def _not_theirs(detail: str) -> BundleRefused:
    return BundleRefused("E06", detail, said="里面有不该由这台电脑写的记录。")
