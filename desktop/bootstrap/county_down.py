"""What the county writes for each installation: its receipt, the county's log, the cases granted to it, with files.

Always everything, so that a lost stick heals with the next one and doubled sticks change nothing; only attachments go
once, and again with `full`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from db import downward, exchange, journal
from db.engine import Connection
from db.store import get_key, get_setting, own_epochs, put_setting
from desktop.bootstrap import answers
from desktop.bootstrap.county import certificate
from desktop.bootstrap.station import Desk
from desktop.domain.county_events import Installation
from desktop.domain.manifest import Manifest, OmittedBlob, Sender, Versions
from desktop.domain.receipts import Receipt, encode_receipt
from desktop.usecases.assign_case import grant_released
from exports.bundles.enrolment import CountyCertificate
from exports.bundles.event_lines import EventLine
from exports.bundles.installation_keys import read_keys
from exports.bundles.writer import BlobSource, Outgoing, write_bundle


class _Target(NamedTuple):
    """For whom a bundle is written. `desks`: all installations of the station."""

    station: str
    installation: Installation
    desks: tuple[str, ...]
    receipt: Receipt


def send_down(desk: Desk, folder: Path, *, full: bool = False) -> list[Path]:
    """Write one bundle for every working installation into `folder`. `full`: attachments that went before go again.

    Raises:
        RuleViolation: R-205 no county. BundleRefused: E14, E15, E16, E18.
    """
    answers.answer(desk, grant_released)
    made: list[Path] = []
    with desk.store.transaction() as connection:
        county = certificate(connection)
        for station in exchange.stations(connection):
            receipt = exchange.receipt_for(connection, desk.store.identity, station.id, desk.store.clock.now())
            desks = tuple(i.id for i in station.installations)
            for installation in station.installations:
                if installation.age_recipient and installation.revoked_after < 0:
                    target = _Target(station.id, installation, desks, receipt)
                    made += _send(desk, connection, folder, county, target, full=full)
        connection.commit()
    return made


def _send(
    desk: Desk, connection: Connection, folder: Path, county: CountyCertificate, target: _Target, *, full: bool
) -> list[Path]:
    keys = read_keys(get_key(connection, "installation.keys"))
    concern = downward.concern_of(connection, target.station, target.installation.id, target.desks)
    blobs, omitted = _blobs(desk, connection, concern, target.installation.id, full=full)
    files = write_bundle(
        desk.store.fs,
        folder,
        desk.store.random,
        Outgoing(
            keys=keys,
            recipients=(target.installation.age_recipient, county.operation_recipient),
            manifest=Manifest(
                kind="county_down",
                sender=Sender(county.code, desk.store.identity.installation, keys.sign_key, "A"),
                to=f"installation:{target.installation.id}",
                created_wall=desk.store.clock.now().isoformat(timespec="seconds"),
                journal_head=journal.head(connection),
                totals=exchange.counts(connection),
                versions=Versions(app="0.1.0", schema="0001"),
                omitted_blobs=omitted,
            ),
        ),
        events=map(EventLine._make, _lines(desk, connection, concern, target)),
        files=((f"receipts/{target.station}.json", encode_receipt(target.receipt)),),
        blobs=blobs,
    )
    return [f.path for f in files]


def _lines(
    desk: Desk, connection: Connection, concern: downward.Concern, target: _Target
) -> Iterator[tuple[bytes, bytes, bytes, bytes | None, str]]:
    """The county's own epochs, then runs of other stations' epochs with the granted cases."""
    own = own_epochs(connection, desk.store.identity.installation)
    theirs = own_epochs(connection, target.installation.id)
    yield from downward.lines_for(connection, exchange.ranges_to_send(connection, own, None), concern.county)
    foreign = downward.foreign_ranges(connection, concern, {*own, *theirs})
    yield from downward.lines_for(connection, foreign, concern.whole)


def _blobs(
    desk: Desk, connection: Connection, concern: downward.Concern, installation: str, *, full: bool
) -> tuple[list[BlobSource], tuple[OmittedBlob, ...]]:
    """Files of the granted cases that did not go before, and those that did or are not here."""
    key = f"blobs.sent.{installation}"
    sent = set(get_setting(connection, key).split())
    send, omitted = [], []
    for content in downward.blobs_of(connection, concern):
        if not desk.store.blobs.has(content):
            omitted.append(OmittedBlob(content, 0, "missing"))
        elif content in sent and not full:
            omitted.append(OmittedBlob(content, 0, "earlier"))
        else:
            send.append(_source(desk, content))
    put_setting(connection, key, " ".join(sorted({*sent, *(blob.hash for blob in send)})))
    return send, tuple(omitted)


def _source(desk: Desk, content: str) -> BlobSource:
    data = desk.store.blobs.get(content)
    return BlobSource(content, len(data), lambda: io.BytesIO(data))
