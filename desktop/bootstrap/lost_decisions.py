"""What the county decided in days it lost when it was set back: listed for a person, as stations still hold it."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from db import journal, lost
from desktop.bootstrap.station import Desk
from desktop.reference.wording import event_words
from desktop.usecases.permission import demand_right


class Lost(Struct, frozen=True):
    """One decision. `number`: of the case, where the county knows it; `payload`: as the station has it."""

    at: str
    type: str
    words: str
    number: str
    station: str
    payload: str


def lost_decisions(desk: Desk) -> list[Lost]:
    """What waits to be decided again. Raises RuleViolation R-203."""
    demand_right(desk.viewer, "sync")
    with desk.store.transaction() as connection:
        told = lost.listed(connection)
        numbers = lost.numbers(connection, told)
    return [_lost(one, numbers) for one in told]


def _lost(told: lost.Told, numbers: dict[str, str]) -> Lost:
    said = told.decision
    words = event_words(said.type, _facts(said.payload))
    return Lost(said.at, said.type, words, numbers.get(said.id, ""), told.station, said.payload)


def _facts(payload: str) -> dict[str, Any]:
    """What a station sent along; nobody has checked that it is what it should be."""
    try:
        return msgspec.json.decode(payload, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        return {}


def settle_lost(desk: Desk) -> int:
    """All that is listed was decided again or is not wanted any more; it is in the journal. Raises R-203."""
    demand_right(desk.viewer, "sync")
    with desk.store.transaction() as connection:
        count = lost.settle(connection)
        now = desk.store.clock.now()
        journal.write(connection, at=now, user=desk.viewer.id, act="county.lost.settled", subject=str(count))
        connection.commit()
    return count
