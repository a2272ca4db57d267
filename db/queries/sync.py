"""How far the work has travelled: written, exported, received, durable. Only a reading of outbox and receipts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

import msgspec
from sqlalchemy import Connection, func, select

from db import log, undo
from db.exchange import blobs_received, durable_upto, on_the_way_or_there, received_upto
from db.queries.cases import sees_cases
from db.store import Identity, current_epoch, get_setting
from db.tables import local_draft, local_outbox, local_receipt, log_blob, log_epoch, log_event, state_case
from desktop.domain.bundle_codes import BUNDLE_CODES
from desktop.domain.read_models import Amount, AttachmentState, BundleRow, CaseProgress, SyncState
from desktop.domain.receipts import Receipt
from desktop.domain.sealed import SEALED_FORMS
from desktop.domain.station_board import is_overdue
from desktop.domain.viewer import Viewer

BundleState = Literal["sealed", "on_medium", "handed_over", "received", "durable", "overdue", "refused"]


def receipt_of(viewer: Viewer, connection: Connection, station: str) -> Receipt | None:
    """The join of all receipts imported for a station."""
    doc = connection.execute(select(local_receipt.c.doc).where(local_receipt.c.station == station)).scalar()
    return None if doc is None else msgspec.json.decode(doc, type=Receipt)


def county_time(viewer: Viewer, connection: Connection, station: str) -> str:
    """The county's clock as the newest receipt tells it; "" before the first."""
    receipt = receipt_of(viewer, connection, station)
    return receipt.county_time if receipt is not None else ""


def marks(viewer: Viewer, connection: Connection, station: str, epoch: str) -> tuple[int, int]:
    """(received up to, durable up to) of an epoch by the receipts held."""
    receipt = receipt_of(viewer, connection, station)
    if receipt is None:
        return (0, 0)
    received = received_upto(connection, epoch, receipt)
    return (received, min(received, durable_upto(connection, epoch, receipt)))


def exported_upto(viewer: Viewer, connection: Connection, epoch: str) -> int:
    """Last seq of an epoch that stands in a bundle this installation wrote."""
    return undo.exported_upto(connection, epoch)


def sync_state(viewer: Viewer, connection: Connection, identity: Identity, now: datetime) -> SyncState:
    """The sync page of this installation."""
    epoch = current_epoch(connection, identity.installation)
    head = log.head(connection, epoch)
    received, durable = marks(viewer, connection, identity.station, epoch)
    receipt = receipt_of(viewer, connection, identity.station)
    imported = connection.execute(
        select(local_receipt.c.imported_at).where(local_receipt.c.station == identity.station)
    ).scalar()
    return SyncState(
        written=head.seq,
        exported=exported_upto(viewer, connection, epoch),
        received=received,
        durable=durable,
        drafts=_drafts(connection),
        enrolled=bool(get_setting(connection, "county.name")),
        station=identity.station,
        station_name=get_setting(connection, "station.name"),
        installation=identity.installation,
        bundles=tuple(_bundles(viewer, connection, identity, receipt, now)),
        last_receipt_at=str(imported or ""),
        county_name=get_setting(connection, "county.name"),
        refused=tuple(_refused(connection, receipt)) if receipt else (),
        attachments=_attachments(connection, receipt, now),
    )


def _bundles(
    viewer: Viewer, connection: Connection, identity: Identity, receipt: Receipt | None, now: datetime
) -> list[BundleRow]:
    """The newest fifty that were written."""
    known: dict[str, tuple[int, int]] = {}
    found = []
    refused = {one.bundle_id for one in receipt.refused} if receipt else set()
    rows = connection.execute(select(local_outbox).order_by(local_outbox.c.created_at.desc()).limit(50)).mappings()
    for row in rows:
        if row["epoch"] not in known:
            known[row["epoch"]] = marks(viewer, connection, identity.station, row["epoch"])
        got, safe = known[row["epoch"]] if row["events"] else _attachments_alone(row["blobs"], receipt)
        state = _bundle_state(row["state"], row["last_seq"], got, safe)
        if state == row["state"] and row["bundle_id"].partition(".")[0] in refused:
            state = "refused"
        elif state == row["state"] and is_overdue(row["created_at"], now):
            state = "overdue"
        found.append(BundleRow(row["name"], row["created_at"], row["first_seq"], row["last_seq"], row["events"], state))
    return found


def _refused(connection: Connection, receipt: Receipt) -> Iterator[str]:
    """What the county did not take and has not got in another file since: which, why, what to do."""
    for one in receipt.refused:
        sent = local_outbox.c.bundle_id.startswith(f"{one.bundle_id}.", autoescape=True)
        query = select(local_outbox.c.name, local_outbox.c.epoch, local_outbox.c.last_seq).where(sent)
        rows = connection.execute(query.order_by(local_outbox.c.bundle_id)).all()
        if rows and all(epoch and last <= received_upto(connection, epoch, receipt) for _name, epoch, last in rows):
            continue
        why = BUNDLE_CODES.get(one.code)
        told = f"{why.sentence}{why.way_out}" if why else ""
        yield f"{rows[0][0] if rows else one.bundle_id[:8]}：{told}（{one.code}）"


def _attachments_alone(carried: str, receipt: Receipt | None) -> tuple[int, int]:
    """Marks for a bundle that has no place in an epoch: received once a receipt asks for nothing of it."""
    asked = receipt is None or bool(set(receipt.missing_blobs) & set(carried.split()))
    return (-1 if asked else 0, -1)


def _attachments(connection: Connection, receipt: Receipt | None, now: datetime) -> AttachmentState:
    """An attachment is at the county when the records of a bundle that carried it are and no receipt misses it; it is
    to be brought again when nothing was heard of its bundle for too long."""
    missing = set(receipt.missing_blobs) if receipt else set()
    out = on_the_way_or_there(connection, receipt, now)
    arrived = blobs_received(connection, receipt) if receipt else set()
    travelling = select(log_blob.c.hash, log_blob.c.size).where(log_blob.c.travels == 1)
    sizes: dict[str, int] = {content: size for content, size in connection.execute(travelling)}
    there = (sizes.keys() & arrived) - missing
    way = (sizes.keys() & out) - missing - there
    waiting = sizes.keys() - there - way
    return AttachmentState(*(Amount(len(x), sum(sizes[h] for h in x)) for x in (waiting, way, there)))


def _drafts(connection: Connection) -> int:
    """How many drafts would stay behind; those of sealed matters are counted for nobody."""
    query = select(func.count()).select_from(local_draft).where(local_draft.c.form.not_like(f"{SEALED_FORMS}%"))
    return int(connection.execute(query).scalar() or 0)


def _bundle_state(stored: str, last_seq: int, received: int, durable: int) -> BundleState:
    if durable >= last_seq:
        return "durable"
    if received >= last_seq:
        return "received"
    state: BundleState = msgspec.convert(stored, BundleState)
    return state


def case_progress(viewer: Viewer, connection: Connection, case_id: str, identity: Identity) -> CaseProgress:
    """How many of a case's events are written, exported, received, durable; nothing of what the viewer may not see."""
    visible = select(state_case.c.id).where(state_case.c.id == case_id, sees_cases(viewer))
    if connection.execute(visible).first() is None:
        return CaseProgress(0, 0, 0, 0)
    rows = connection.execute(
        select(log_epoch.c.id, log_event.c.seq)
        .join(log_event, log_event.c.epoch_no == log_epoch.c.no)
        .where(log_event.c.id == case_id, log_event.c.connected == 1)
    ).all()
    totals = [0, 0, 0]
    for epoch in {epoch for epoch, _seq in rows}:
        exported = exported_upto(viewer, connection, epoch)
        received, durable = marks(viewer, connection, identity.station, epoch)
        for place, limit in enumerate((exported, received, durable)):
            totals[place] += sum(1 for e, seq in rows if e == epoch and seq <= limit)
    return CaseProgress(len(rows), *totals)
