"""What may still be taken back: nothing that left this computer, took a number, or that others rest on. Reads only."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select

from db.store import get_setting, own_epochs
from db.tables import local_outbox, log_epoch, log_event
from desktop.domain.case_effect import NEVER_UNDONE
from desktop.domain.case_events import DocumentPrepared

_LET_GO = "case.released"  # from then on the case is the county's, whether it has heard of it or not
_PAPERS = ("document.issued", "document.served", "document.signed")


def exported_upto(connection: Connection, epoch: str) -> int:
    """Last seq of an epoch that stands in a bundle this installation wrote."""
    found = connection.execute(select(func.max(local_outbox.c.last_seq)).where(local_outbox.c.epoch == epoch)).scalar()
    return int(found or 0)


def left_the_house(connection: Connection, case_id: str, event_hash: str) -> bool:
    """Whether an event of a case is in a bundle, came from elsewhere, or put a paper into somebody's hand."""
    row = _find(connection, case_id, event_hash)
    return row is None or _left(connection, row)


def may_be_undone(connection: Connection, case_id: str, event_hash: str) -> bool:
    """Whether this event may be taken back, if it is the last one of the case."""
    row = _find(connection, case_id, event_hash)
    if row is None or row.type in (*NEVER_UNDONE, _LET_GO) or _left(connection, row):
        return False
    if row.type != "document.prepared" or row.payload is None:
        return True
    return not msgspec.json.decode(row.payload, type=DocumentPrepared).series  # a number once taken stays taken


def _find(connection: Connection, case_id: str, event_hash: str) -> Row[Any, Any, Any, Any] | None:
    return connection.execute(
        select(log_epoch.c.id, log_event.c.seq, log_event.c.type, log_event.c.payload)
        .join_from(log_event, log_epoch, log_epoch.c.no == log_event.c.epoch_no)
        .where(log_event.c.id == case_id, log_event.c.hash == bytes.fromhex(event_hash))
    ).first()


def _left(connection: Connection, row: Row[Any, Any, Any, Any]) -> bool:
    if row.type in _PAPERS or row.id not in own_epochs(connection, get_setting(connection, "installation.id")):
        return True
    return bool(row.seq <= exported_upto(connection, row.id))
