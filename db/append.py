"""Puts events into the log, our own and others', and knows what connects. Nothing here folds or projects.

A header or body is never updated or deleted (triggers), but for a body that was withheld and comes, or that two persons
disposed of; a second import of the same event is a no-op. Key of idempotency is the event's hash; two hashes for one
(epoch, seq) are a fork, both are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, select

from db.log import (
    EVENT,
    among,
    bulk_insert,
    chunks,
    epoch_number,
    epoch_numbers,
    events_of,
    insert_ignore,
    stored_event,
    writers_of,
)
from db.tables import WAITING, log_disposal, log_epoch, log_event, state_decision
from desktop.domain.case_effect import two_persons
from desktop.domain.case_events import CaseDisposed
from desktop.domain.county_events import GapAccepted
from desktop.domain.events import Event, payload_of


class TickNotGrowing(ValueError):
    """A chain whose ticks do not grow."""


class Appended(NamedTuple):
    """What an append did: new events, how many were known, forked (epoch, seq).

    `touched`: epoch -> aggregates to fold anew, with their kinds.
    `before`: aggregates of these events that had one here already. `settled`: every fresh event connected at once and
    nothing stored earlier changed, so that of the other aggregates `fresh` holds all there is.
    """

    fresh: list[Event]
    known: int
    touched: dict[str, dict[str, str]]
    forks: list[tuple[str, int]]
    before: set[str]
    settled: bool

    def all_touched(self) -> dict[str, str]:
        """Of all epochs."""
        return {name: kind for kinds in self.touched.values() for name, kind in kinds.items()}


def append_own(connection: Connection, epoch_no: int, events: Sequence[Event]) -> None:
    """Append events this installation has just made; they continue its chain by construction."""
    bulk_insert(connection, log_event, [_event_row(epoch_no, e, connected=True) for e in events])
    for event in events:
        if event.header.type == "case.disposed":
            dispose(connection, event)


def append_foreign(connection: Connection, events: Sequence[Event]) -> Appended:
    """Store verified events of any epochs, in any order, any number of times.

    A body that was withheld before is filled in; a body that two persons disposed of goes again.

    Raises:
        TickNotGrowing: an event's tick is not greater than its parent's (no honest program writes that).
    """
    by_epoch: dict[str, dict[bytes, Event]] = {}
    for event in events:
        by_epoch.setdefault(event.header.epoch, {})[event.hash] = event
    before = _known_aggregates(connection, {e.header.id for e in events})
    runs = _runs(connection, by_epoch)
    bulk_insert(connection, log_event, [row for run in runs for row in run.rows])
    settled = all([_connect(connection, run) for run in runs])
    touched = {run.epoch: run.touched for run in runs}
    for event in events:
        if event.header.type == "gap.accepted":
            behind = connect_waiting(connection, epoch_number(connection, event.header.id))
            touched[event.header.id] = touched.get(event.header.id, {}) | behind
            settled = False
    writers = writers_of(connection, by_epoch)
    stored = [
        Event(e.hash, e.header, e.raw, e.salt, e.payload, e.body_state, writers.get(e.header.epoch))
        for run in runs
        for e in run.fresh
    ]
    deciding = {e.header.id for e in stored if e.header.type == "case.disposed"}
    again = {i for ids in touched.values() for i in ids if i in before or i in deciding}
    disposed = _dispose_again(connection, list(again))
    forks = [(run.epoch, seq) for run in runs for seq in run.forks]
    return Appended(stored, len(events) - len(stored), touched, forks, before, settled and not disposed)


class _Run(NamedTuple):
    """What one call brings of one epoch. `rows`: of `fresh`, those that connect marked so. `touched`: aggregates to
    fold anew. `filled`: a body that was withheld came. `looks`: something here may wait for these events."""

    epoch: str
    number: int
    fresh: list[Event]
    rows: list[tuple[Any, ...]]
    touched: dict[str, str]
    forks: list[int]
    filled: bool
    looks: bool


def _runs(connection: Connection, by_epoch: dict[str, dict[bytes, Event]]) -> list[_Run]:
    """Compare what came with what is here; nothing is inserted yet. Of an epoch not seen before nothing can be here."""
    numbers, begun = epoch_numbers(connection, by_epoch)
    decided = _known_aggregates(connection, [epoch for epoch in by_epoch if epoch not in begun])
    found = []
    for epoch, group in by_epoch.items():
        number = numbers[epoch]
        present, waiting = ({}, False) if epoch in begun else _present(connection, number, group.values())
        fresh = [e for e in group.values() if e.hash not in present.get(e.header.seq, ())]
        filled = _fill_withheld(connection, number, group.values(), present) if present else {}
        forks = []
        for event in fresh:
            there = present.setdefault(event.header.seq, {})
            if there:
                forks.append(event.header.seq)
            there[event.hash] = event.body_state
        fresh.sort(key=lambda e: e.header.seq)
        rows, linked = _linked(number, fresh, {} if epoch in begun else _parents(connection, number, fresh))
        looks = bool(fresh) and (waiting or (epoch in decided and bool(_accepted_gaps(connection, number))))
        found.append(_Run(epoch, number, fresh, rows, filled | linked, forks, bool(filled), looks))
    return found


def _known_aggregates(connection: Connection, ids: Collection[str]) -> set[str]:
    """Which of these aggregates have an event here, connected or not."""
    found: set[str] = set()
    for chunk in chunks(list(ids), 5000):
        mine = among(connection, log_event.c.id, chunk)
        found.update(connection.execute(select(log_event.c.id).where(mine).distinct()).scalars().all())
    return found


def _present(connection: Connection, number: int, group: Collection[Event]) -> tuple[dict[int, dict[bytes, str]], bool]:
    """Of these sequence numbers: the stored hashes and how their bodies are; and whether something among or right
    behind them waits to be connected."""
    sequence = [e.header.seq for e in group]
    rows = connection.execute(
        select(log_event.c.seq, log_event.c.hash, log_event.c.state, log_event.c.connected).where(
            log_event.c.epoch_no == number, log_event.c.seq.between(min(sequence), max(sequence) + 1)
        )
    )
    present: dict[int, dict[bytes, str]] = {}
    waiting = False
    for seq, digest, state, connected in rows:
        present.setdefault(seq, {})[digest] = state
        waiting = waiting or not connected
    return present, waiting


def _fill_withheld(
    connection: Connection, number: int, group: Collection[Event], present: dict[int, dict[bytes, str]]
) -> dict[str, str]:
    """Put in the bodies that an earlier bundle withheld; returns the aggregates they touch."""
    touched: dict[str, str] = {}
    for event in group:
        if event.payload is not None and present.get(event.header.seq, {}).get(event.hash) == "withheld":
            connection.execute(
                log_event.update()
                .where(_is(number, event.header.seq, event.hash))
                .values(state=event.body_state, salt=event.salt, payload=event.payload)
            )
            touched[event.header.id] = event.header.aggregate
    return touched


def _linked(
    number: int, fresh: list[Event], connected: dict[bytes, tuple[int, int]]
) -> tuple[list[tuple[Any, ...]], dict[str, str]]:
    """Rows of new events, and the aggregates of those that connect. `connected`: parents that are here."""
    rows = []
    touched: dict[str, str] = {}
    for event in fresh:
        header = event.header
        tick = _parent_tick(event, connected)
        if tick is not None:
            if header.tick <= tick:
                raise TickNotGrowing(f"tick of {event.hash.hex()[:16]} does not grow")
            connected[event.hash] = (header.seq, header.tick)
            touched[header.id] = header.aggregate
        rows.append(_event_row(number, event, connected=tick is not None))
    return rows, touched


def _connect(connection: Connection, run: _Run) -> bool:
    """Connect what waited for these events; whether all of them connected at once and nothing stored before changed.

    All that waits is looked through only where something may wait for them, where one of them waits itself, or behind
    a gap that was accepted: each slice of a long import would else read all before it.
    """
    whole = all(row[_CONNECTED] for row in run.rows)
    if whole and not run.looks:
        return not run.filled
    waited = connect_waiting(connection, run.number)
    run.touched.update(waited)
    return whole and not waited and not run.filled


def _parent_tick(event: Event, connected: dict[bytes, tuple[int, int]]) -> int | None:
    """Tick of the connected event right before this one (0 before the first), or None while that is not here."""
    if not event.header.prev:
        return 0 if event.header.seq == 1 else None
    seq, tick = connected.get(bytes.fromhex(event.header.prev), (0, 0))
    return tick if seq == event.header.seq - 1 > 0 else None


def _parents(connection: Connection, number: int, fresh: Sequence[Event]) -> dict[bytes, tuple[int, int]]:
    """(seq, tick) of stored connected events that stand right before a fresh one."""
    have = {e.hash for e in fresh}
    wanted = {e.header.seq - 1 for e in fresh if e.header.prev and bytes.fromhex(e.header.prev) not in have}
    found: dict[bytes, tuple[int, int]] = {}
    for chunk in chunks(sorted(wanted), 500):
        rows = connection.execute(
            select(log_event.c.hash, log_event.c.seq, log_event.c.tick).where(
                log_event.c.epoch_no == number, log_event.c.seq.in_(chunk), log_event.c.connected == 1
            )
        )
        found.update((digest, (seq, tick)) for digest, seq, tick in rows)
    return found


def connect_waiting(connection: Connection, number: int) -> dict[str, str]:
    """Connect stored events whose missing parent has now arrived, or will never come by the county's decision.

    Returns the aggregates they touch. One whose tick does not grow never connects, nor does anything after it.
    """
    waiting = connection.execute(
        select(log_event.c.seq, log_event.c.hash, log_event.c.header)
        .where(log_event.c.epoch_no == number, WAITING)
        .order_by(log_event.c.seq)
    ).all()
    if not waiting:
        return {}
    events = [stored_event(header, b"", None, "withheld", digest) for _seq, digest, header in waiting]
    connected = _parents(connection, number, events)
    accepted = _accepted_gaps(connection, number)
    touched: dict[str, str] = {}
    for event in events:
        tick = _parent_tick(event, connected)
        if tick is None and event.header.seq in accepted:
            tick = _tick_before(connection, number, accepted[event.header.seq])
        if tick is None or event.header.tick <= tick:
            continue
        connected[event.hash] = (event.header.seq, event.header.tick)
        touched[event.header.id] = event.header.aggregate
        connection.execute(log_event.update().where(_is(number, event.header.seq, event.hash)).values(connected=1))
    return touched


def _accepted_gaps(connection: Connection, number: int) -> dict[int, int]:
    """Place right after a gap that an operator accepted -> first place of the gap (sync-model.md §5, rule 2)."""
    epoch = str(connection.execute(select(log_epoch.c.id).where(log_epoch.c.no == number)).scalar_one())
    decided = [payload_of(event) for event in events_of(connection, [epoch]).get(epoch, [])]
    return {p.last + 1: p.first for p in decided if isinstance(p, GapAccepted) and p.epoch == epoch}


def after_accepted_gaps(connection: Connection) -> set[tuple[int, int]]:
    """(epoch number, seq) of every place that connects without its parent, by decision of the county."""
    decided = select(log_epoch.c.no).where(log_epoch.c.id.in_(select(state_decision.c.id)))
    numbers = connection.execute(decided).scalars().all()
    return {(number, seq) for number in numbers for seq in _accepted_gaps(connection, number)}


def _tick_before(connection: Connection, number: int, first: int) -> int | None:
    """Tick of the connected event right before a gap, 0 at the beginning of the epoch; None while it is not here."""
    if first == 1:
        return 0
    query = select(func.max(log_event.c.tick)).where(
        log_event.c.epoch_no == number, log_event.c.seq == first - 1, log_event.c.connected == 1
    )
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


_CONNECTED = list(log_event.columns).index(log_event.c.connected)


def _event_row(number: int, event: Event, *, connected: bool) -> tuple[Any, ...]:
    """In column order. Bytes go as `bytearray`: SQLite's driver asks of every `bytes` whether somebody adapts it,
    which takes longer than the insert."""
    header = event.header
    return (
        number,
        header.seq,
        bytearray(event.hash),
        header.aggregate,
        header.id,
        header.type,
        header.tick,
        int(connected),
        event.body_state,
        bytearray(event.raw),
        bytearray(event.salt),
        None if event.payload is None else bytearray(event.payload),
    )


def _is(number: int, seq: int, digest: bytes) -> ColumnElement[bool]:
    return and_(log_event.c.epoch_no == number, log_event.c.seq == seq, log_event.c.hash == digest)


def dispose(connection: Connection, event: Event) -> None:
    """Empty the bodies that a two-person `case.disposed` names; headers stay (architecture.md §2)."""
    payload = payload_of(event)
    if not isinstance(payload, CaseDisposed) or not two_persons(payload):
        return
    names = [bytes.fromhex(name) for name in payload.events]
    for chunk in chunks(names, 400):
        rows = connection.execute(
            select(log_event.c.epoch_no, log_event.c.seq, log_event.c.hash).where(
                log_event.c.hash.in_(chunk), log_event.c.id == event.header.id, log_event.c.type != "case.disposed"
            )
        ).all()
        for row in rows:
            connection.execute(insert_ignore(connection, log_disposal), row._asdict())
            connection.execute(log_event.update().where(_is(*row)).values(state="disposed", salt=None, payload=None))


def _dispose_again(connection: Connection, cases: list[str]) -> bool:
    """Carry out the disposals of these cases: the decision may have come before or after the bodies it names.

    Returns whether there was any.
    """
    found = False
    for chunk in chunks(cases, 400):
        rows = connection.execute(
            EVENT.where(
                among(connection, log_event.c.id, chunk),
                log_event.c.type == "case.disposed",
                log_event.c.connected == 1,
            )
        ).all()
        for header, salt, payload, state, digest, _id in rows:
            found = True
            dispose(connection, stored_event(header, salt or b"", payload, state, digest))
    return found
