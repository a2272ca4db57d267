"""The county's board of stations: a reading of its log, of the journal of files and of the receipts it has written."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple, TypeVar

import msgspec
from sqlalchemy import Connection, Select, func, or_, select

from db import exchange
from db.inbox import KEPT
from db.tables import local_inbox, local_setting, log_epoch, log_event, state_installation
from desktop.domain.rights import demand
from desktop.domain.station_board import Board, StationLine
from desktop.domain.station_events import EpochState
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights

K = TypeVar("K")
V = TypeVar("V")

_MISSING, _DURABLE, _ANSWERED = "blobs.missing.", "durable.", "receipt.at."


class _Chain(NamedTuple):
    """One epoch: counted up to `head`; `waiting` places beyond it, up to `last`; `forks` places held twice."""

    head: int
    waiting: int
    last: int
    forks: int


def board(viewer: Viewer, connection: Connection) -> Board:
    """Every station the county has invited.

    Raises:
        RuleViolation: R-203 not somebody of the county.
    """
    demand(viewer, "county", rights())
    chains, epochs = _chains(connection), _epochs(connection)
    settings = _settings(connection)
    last_at, aside, waits = _files(connection)
    lines = []
    for station in exchange.stations(connection):
        named = (*epochs.get(station.id, ()), *exchange.named_epochs(connection, station.id))
        mine = [(epoch, chains[epoch]) for epoch in named if epoch in chains]
        durable = (settings.get(_DURABLE + epoch, "").partition(" ")[0] for epoch, _chain in mine)
        lines.append(
            StationLine(
                code=station.id,
                name=station.name,
                computers=sum(1 for i in station.installations if i.sign_key and i.revoked_after < 0),
                invited=sum(1 for i in station.installations if not i.sign_key and i.revoked_after < 0),
                records=sum(chain.head for _epoch, chain in mine),
                durable=sum(int(seq or 0) for seq in durable),
                missing=sum(chain.last - chain.head - chain.waiting for _epoch, chain in mine),
                waiting=sum(chain.waiting for _epoch, chain in mine),
                forks=sum(chain.forks for _epoch, chain in mine),
                files=len({content for content, _case in _listed(settings.get(_MISSING + station.id, ""))}),
                aside=aside[station.id],
                waits=waits[station.id],
                last_at=last_at.get(station.id, ""),
                answered_at=settings.get(_ANSWERED + station.id, ""),
            )
        )
    known = {line.code for line in lines}
    return Board(tuple(lines), sum(count for sender, count in aside.items() if sender not in known))


def _chains(connection: Connection) -> dict[str, _Chain]:
    """Read from the key of the log alone, but for the head of each epoch and the places behind a gap."""
    number, seq = log_event.c.epoch_no, log_event.c.seq
    counted = select(number, func.count(), func.count(seq.distinct()), func.max(seq)).group_by(number)
    names = _pairs(connection, select(log_epoch.c.no, log_epoch.c.id))
    found = {}
    for epoch, rows, places, last in connection.execute(counted).all():
        counts = (number == epoch) & (log_event.c.connected == 1)
        head = connection.execute(select(seq).where(counts).order_by(seq.desc()).limit(1)).scalar() or 0
        beyond = select(func.count(seq.distinct())).where(number == epoch, seq > head)
        waiting = connection.execute(beyond).scalar_one() if last > head else 0
        found[names[epoch]] = _Chain(head, waiting, last, rows - places)
    return found


def _epochs(connection: Connection) -> dict[str, list[str]]:
    """Station -> the epochs its computers have opened."""
    found: dict[str, list[str]] = {}
    for station, doc in connection.execute(select(state_installation.c.station, state_installation.c.doc)):
        found.setdefault(station, []).extend(msgspec.json.decode(doc, type=EpochState).epochs)
    return found


def _settings(connection: Connection) -> dict[str, str]:
    mine = or_(*(local_setting.c.key.startswith(start, autoescape=True) for start in (_MISSING, _DURABLE, _ANSWERED)))
    return _pairs(connection, select(local_setting.c.key, local_setting.c.value).where(mine))


def _listed(missing: str) -> list[tuple[str, str]]:
    return msgspec.json.decode(missing or "[]", type=list[tuple[str, str]])


def _files(connection: Connection) -> tuple[dict[str, str], Counter[str], Counter[str]]:
    """By sender: when its last file was taken in, how many are set aside, how many wait for what is before them."""
    sender, state = local_inbox.c.sender, local_inbox.c.state
    last = _pairs(connection, select(sender, func.max(local_inbox.c.seen_at)).where(state.in_(KEPT)).group_by(sender))
    counted = select(sender, func.count()).group_by(sender)
    aside = _pairs(connection, counted.where(state == "QUARANTINED"))
    return last, Counter(aside), Counter(_pairs(connection, counted.where(state == "WAITING")))


def _pairs(connection: Connection, query: Select[K, V]) -> dict[K, V]:
    return {key: value for key, value in connection.execute(query)}  # a result has keys() too
