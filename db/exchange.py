"""The database's half of every exchange: what to send, what came, how far each side is. Knows no files and no keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, func, insert, select

from db import append, cache, log
from db.missing import NAMING, missing_of
from db.projections import project
from db.store import Identity, current_epoch, get_setting, get_settings, own_epochs, put_setting, put_settings
from db.tables import (
    WAITING,
    local_inbox,
    local_outbox,
    local_receipt,
    log_blob,
    log_epoch,
    log_event,
    state_case,
    state_duty,
    state_installation,
    state_station,
)
from desktop.domain.county_events import StationState
from desktop.domain.events import Event, Header
from desktop.domain.manifest import Range
from desktop.domain.receipts import End, EpochMark, Fork, Mark, Receipt, Refused, SanityCounts, join
from desktop.domain.sealed import SEALED_AGGREGATE
from desktop.domain.station_board import is_overdue
from desktop.domain.station_events import EpochState

SLICE = 5000
_FORKS = 50
"""So many ends of branches a receipt names for one epoch, and so many places where a machine ended short of them."""
KEPT = 3
"""Slices of events that are held in memory at most, about 40 MB."""
_HEADER = msgspec.json.Decoder(Header)


class RangeToSend(NamedTuple):
    """A run of one epoch that the other side does not have yet."""

    epoch: str
    first: int
    last: int


class Brought(NamedTuple):
    """What an import did in one epoch: new events, cases touched, and those of them that may name contents which have
    not come."""

    events: int
    cases: set[str]
    naming: set[str]


class Stored(NamedTuple):
    """What an import did. `tick`: the greatest it brought. `of`: by epoch."""

    new: int
    known: int
    forks: int
    cases: int
    tick: int
    of: dict[str, Brought]

    def brought(self, epochs: Iterable[str]) -> Brought:
        """What it did in these epochs together: one bundle's share, where no other bundle had them."""
        parts = [self.of[epoch] for epoch in epochs if epoch in self.of]
        return Brought(
            sum(part.events for part in parts),
            {case for part in parts for case in part.cases},
            {case for part in parts for case in part.naming},
        )


def station_epochs(connection: Connection, station: str) -> list[str]:
    """All epochs that installations of a station opened, in order."""
    docs = connection.execute(select(state_installation.c.doc).where(state_installation.c.station == station)).scalars()
    return [epoch for doc in docs for epoch in msgspec.json.decode(doc, type=EpochState).epochs]


def expected_epochs(connection: Connection, station: str) -> list[str]:
    """The epochs of a station, and those that its bundles named and whose beginning is not here yet: nobody can say
    whose they are, but something is waited for."""
    known = station_epochs(connection, station)
    return known + [epoch for epoch in named_epochs(connection, station) if epoch not in known]


def named_epochs(connection: Connection, station: str) -> list[str]:
    """Epochs that bundles of a station named and that have no beginning here."""
    named = get_setting(connection, f"epochs.named.{station}").split()
    begun = log.writers_of(connection, named)
    return [epoch for epoch in named if epoch not in begun]


def note_epochs(connection: Connection, came: Mapping[str, Iterable[str]]) -> None:
    """Remember the epochs of stations' bundles whose beginning is not here, until it is. `came`: station -> epochs."""
    keys = {station: f"epochs.named.{station}" for station in came}
    held = get_settings(connection, list(keys.values()))
    named = {station: dict.fromkeys((*held.get(keys[station], "").split(), *came[station])) for station in came}
    begun = log.writers_of(connection, {epoch for epochs in named.values() for epoch in epochs})
    now = {keys[station]: " ".join(e for e in epochs if e not in begun) for station, epochs in named.items()}
    put_settings(connection, {key: value for key, value in now.items() if value != held.get(key, "")})


def ranges_to_send(connection: Connection, epochs: Iterable[str], receipt: Receipt | None) -> list[RangeToSend]:
    """Everything of these epochs since the receipt; all of it without one.

    A mark that names another event than the one we have in its place speaks of a clone's branch, not of ours: then the
    whole epoch goes again.
    """
    found = []
    for epoch in epochs:
        first = 1 + (received_upto(connection, epoch, receipt) if receipt else 0)
        last = log.head(connection, epoch).seq
        if last >= first:
            found.append(RangeToSend(epoch, first, last))
    return found


def received_upto(connection: Connection, epoch: str, receipt: Receipt) -> int:
    """How far the other side is known to have all that we hold of an epoch."""
    return _sure_upto(connection, epoch, receipt.named(epoch))


def durable_upto(connection: Connection, epoch: str, receipt: Receipt) -> int:
    """How far all that we hold of an epoch is known to lie in a verified backup of the other side."""
    return _sure_upto(connection, epoch, receipt.durable(epoch))


def _sure_upto(connection: Connection, epoch: str, places: Iterable[tuple[int, str]]) -> int:
    """How far our chain is covered by places (seq, hash) that were named with all before them.

    To our head where the end of each branch that is here is named (a clone's may have come back to us beside our own),
    otherwise to the last of our places that is named before they part. 0 where nothing is named that we have: what is
    not certain is not promised.
    """
    named = {(seq, h) for seq, h in places if log.holds(connection, epoch, seq, h)}
    if not named or not log.is_forked(connection, epoch):
        return max((seq for seq, _hash in named), default=0)
    parting, ends = _branches(connection, epoch)
    if ends <= named:
        return max(seq for seq, _hash in ends)
    return max((seq for seq, _hash in named if seq < parting), default=0)


def _branches(connection: Connection, epoch: str) -> tuple[int, set[tuple[int, str]]]:
    """Of a forked epoch: the first place that two events share, and the (seq, hash) of every event nothing follows."""
    parting, ends, before = 0, set[tuple[int, str]](), 0
    for digest, raw, *_body in log.lines(connection, epoch, 1, log.head(connection, epoch).seq):
        header = _HEADER.decode(raw)
        parting = parting or (header.seq if header.seq == before else 0)
        before = header.seq
        ends.discard((header.seq - 1, header.prev))
        ends.add((header.seq, digest.hex()))
    return parting, ends


def lines(connection: Connection, ranges: Iterable[RangeToSend]) -> Iterator[log.StoredLine]:
    """The stored lines of these runs, streamed."""
    return chain.from_iterable(log.lines(connection, part.epoch, part.first, part.last) for part in ranges)


def blobs_to_send(
    connection: Connection, receipt: Receipt | None, now: datetime, *, full: bool
) -> list[tuple[str, int, bool]]:
    """(hash, size, wanted) of blobs never sent, of those a receipt lists missing, of those that went with a bundle of
    which nothing was heard for OVERDUE_DAYS, or of all (sync-model.md §6)."""
    out = on_the_way_or_there(connection, receipt, now)
    missing = set(receipt.missing_blobs) if receipt else set()
    rows = connection.execute(
        select(log_blob.c.hash, log_blob.c.size).where(log_blob.c.travels == 1).order_by(log_blob.c.hash)
    )
    return [(h, size, h in missing) for h, size in rows if full or h in missing or h not in out]


def on_the_way_or_there(connection: Connection, receipt: Receipt | None, now: datetime) -> set[str]:
    """Contents that need not go again: their bundle is received, or not so old that it must be called lost."""
    listed = select(local_outbox.c.created_at, local_outbox.c.blobs).where(local_outbox.c.blobs != "")
    young = {h for written, blobs in connection.execute(listed) if not is_overdue(written, now) for h in blobs.split()}
    return young | (blobs_received(connection, receipt) if receipt else set())


def blobs_received(connection: Connection, receipt: Receipt) -> set[str]:
    """Contents of bundles whose records the receipt names. One of attachments alone stands at no place: it counts as
    received, and what has not come is listed in the receipt."""
    found: set[str] = set()
    upto: dict[str, int] = {"": 0}
    listed = select(local_outbox.c.epoch, local_outbox.c.last_seq, local_outbox.c.blobs)
    for epoch, last, blobs in connection.execute(listed.where(local_outbox.c.blobs != "")):
        if epoch not in upto:
            upto[epoch] = received_upto(connection, epoch, receipt)
        found.update(blobs.split() if last <= upto[epoch] else ())
    return found


def counts(connection: Connection) -> SanityCounts:
    """The sanity counts of everything held."""

    def number(query: object) -> int:
        return int(connection.execute(query).scalar() or 0)  # type: ignore[call-overload]

    return SanityCounts(
        events=log.count_open(connection),
        cases=number(select(func.count()).select_from(state_case)),
        open_duties=number(select(func.count()).select_from(state_duty).where(state_duty.c.open == 1)),
        blobs=number(select(func.count()).select_from(log_blob).where(log_blob.c.travels == 1)),
    )


def note_bundle(
    connection: Connection,
    *,
    bundle_id: str,
    name: str,
    digest: str,
    at: datetime,
    ranges: Iterable[RangeToSend],
    blobs: Iterable[str],
    state: str,
) -> None:
    """Remember a written bundle; losing this table loses nothing but convenience.

    One of attachments alone stands at no place of an epoch.
    """
    carried = " ".join(blobs)
    for place, part in enumerate(tuple(ranges) or ((RangeToSend("", 1, 0),) if carried else ())):
        connection.execute(
            insert(local_outbox).values(
                bundle_id=bundle_id if place == 0 else f"{bundle_id}.{place}",
                name=name,
                created_at=at.isoformat(timespec="seconds"),
                digest=digest,
                epoch=part.epoch,
                first_seq=part.first,
                last_seq=part.last,
                events=part.last - part.first + 1,
                state=state,
                blobs=carried if place == 0 else "",
            )
        )


def written_names(connection: Connection) -> set[str]:
    """Names of the files that this installation has written."""
    return set(connection.execute(select(local_outbox.c.name)).scalars())


def store_events(connection: Connection, events: Iterable[Event], *, at_once: int = SLICE) -> Stored:
    """Append verified events in slices of `at_once`, fold every touched aggregate and mark the cache pending."""
    log.forget_writers(connection)
    known = forks = tick = 0
    touched: dict[str, str] = {}
    of: dict[str, Brought] = {}
    memory = _InMemory(KEPT * at_once)
    source = iter(events)
    while pending := list(islice(source, at_once)):
        done = append.append_foreign(connection, pending)
        known, forks = known + done.known, forks + len(done.forks)
        tick = max(tick, *(e.header.tick for e in done.fresh if e.header.aggregate != SEALED_AGGREGATE), 0)
        _count(of, done)
        touched.update(done.all_touched())
        project(connection, *memory.take(done))
    project(connection, *memory.rest())
    cache.mark_pending(connection, touched)
    cases = sum(1 for kind in touched.values() if kind == "case")
    return Stored(sum(part.events for part in of.values()), known, forks, cases, tick, of)


def _count(of: dict[str, Brought], done: append.Appended) -> None:
    """Add what a slice did to what was done in its epochs."""
    fresh: dict[str, list[Header]] = {epoch: [] for epoch in done.touched}
    for event in done.fresh:
        fresh[event.header.epoch].append(event.header)
    for epoch, kinds in done.touched.items():
        part = of.get(epoch, Brought(0, set(), set()))
        part.cases.update(i for i, kind in kinds.items() if kind == "case")
        part.naming.update(header.id for header in fresh[epoch] if header.type in NAMING or not done.settled)
        part.naming.update(() if done.settled else kinds)
        of[epoch] = part._replace(events=part.events + len(fresh[epoch]))


class _InMemory:
    """Which aggregates can be folded from the events of this import alone, without reading them back.

    Those that were not here before it; they are folded as soon as a slice brings nothing more of them, so that memory
    holds about a slice. What is touched again later, or connects in another order, is read back at the end, once.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._events: dict[str, list[Event]] = {}
        self._again: dict[str, str] = {}

    def take(self, done: append.Appended) -> tuple[dict[str, str], dict[str, list[Event]]]:
        """Note a slice; returns the aggregates that are to be folded now, with their events."""
        waiting, self._events = self._events, {}
        for event in done.fresh if done.settled else ():
            name = event.header.id
            if name in waiting:
                self._events[name] = waiting.pop(name)
            if name in self._events or name not in done.before:
                self._events.setdefault(name, []).append(event)
        for name, kind in done.all_touched().items():
            if name not in self._events:
                self._again[name] = kind
                waiting.pop(name, None)
        if sum(map(len, self._events.values())) > self._most:
            self._again |= _kinds(self._events)
            self._events = {}
        return _kinds(waiting), waiting

    def rest(self) -> tuple[dict[str, str], dict[str, list[Event]]]:
        """What is still to be folded after the last slice, with the events of those that need no reading."""
        return self._again | _kinds(self._events), self._events


def _kinds(groups: dict[str, list[Event]]) -> dict[str, str]:
    return {name: group[-1].header.aggregate for name, group in groups.items()}


def join_receipt(connection: Connection, receipt: Receipt, at: datetime) -> Receipt:
    """Join a receipt to what is held for its station; returns the join."""
    held = connection.execute(select(local_receipt.c.doc).where(local_receipt.c.station == receipt.station)).scalar()
    joined = receipt if held is None else join(msgspec.json.decode(held, type=Receipt), receipt)
    connection.execute(local_receipt.delete().where(local_receipt.c.station == receipt.station))
    connection.execute(
        insert(local_receipt).values(
            station=receipt.station,
            doc=msgspec.json.encode(joined).decode(),
            imported_at=at.isoformat(timespec="seconds"),
        )
    )
    return joined


def receipt_for(connection: Connection, county: Identity, station: str, at: datetime) -> Receipt:
    """What the county holds of a station, computed from its log."""
    county_epochs = own_epochs(connection, county.installation)
    marks, forks, ends = [], [], []
    for epoch in expected_epochs(connection, station):
        marks.append(_mark(connection, epoch))
        forks += forks_of(connection, epoch)
        ends += [e for e in ends_of(connection, epoch) if log.holds(connection, epoch, e.seq, e.hash)]
    serial = 1 + int(get_setting(connection, f"receipt.serial.{station}", "0"))
    put_setting(connection, f"receipt.serial.{station}", str(serial))
    put_setting(connection, f"receipt.at.{station}", at.isoformat(timespec="seconds"))
    return Receipt(
        county=county.station,
        county_epoch=current_epoch(connection, county.installation),
        county_ordinal=len(county_epochs),
        station=station,
        serial=serial,
        county_time=at.isoformat(timespec="seconds"),
        epochs=tuple(marks),
        forks=tuple(forks),
        ends=tuple(ends),
        durable_ends=tuple(e for mark in marks for e in _durable_ends(connection, mark.epoch)),
        missing_blobs=tuple(missing_of(connection, station)),
        refused=tuple(_refused(connection, station)),
        counts=counts(connection),
    )


def _mark(connection: Connection, epoch: str) -> EpochMark:
    head = log.head(connection, epoch)
    durable = get_setting(connection, f"durable.{epoch}")
    seq, _, digest = durable.partition(" ")
    waiting = connection.execute(
        select(log_event.c.seq)
        .join(log_epoch, log_epoch.c.no == log_event.c.epoch_no)
        .where(log_epoch.c.id == epoch, WAITING)
        .order_by(log_event.c.seq)
    ).scalars()
    ranges: list[tuple[int, int]] = []
    for place in waiting:
        if ranges and place <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], place)
        else:
            ranges.append((place, place))
    return EpochMark(epoch, Mark(head.seq, head.hash), Mark(int(seq or 0), digest), tuple(ranges))


def forks_of(connection: Connection, epoch: str) -> list[Fork]:
    """Places of an epoch that two events share: the first, and where branches end."""
    number = select(log_epoch.c.no).where(log_epoch.c.id == epoch).scalar_subquery()
    twice = (
        select(log_event.c.seq, func.count())
        .where(log_event.c.epoch_no == number)
        .group_by(log_event.c.seq)
        .having(func.count() > 1)
    )
    wide = {seq: count for seq, count in connection.execute(twice)}
    first = [min(wide)] if wide else []
    ends = [
        seq for seq, count in wide.items() if count > wide.get(seq + 1, 1)
    ]  # where a branch ends: all of it is here
    found = []
    for seq in sorted({*first, *sorted(ends)[-_FORKS:]}):
        hashes = connection.execute(
            select(log_event.c.hash).where(log_event.c.epoch_no == number, log_event.c.seq == seq)
        ).scalars()
        found.append(Fork(epoch, seq, tuple(sorted(h.hex() for h in hashes))))
    return found


def note_ends(connection: Connection, runs: Sequence[Range], heads: Mapping[str, log.Head]) -> None:
    """Remember where the chains in a station's bundle end, if our head of the epoch is another event.

    Such a machine cannot know from our head that we have its events: a clone went on from there, or it was set back.
    Losing this loses nothing: the machine sends again. `heads`: of the epochs, with the bundle stored.
    """
    followed = {run.prev_hash for run in runs}
    for run in runs:
        if run.head_hash in followed or run.head_hash == heads[run.epoch].hash:
            continue
        end = End(run.epoch, run.last_seq, run.head_hash)
        known = [e for e in ends_of(connection, run.epoch) if e != end]
        kept = msgspec.json.encode([*known, end][-_FORKS:]).decode()
        put_setting(connection, f"ends.{run.epoch}", kept)


def ends_of(connection: Connection, epoch: str) -> list[End]:
    """Where chains in bundles ended short of our head (`note_ends`)."""
    return msgspec.json.decode(get_setting(connection, f"ends.{epoch}", "[]"), type=list[End])


def _durable_ends(connection: Connection, epoch: str) -> list[End]:
    return msgspec.json.decode(get_setting(connection, f"durable.ends.{epoch}", "[]"), type=list[End])


def _refused(connection: Connection, station: str) -> list[Refused]:
    rows = connection.execute(
        select(local_inbox.c.bundle_id, local_inbox.c.code).where(
            local_inbox.c.sender == station, local_inbox.c.code != "", local_inbox.c.state == "QUARANTINED"
        )
    )
    return [Refused(bundle_id, code) for bundle_id, code in rows if bundle_id]


def stations(connection: Connection) -> list[StationState]:
    """All stations the county has invited, by code."""
    docs = connection.execute(select(state_station.c.doc).order_by(state_station.c.id)).scalars()
    return [msgspec.json.decode(doc, type=StationState) for doc in docs]


def station_of(connection: Connection, code: str) -> StationState | None:
    """One station; None when the county has not invited it."""
    return stations_of(connection, [code]).get(code)


def stations_of(connection: Connection, codes: Collection[str]) -> dict[str, StationState]:
    """Those of these stations that the county has invited."""
    query = select(state_station.c.doc).where(log.among(connection, state_station.c.id, codes))
    found = (msgspec.json.decode(doc, type=StationState) for doc in connection.execute(query).scalars())
    return {station.id: station for station in found}


def note_blobs(connection: Connection, contents: Iterable[tuple[str, int]], *, travels: bool = True) -> None:
    """These blobs (hash, size) are here now. `travels`: they go on with the next bundle of this installation."""
    rows = [{"hash": content, "size": size, "travels": int(travels)} for content, size in contents]
    if rows:
        connection.execute(log.insert_ignore(connection, log_blob), rows)
