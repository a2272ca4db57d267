"""Decisions that a county lost when it was set back, and that a station still holds. Knows no files and no keys.

The station sees it by the county's new epoch, which names how far the one before is known. The county keeps what
stations tell it until a person has decided again: only its own word makes an owner, so nothing of this takes effect.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from db import log
from db.store import get_setting, put_setting
from db.tables import state_case, state_installation
from desktop.domain.events import Header, payload_of
from desktop.domain.manifest import LostDecision
from desktop.domain.station_events import EpochOpened

_MOST = 500
_TEXT = 2000
_HEADER = msgspec.json.Decoder(Header)


class Told(Struct, frozen=True):
    """A lost decision and the station that told of it. `settled`: somebody has looked at it."""

    decision: LostDecision
    station: str
    settled: bool = False


def held_beyond(connection: Connection, county: str) -> tuple[LostDecision, ...]:
    """At the station: what the county's new epochs do not know of the ones before them."""
    ids = connection.execute(select(state_installation.c.id).where(state_installation.c.station == county)).scalars()
    events = [event for group in log.events_of(connection, list(ids)).values() for event in group]
    found: list[LostDecision] = []
    for opened in (payload_of(event) for event in events):
        if isinstance(opened, EpochOpened) and opened.predecessor:
            last = log.head(connection, opened.predecessor).seq
            for line in log.lines(connection, opened.predecessor, opened.last_seq + 1, last):
                found.append(_decision(line))
    return tuple(sorted(found)[:_MOST])


def _decision(line: log.StoredLine) -> LostDecision:
    digest, raw, _salt, body, _state = line
    header = _HEADER.decode(raw)
    payload = (body or b"").decode()
    return LostDecision(
        header.epoch,
        header.seq,
        digest.hex(),
        header.type,
        header.id,
        header.at,
        payload if len(payload) <= _TEXT else "",
    )


def note(connection: Connection, station: str, decisions: Iterable[LostDecision]) -> None:
    """At the county: remember what a station still holds and this log does not."""
    told = tuple(decisions)
    known = _told(connection) if told else {}
    new = {
        one.hash: Told(one, station)
        for one in told
        if one.hash not in known and not log.holds(connection, one.epoch, one.seq, one.hash)
    }
    if new:
        _keep(connection, known | new)


def listed(connection: Connection) -> list[Told]:
    """What waits for a person, in the order in which it was decided."""
    waiting = (told for told in _told(connection).values() if not told.settled)
    return sorted(waiting, key=lambda told: told.decision)


def numbers(connection: Connection, told: Iterable[Told]) -> dict[str, str]:
    """Case -> its number, of those that are known here."""
    mine = log.among(connection, state_case.c.id, [one.decision.id for one in told])
    return {
        case: str(number)
        for case, number in connection.execute(select(state_case.c.id, state_case.c.number).where(mine))
    }


def settle(connection: Connection) -> int:
    """All that is listed was decided again or is not wanted any more; how much that was."""
    waiting = listed(connection)
    done = {told.decision.hash: Told(told.decision, told.station, settled=True) for told in waiting}
    _keep(connection, _told(connection) | done)
    return len(done)


def _told(connection: Connection) -> dict[str, Told]:
    return msgspec.json.decode(get_setting(connection, "county.lost", "{}"), type=dict[str, Told])


def _keep(connection: Connection, told: dict[str, Told]) -> None:
    put_setting(connection, "county.lost", msgspec.json.encode(told).decode())
