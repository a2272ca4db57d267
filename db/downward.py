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
from db.exchange import RangeToSend, lines, station_epochs
from db.store import own_epochs
from db.tables import log_blob, log_epoch, log_event, state_case, state_party, state_reference, state_user
from desktop.domain.case import CaseState
from desktop.domain.case_events import CaseGranted
from desktop.domain.events import Header
from desktop.domain.station_events import ReferenceState, UserState

_HEADER = msgspec.json.Decoder(Header)
_GRANT = msgspec.json.Decoder(CaseGranted)
SHARED = ("reference", "installation", "epoch")
"""Kinds of aggregates whose bodies go to every station."""


class Concern(NamedTuple):
    """What an installation may read. `whole`: cases it was granted and their people, from whoever wrote them;
    `county`: aggregates whose county events it may read."""

    whole: frozenset[str]
    county: frozenset[str]


def concern_of(
    connection: Connection, station: str, installation: str, desks: Collection[str], county: Collection[str]
) -> Concern:
    """`desks`: all installations of the station, since the county's acts on a case concern each of them. `county`: its
    own epochs."""
    whole = with_people(connection, _granted(connection, installation))
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
    had = _ever_granted(connection, county, desks)
    return Concern(whole, whole | had | {station, *owned, *written, *named_users(connection, station)})


def named_users(connection: Connection, station: str) -> tuple[str, ...]:
    """Ids of the users that the county named at a station."""
    docs = connection.execute(select(state_user.c.doc).where(state_user.c.doc.contains(f'"station":"{station}"')))
    states = (msgspec.json.decode(doc, type=UserState) for doc in docs.scalars())
    return tuple(state.id for state in states if state.station == station)


def with_people(connection: Connection, cases: Collection[str]) -> frozenset[str]:
    """These cases and the records of their parties."""
    mine = log.among(connection, state_party.c.case_id, sorted(cases))
    return frozenset({*cases, *connection.execute(select(state_party.c.record).where(mine)).scalars()})


def _granted(connection: Connection, installation: str) -> set[str]:
    """Cases that another installation registered and this one owns now."""
    docs = connection.execute(
        select(state_case.c.id).where(state_case.c.owner == installation, state_case.c.owner_version > 1)
    )
    return set(docs.scalars())


def _ever_granted(connection: Connection, county: Collection[str], desks: Collection[str]) -> set[str]:
    """Cases that the county gave to one of these once: who holds a case to be his must hear where it went."""
    grants = connection.execute(
        select(log_event.c.id, log_event.c.payload)
        .join(log_epoch, log_epoch.c.no == log_event.c.epoch_no)
        .where(log.among(connection, log_epoch.c.id, sorted(county)), log_event.c.type == "case.granted")
    )
    return {case for case, payload in grants if payload is not None and _GRANT.decode(payload).to in desks}


def with_users(connection: Connection, concern: Concern, station: str) -> Concern:
    """For a computer that takes the place of a lost one: the station's users belong to what it must know."""
    epochs = station_epochs(connection, station)
    users = connection.execute(
        select(log_event.c.id)
        .distinct()
        .join(log_epoch, log_epoch.c.no == log_event.c.epoch_no)
        .where(log.among(connection, log_epoch.c.id, epochs), log_event.c.aggregate == "user")
    ).scalars()
    return Concern(concern.whole | set(users), concern.county)


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


def cases_in(connection: Connection, runs: Iterable[RangeToSend]) -> set[str]:
    """Cases that have an event in these runs."""
    found: set[str] = set()
    for run in runs:
        headers = (_HEADER.decode(raw) for _hash, raw, *_body in lines(connection, [run]))
        found |= {header.id for header in headers if header.aggregate == "case"}
    return found


def blobs_of(connection: Connection, cases: Collection[str]) -> dict[str, int]:
    """Contents that these cases name (attachments, facts of papers) with their sizes; 0 for one that is not here."""
    found: set[str] = set()
    query = select(state_case.c.doc).where(log.among(connection, state_case.c.id, sorted(cases)))
    for doc in connection.execute(query).scalars():
        state = msgspec.json.decode(doc, type=CaseState)
        found.update(a.content_hash for a in state.attachments)
        found.update(d.facts_hash for d in state.documents)
    return _sizes(connection, found)


def reference_blobs(connection: Connection) -> dict[str, int]:
    """Files of what this county published that are too long for their event, with their sizes; they go to everybody."""
    docs = connection.execute(select(state_reference.c.doc).where(state_reference.c.key.not_like("%.%"))).scalars()
    versions = (v for doc in docs for v in msgspec.json.decode(doc, type=ReferenceState).versions)
    return _sizes(connection, {v.content_hash for v in versions if not v.content})


def _sizes(connection: Connection, contents: Collection[str]) -> dict[str, int]:
    rows = connection.execute(
        select(log_blob.c.hash, log_blob.c.size).where(log.among(connection, log_blob.c.hash, sorted(contents)))
    )
    return dict.fromkeys(sorted(contents), 0) | {content: size for content, size in rows}


def lines_for(
    connection: Connection, ranges: Iterable[RangeToSend], visible: Collection[str]
) -> Iterator[log.StoredLine]:
    """The lines of these runs, with the bodies of what does not concern the reader withheld; the chain verifies."""
    for line in lines(connection, ranges):
        digest, raw, _salt, payload, _state = line
        header = _HEADER.decode(raw)
        if header.aggregate in SHARED or header.id in visible or payload is None:
            yield line
        else:
            yield digest, raw, b"", None, "withheld"
