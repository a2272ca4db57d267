"""What the county writes for each installation: its receipt, the county's log, cases granted to it, what it has lost.

Always everything, so that a lost stick heals with the next one and doubled sticks change nothing; only attachments go
once, and again with `full`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from db import downward, exchange, journal
from db.engine import Connection
from db.store import get_key, own_epochs
from desktop.bootstrap import answers, went_down
from desktop.bootstrap.county import certificate
from desktop.bootstrap.doors import APP_VERSION
from desktop.bootstrap.exchange import blob_source
from desktop.bootstrap.station import SYSTEM, Desk
from desktop.domain.manifest import Manifest, OmittedBlob, Sender, Versions
from desktop.domain.receipts import Receipt, encode_receipt
from desktop.usecases.assign_case import grant_released
from exports.bundles.installation_keys import read_keys
from exports.bundles.writer import BlobSource, Outgoing, write_bundle


class Target(NamedTuple):
    """For whom a bundle is written. `desks`: all installations of the station. `recipient`: age recipient that opens
    it; `rebuild`: a computer that takes the place of a lost one."""

    station: str
    installation: str
    desks: tuple[str, ...]
    recipient: str
    receipt: Receipt
    rebuild: bool = False


class _Load(NamedTuple):
    """What goes into one bundle."""

    concern: downward.Concern
    lost: list[exchange.RangeToSend]
    foreign: list[exchange.RangeToSend]


def send_down(desk: Desk, folder: Path, *, full: bool = False) -> list[Path]:
    """Write one bundle for every working installation into `folder`. `full`: attachments that went before go again.

    Raises:
        RuleViolation: R-205 no county. BundleRefused: E14, E15, E16, E18.
    """
    answers.answer(desk, grant_released)
    with desk.uow(SYSTEM) as uow:
        uow.settle_epoch()
        uow.commit()
    made: list[Path] = []
    with desk.store.transaction() as connection:
        for station in exchange.stations(connection):
            receipt = exchange.receipt_for(connection, desk.store.identity, station.id, desk.store.clock.now())
            desks = tuple(i.id for i in station.installations)
            for one in station.installations:
                if one.age_recipient and one.revoked_after < 0:
                    target = Target(station.id, one.id, desks, one.age_recipient, receipt)
                    made += send_to(desk, connection, folder, target, full=full)
        connection.commit()
        desk.store.note_receipts(connection)
    return made


def send_to(desk: Desk, connection: Connection, folder: Path, target: Target, *, full: bool = False) -> list[Path]:
    """Write the bundle of one installation; the caller commits what was noted of it."""
    county = certificate(connection)
    keys = read_keys(get_key(connection, "installation.keys"))
    load = _load(desk, connection, target)
    blobs, omitted = _blobs(desk, connection, load, target, full=full)
    files = write_bundle(
        desk.store.fs,
        folder,
        desk.store.random,
        Outgoing(
            keys=keys,
            recipients=(target.recipient, county.operation_recipient),
            manifest=Manifest(
                kind="rebuild" if target.rebuild or load.lost else "county_down",
                sender=Sender(county.code, desk.store.identity.installation, keys.sign_key, "A"),
                to=f"installation:{target.installation}",
                created_wall=desk.store.clock.now().isoformat(timespec="seconds"),
                journal_head=journal.head(connection),
                totals=exchange.counts(connection),
                versions=Versions(app=APP_VERSION, schema="0001"),
                omitted_blobs=omitted,
            ),
        ),
        events=_lines(desk, connection, load),
        files=((f"receipts/{target.station}.json", encode_receipt(target.receipt)),),
        blobs=blobs,
    )
    return [f.path for f in files]


def _load(desk: Desk, connection: Connection, target: Target) -> _Load:
    own = own_epochs(connection, desk.store.identity.installation)
    concern = downward.concern_of(connection, target.station, target.installation, target.desks, own)
    if target.rebuild:
        concern = downward.with_users(connection, concern, target.station)
    lost = [] if target.rebuild else went_down.lost_runs(connection, target.installation)
    theirs = own_epochs(connection, target.installation)
    return _Load(concern, lost, downward.foreign_ranges(connection, concern, {*own, *theirs}))


def _lines(desk: Desk, connection: Connection, load: _Load) -> Iterator[tuple[bytes, bytes, bytes, bytes | None, str]]:
    """The county's own epochs, what the reader has lost of its own, runs of others with the granted cases."""
    own = own_epochs(connection, desk.store.identity.installation)
    yield from downward.lines_for(connection, exchange.ranges_to_send(connection, own, None), load.concern.county)
    yield from exchange.lines(connection, load.lost)
    yield from downward.lines_for(connection, load.foreign, load.concern.whole)


def _blobs(
    desk: Desk, connection: Connection, load: _Load, target: Target, *, full: bool
) -> tuple[list[BlobSource], tuple[OmittedBlob, ...]]:
    """Files of the granted and returned cases; left out are those that have come, and those that are not here."""
    there = set() if full else went_down.blobs_there(connection, target.installation)
    send, omitted = [], []
    cases = load.concern.whole | downward.cases_in(connection, load.lost)
    named = downward.reference_blobs(connection) | downward.blobs_of(connection, cases)
    for content, size in named.items():
        if not desk.store.blobs.has(content):
            omitted.append(OmittedBlob(content, size, "missing"))
        elif content in there:
            omitted.append(OmittedBlob(content, size, "earlier"))
        else:
            send.append(blob_source(desk, content, size))
    went_down.note_blobs(connection, target.installation, target.receipt, (blob.hash for blob in send))
    return send, tuple(omitted)
