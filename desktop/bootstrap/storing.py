"""Stores verified bundles, many in one transaction: their events as one stream, then what is noted of each.

Whoever calls hands in bundles that have nothing in common (`rounds`), so that what is said of each is what would be
said had it come alone; and stores them one by one when they are refused together (`inbox.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol

from msgspec import Struct

from db import append, exchange, inbox, journal, log, lost
from db.engine import Connection, keep_more_pages
from db.exchange import Stored
from db.inbox import InboxRow
from db.journal import Note
from db.missing import note_missing
from desktop.bootstrap import answers, went_down
from desktop.bootstrap.county import record_binding, trust_among
from desktop.bootstrap.lawful import Signed, lawful_events
from desktop.bootstrap.station import SYSTEM, Desk
from desktop.domain.bundle_codes import BundleRefused
from desktop.services.collector import collector_at_rest
from desktop.usecases.assign_case import grant_released
from exports.bundles.enrolment import Introduction
from exports.bundles.frame_reader import SenderClaim
from exports.bundles.opened import TrustAnswer
from exports.bundles.reader import INTRODUCED


class InboxLine(Struct, frozen=True):
    """What became of one file.

    `state`: STORED, DUPLICATE, QUARANTINED with its code, OWN (written by this county), SEALED (for others),
    or SEEN: the process that opened it died, the next run tries again. The journal has the steps between.
    """

    name: str
    state: str
    code: str = ""
    message: str = ""
    new: int = 0
    cases: int = 0


class Verified(Signed, Protocol):
    """What storing needs of a bundle."""

    @property
    def digest(self) -> str: ...
    @property
    def trust(self) -> TrustAnswer: ...
    @property
    def introduction(self) -> Introduction | None: ...
    def contents(self) -> Iterator[tuple[str, int]]: ...
    def close(self) -> None: ...


Introduced = tuple[SenderClaim, Introduction]


class Waiting(NamedTuple):
    """A verified bundle that waits to be stored. `name`: what people know its file by."""

    path: Path
    name: str
    opened: Verified


def rounds(bundles: Sequence[Waiting]) -> list[list[Waiting]]:
    """The bundles in transactions: in each none that have computer, epoch or bundle number in common, and what they
    have in common in the order in which it came."""
    found: list[list[Waiting]] = []
    last: dict[str, int] = {}
    for bundle in bundles:
        manifest = bundle.opened.manifest
        names = {manifest.sender.installation, manifest.bundle_id, *(part.epoch for part in manifest.ranges)}
        place = 1 + max((last[name] for name in names if name in last), default=-1)
        if place == len(found):
            found.append([])
        found[place].append(bundle)
        last.update(dict.fromkeys(names, place))
    return found


def store_together(desk: Desk, own_key: str, bundles: Sequence[Waiting]) -> list[InboxLine]:
    """Store bundles that have nothing in common, and bind the keys they introduce; all of it or nothing.

    Raises:
        BundleRefused: of one of them: E03, E04, E17, E19 by what came in since it was opened, E06 by its content.
    """
    try:
        with desk.store.transaction() as connection:
            if len(bundles) > 1:
                keep_more_pages(connection)
            introduced = _judge_again(connection, own_key, bundles)
            stored = _store(connection, bundles)
            lines = _keep_books(desk, connection, bundles, stored)
            desk.store.forget_place(stored.tick)
            uow = desk.uow_within(connection, SYSTEM)
            for claim, introduction in introduced:
                record_binding(uow, claim, introduction)
            uow.commit()
    except BaseException:
        desk.store.forget_place()
        raise
    answers.answer(desk, grant_released)
    return lines


def _judge_again(connection: Connection, own_key: str, bundles: Sequence[Waiting]) -> list[Introduced]:
    """What other bundles of this run may have changed since these were opened: who is known, and what is stored.

    Returns those whose keys are to be bound. Raises as `store_together`.
    """
    trust = trust_among(connection, own_key, [bundle.opened.claim for bundle in bundles])
    known = inbox.kept(connection, [b.opened.digest for b in bundles], [b.opened.manifest.bundle_id for b in bundles])
    digests, contents = {row.digest for row in known}, {row.bundle_id: row.doc for row in known}
    introduced: list[Introduced] = []
    for _path, _name, opened in bundles:
        answer = trust(opened.claim, opened.introduction)
        content = contents.get(opened.manifest.bundle_id)
        refused: BundleRefused | None = None
        if answer.standing != opened.trust.standing and answer.standing not in ("known", "introduced"):
            refused = BundleRefused("E04" if answer.standing == "revoked" else "E03", opened.claim.installation)
        elif opened.digest in digests or content == opened.manifest.content_digest:
            refused = BundleRefused("E17", opened.digest)
        elif content is not None:
            refused = BundleRefused("E19", content)
        if refused is not None:
            refused.station, refused.digest = opened.claim.station, opened.digest
            refused.bundle_id = opened.manifest.bundle_id
            raise refused
        if answer == INTRODUCED and opened.introduction is not None:
            introduced.append((opened.claim, opened.introduction))
    return introduced


def _store(connection: Connection, bundles: Sequence[Waiting]) -> Stored:
    """Events and attachments."""
    released: set[str] = set()
    lawful = lawful_events(connection, [bundle.opened for bundle in bundles])
    try:
        with collector_at_rest():
            stored = exchange.store_events(connection, answers.watched(lawful, "case.released", released))
    except append.TickNotGrowing as error:
        raise BundleRefused("E06", str(error)) from error
    exchange.note_blobs(connection, chain.from_iterable(bundle.opened.contents() for bundle in bundles))
    answers.keep(connection, released)
    return stored


def _keep_books(desk: Desk, connection: Connection, bundles: Sequence[Waiting], stored: Stored) -> list[InboxLine]:
    """What is noted of each bundle beside its events."""
    manifests = [bundle.opened.manifest for bundle in bundles]
    epochs = [{part.epoch for part in manifest.ranges} for manifest in manifests]
    brought = [stored.brought(mine) for mine in epochs]
    heads = log.heads(connection, set().union(*epochs))
    naming: dict[str, set[str]] = {}
    came: dict[str, list[str]] = {}
    for manifest, part in zip(manifests, brought, strict=True):
        naming.setdefault(manifest.sender.station, set()).update(part.naming)
        came.setdefault(manifest.sender.station, []).extend(run.epoch for run in manifest.ranges)
        lost.note(connection, manifest.sender.station, manifest.lost)
        exchange.note_ends(connection, manifest.ranges, heads)
    exchange.note_epochs(connection, came)
    note_missing(connection, naming, desk.store.blobs.has)
    went_down.confirmed(connection, manifests)
    now = desk.store.clock.now()
    rows = [
        InboxRow(
            opened.digest,
            name,
            inbox.state_of(opened.manifest, heads),
            now.isoformat(timespec="seconds"),
            bundle_id=opened.manifest.bundle_id,
            sender=opened.manifest.sender.station,
            doc=opened.manifest.content_digest,
        )
        for _path, name, opened in bundles
    ]
    inbox.note(connection, *rows)
    inbox.settle_waiting(connection, naming, exchange.expected_epochs)
    notes = [(Note(now, desk.viewer.id, "import", manifest.bundle_id), "") for manifest in manifests]
    journal.write_all(connection, notes)
    return [
        InboxLine(bundle.name, "STORED", new=part.events, cases=len(part.cases))
        for bundle, part in zip(bundles, brought, strict=True)
    ]
