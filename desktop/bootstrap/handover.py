"""`handover`: one case, encrypted to the other desk of the same station; everything else of our log as headers only."""

from __future__ import annotations

from pathlib import Path

from db import downward, exchange, journal
from db.engine import Connection
from db.store import get_key, own_epochs
from desktop.bootstrap.doors import APP_VERSION
from desktop.bootstrap.exchange import Exported, blob_source, county_certificate, own_sender
from desktop.bootstrap.station import Desk
from desktop.domain.county_events import Installation
from desktop.domain.manifest import Manifest, Versions
from desktop.usecases.hand_over import hand_over
from exports.bundles.installation_keys import read_keys
from exports.bundles.writer import Outgoing, write_bundle


def write_handover(desk: Desk, case_id: str, to: str, folder: Path) -> Exported:
    """Hand a case over and write its bundle into `folder`; again for a lost stick.

    Raises:
        RuleViolation: as `hand_over`. Situation: S-606 not enrolled. BundleRefused: E14, E15, E16, E18.
    """
    with desk.uow(desk.viewer) as uow:
        target = hand_over(case_id, to, uow)
        uow.commit()
    with desk.store.transaction() as connection:
        certificate = county_certificate(get_key(connection, "county.certificate"))
        ranges = exchange.ranges_to_send(connection, own_epochs(connection, desk.store.identity.installation), None)
        visible = downward.with_people(connection, {case_id})
        named = downward.blobs_of(connection, [case_id]).items()
        blobs = [blob_source(desk, content, size) for content, size in named if desk.store.blobs.has(content)]
        files = write_bundle(
            desk.store.fs,
            folder,
            desk.store.random,
            _outgoing(desk, connection, target, certificate.operation_recipient),
            events=downward.lines_for(connection, ranges, visible),
            blobs=blobs,
        )
        at = desk.store.clock.now()
        journal.write(connection, at=at, user=desk.viewer.id, act="handover", subject=case_id)
        connection.commit()
    return Exported(tuple(f.path for f in files), sum(r.last - r.first + 1 for r in ranges), len(blobs))


def _outgoing(desk: Desk, connection: Connection, target: Installation, county: str) -> Outgoing:
    keys = read_keys(get_key(connection, "installation.keys"))
    return Outgoing(
        keys=keys,
        recipients=(target.age_recipient, county),
        manifest=Manifest(
            kind="handover",
            sender=own_sender(desk, keys),
            to=f"installation:{target.id}",
            created_wall=desk.store.clock.now().isoformat(timespec="seconds"),
            journal_head=journal.head(connection),
            cumulative=False,
            totals=exchange.counts(connection),
            versions=Versions(app=APP_VERSION, schema="0001"),
        ),
    )
