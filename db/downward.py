"""What the county sends down to one installation, and what of it the reader may see. Knows no files and no keys.

The county's own log goes to everybody whole as headers, so that its chain verifies; bodies only where they concern the
reader. Of another station's log an installation gets a run only when a case of it has been granted to it, again with
the bodies of that case and its people alone (sync-model.md §2).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, func, select

from db import log
from db.exchange import RangeToSend, lines
from db.store import own_epochs
from db.tables import log_epoch, log_event, state_case, state_party
from desktop.domain.case import CaseState
from desktop.domain.events import Header

_HEADER = msgspec.json.Decoder(Header)
SHARED = ("reference", "installation", "epoch")
"""Kinds of aggregates whose bodies go to every station."""


class Concern(NamedTuple):
    """What an installation may read. `whole`: cases it was granted and their people, from whoever wrote them;
    `county`: aggregates whose county events it may read."""

    whole: frozenset[str]
    county: frozenset[str]


def concern_of(connection: Connection, station: str, installation: str, desks: Collection[str]) -> Concern:
    """`desks`: all installations of the station, since the county's acts on a case concern each of them."""
    granted = _granted(connection, installation)
    people = connection.execute(
        select(state_party.c.record).where(log.among(connection, state_party.c.case_id, sorted(granted)))
    ).scalars()
    owned = connection.execute(
        select(state_case.c.id).where(log.among(connection, state_case.c.owner, sorted(desks)))
    ).scalars()
    epochs = [e for desk in desks for e in own_epochs(connection, desk)]
    written = connection.execute(
        select(log_event.c.id)
        .distinct()
        .join(log_epoch, log_epoch.c.no == log_event.c.epoch_no)
        .where(log.among(connection, log_epoch.c.id, epochs), log_event.c.aggregate.in_(("case", "user")))
    ).scalars()
    whole = frozenset({*granted, *people})
    return Concern(whole, whole | {station, *owned, *written})


def _granted(connection: Connection, installation: str) -> set[str]:
    """Cases that another installation registered and this one owns now."""
    docs = connection.execute(
        select(state_case.c.id).where(state_case.c.owner == installation, state_case.c.owner_version > 1)
    )
    return set(docs.scalars())


def foreign_ranges(connection: Connection, concern: Concern, not_from: Collection[str]) -> list[RangeToSend]:
    """Of every epoch that holds something of the granted cases: from its beginning to the last such event.

    `not_from`: epochs of the reader and of the county, which go their own way.
    """
    if not concern.whole:
        return []
    rows = connection.execute(
        select(log_epoch.c.id, func.max(log_event.c.seq))
        .join(log_event, log_event.c.epoch_no == log_epoch.c.no)
        .where(log.among(connection, log_event.c.id, sorted(concern.whole)), log_event.c.connected == 1)
        .group_by(log_epoch.c.id)
        .order_by(log_epoch.c.id)
    )
    return [RangeToSend(epoch, 1, last) for epoch, last in rows if epoch not in not_from]


def blobs_of(connection: Connection, concern: Concern) -> list[str]:
    """Contents that the granted cases name: attachments, and the facts of papers."""
    found: set[str] = set()
    query = select(state_case.c.doc).where(log.among(connection, state_case.c.id, sorted(concern.whole)))
    for doc in connection.execute(query).scalars():
        state = msgspec.json.decode(doc, type=CaseState)
        found.update(a.content_hash for a in state.attachments)
        found.update(d.facts_hash for d in state.documents)
    return sorted(found)


def lines_for(
    connection: Connection, ranges: Iterable[RangeToSend], visible: Collection[str]
) -> Iterator[log.StoredLine]:
    """The lines of these runs, with the bodies of what does not concern the reader withheld; the chain verifies."""
    for line in lines(connection, ranges):
        header = _HEADER.decode(line.header)
        if header.aggregate in SHARED or header.id in visible or line.payload is None:
            yield line
        else:
            yield line._replace(salt=b"", payload=None, state="withheld")
