"""What answers itself after an import: a station releases what the county asks for, the county grants what came free.

The ids are kept in the import's own transaction and forgotten when the answers are committed, so a crash between the
two only delays them; an answer looks at the state, so it is given once whatever the number of copies (I13).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from db.engine import Connection
from db.store import get_setting, put_setting
from desktop.bootstrap.station import Desk
from desktop.domain.errors import RuleViolation
from desktop.domain.events import Event
from desktop.usecases.protocols import UnitOfWork

_WAITING = "answers.waiting"


def watched(events: Iterable[Event], kind: str, found: set[str]) -> Iterator[Event]:
    """Pass events on and note the ids of those of one type."""
    for event in events:
        if event.header.type == kind:
            found.add(event.header.id)
        yield event


def keep(connection: Connection, ids: set[str]) -> None:
    """Remember what is to be answered, within the import's transaction."""
    if ids:
        waiting = {*get_setting(connection, _WAITING).split(), *ids}
        put_setting(connection, _WAITING, " ".join(sorted(waiting)))


def answer(desk: Desk, act: Callable[[str, UnitOfWork], bool]) -> int:
    """Answer everything that waits; returns how many answers were given."""
    with desk.store.transaction() as connection:
        waiting = get_setting(connection, _WAITING).split()
    if not waiting:
        return 0
    given = 0
    with desk.uow(desk.viewer) as uow:
        for case_id in waiting:
            try:
                given += act(case_id, uow)
            except RuleViolation as refused:
                if refused.code != "R-301":
                    raise
        uow.commit()
    with desk.store.transaction() as connection:
        put_setting(connection, _WAITING, "")
        connection.commit()
    return given
