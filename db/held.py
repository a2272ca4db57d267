"""What is held of the epochs that one installation opened, and what a machine of it lacks. Knows no files, no keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, func, select

from db import log
from db.exchange import RangeToSend
from db.store import current_epoch, own_epochs
from db.tables import log_epoch, log_event
from desktop.domain.manifest import OwnEpoch


def own_held(connection: Connection, installation: str) -> tuple[OwnEpoch, ...]:
    """What is held here of the epochs an installation opened; the one it writes now stands last."""
    current = current_epoch(connection, installation)
    found = []
    for epoch in (*(e for e in own_epochs(connection, installation) if e != current), current):
        head = log.head(connection, epoch)
        found.append(OwnEpoch(epoch, head.seq, head.hash, log.count_connected(connection, epoch)))
    return tuple(found)


def lost_runs(connection: Connection, installation: str, machines: Iterable[Collection[OwnEpoch]]) -> list[RangeToSend]:
    """Own events that an installation has lost when it was set back or copied, by what it says it has itself.

    `machines`: what each machine that works under this installation has said of its own epochs last. Branches of one
    epoch go whole from where they part.
    """
    first: dict[str, int] = {}
    for said in machines:
        known = {own.epoch: own for own in said}
        for epoch in own_epochs(connection, installation):
            start = _first_lacking(connection, epoch, known.get(epoch))
            first[epoch] = min(start, first.get(epoch, start))
    ends = {epoch: log.head(connection, epoch).seq for epoch in first}
    return [RangeToSend(epoch, start, ends[epoch]) for epoch, start in first.items() if start <= ends[epoch]]


def _first_lacking(connection: Connection, epoch: str, own: OwnEpoch | None) -> int:
    if own is None:
        return 1
    parts = _parting(connection, epoch)
    if parts and own.count < log.count_connected(connection, epoch):
        return min(parts, own.seq + 1)
    return own.seq + 1


def _parting(connection: Connection, epoch: str) -> int:
    """The first place of an epoch that two events share; 0 where it is not forked."""
    number = select(log_epoch.c.no).where(log_epoch.c.id == epoch).scalar_subquery()
    twice = (
        select(log_event.c.seq)
        .where(log_event.c.epoch_no == number)
        .group_by(log_event.c.seq)
        .having(func.count() > 1)
        .order_by(log_event.c.seq)
        .limit(1)
    )
    return int(connection.execute(twice).scalar() or 0)
