"""What the county and other stations did with our cases, until somebody here has acted on it. Asked, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, func, select

from db import log
from db.queries.cases import case_rows, sees_cases
from db.store import own_epochs
from db.tables import log_epoch, log_event, state_case
from desktop.domain import case_events as ce
from desktop.domain.case import CaseState
from desktop.domain.events import Event, payload_of
from desktop.domain.read_models import CountyWords, DoubledField, LateRow, Notice
from desktop.domain.viewer import Viewer
from desktop.reference.wording import event_sentence

Kind = Literal["assigned", "asked", "returned", "comment"]
_TOLD = ("case.granted", "case.asked", "comment.made")


def county_words(viewer: Viewer, connection: Connection, installation: str, case_id: str = "") -> CountyWords:
    """Notices of all cases this installation owns, or of one, newest first; decisions for one case only."""
    states = _touched(viewer, connection, installation, case_id)
    if not states:
        return CountyWords()
    titles = {row.id: row.title for row in case_rows(viewer, connection, list(states))}
    events = log.events_of(connection, _unanswered(connection, installation, list(states)))
    own = set(own_epochs(connection, installation))
    found = [
        Notice(i, titles.get(i, ""), kind, text, event.header.at, field)
        for i, all_of_it in events.items()
        for event in _after(all_of_it, own)
        for kind, text, field in _told(event, installation)
    ]
    for state in states.values():
        title = titles.get(state.id, "")
        if state.late:
            found.append(Notice(state.id, title, "late", str(len(state.late)), state.last_at))
        if state.conflicts:
            found.append(Notice(state.id, title, "conflict", str(len(state.conflicts)), state.last_at))
    notices = tuple(sorted(found, key=lambda n: (n.at, n.case_id, n.text), reverse=True))
    if not case_id:
        return CountyWords(notices)
    known = log.events_of(connection, [case_id]).get(case_id, [])
    asked = states[case_id]
    return CountyWords(notices, _late(asked, known), _doubled(asked, known), asked.owner_version > 1)


def _touched(viewer: Viewer, connection: Connection, installation: str, case_id: str) -> dict[str, CaseState]:
    """Our cases on which somebody else has written too."""
    foreign = select(log_epoch.c.no).where(log_epoch.c.id.not_in(own_epochs(connection, installation)))
    numbers = list(connection.execute(foreign).scalars())
    theirs = select(log_event.c.id).where(log_event.c.epoch_no.in_(numbers), log_event.c.aggregate == "case")
    query = select(state_case.c.doc).where(
        state_case.c.owner == installation, state_case.c.id.in_(theirs), sees_cases(viewer)
    )
    if case_id:
        query = query.where(state_case.c.id == case_id)
    states = (msgspec.json.decode(doc, type=CaseState) for doc in connection.execute(query).scalars())
    return {state.id: state for state in states}


def _unanswered(connection: Connection, installation: str, cases: list[str]) -> list[str]:
    """Of these the cases whose last told event is newer than our own last act on them."""
    own = select(log_epoch.c.no).where(log_epoch.c.id.in_(own_epochs(connection, installation)))
    numbers = list(connection.execute(own).scalars())
    mine = _last(connection, cases, log_event.c.epoch_no.in_(numbers))
    told = _last(connection, cases, log_event.c.epoch_no.not_in(numbers), log_event.c.type.in_(_TOLD))
    return sorted(i for i, tick in told.items() if tick > mine.get(i, 0))


def _last(connection: Connection, cases: list[str], *conditions: Any) -> dict[str, int]:
    rows = connection.execute(
        select(log_event.c.id, func.max(log_event.c.tick))
        .where(log.among(connection, log_event.c.id, cases), log_event.c.connected == 1, *conditions)
        .group_by(log_event.c.id)
    )
    return {i: int(tick) for i, tick in rows}


def _after(events: Iterable[Event], own: set[str]) -> list[Event]:
    """Events of others after our own last one."""
    all_of_it = list(events)
    last = max((e.header.tick for e in all_of_it if e.header.epoch in own), default=0)
    return [e for e in all_of_it if e.header.epoch not in own and e.header.tick > last]


def _told(event: Event, installation: str) -> list[tuple[Kind, str, str]]:
    payload = payload_of(event)
    if isinstance(payload, ce.CaseGranted) and payload.to == installation:
        return [("assigned", payload.reason, "")]
    if isinstance(payload, ce.TransferAsked) and payload.to:
        return [("asked", payload.reason, "")]
    if isinstance(payload, ce.CommentMade):
        return [("returned" if payload.returned else "comment", payload.text, payload.field)]
    return []


def _late(state: CaseState, events: list[Event]) -> tuple[LateRow, ...]:
    by_name = {e.hash.hex(): e for e in events}
    return tuple(
        LateRow(late.event, _late_sentence(by_name[late.event]), by_name[late.event].header.at)
        for late in state.late
        if late.event in by_name
    )


def _late_sentence(event: Event) -> str:
    """As in the history, with the new values of a correction: they are what is decided on."""
    payload = payload_of(event)
    if not isinstance(payload, ce.CaseChanged):
        return event_sentence(event)
    values = [msgspec.json.decode(new) for _old, new in payload.set.values()]
    plain = [str(value) for value in values if isinstance(value, str | int)]
    return f"{event_sentence(event)}：{'、'.join(plain)}" if plain else event_sentence(event)


def _doubled(state: CaseState, events: list[Event]) -> tuple[DoubledField, ...]:
    by_name = {e.hash.hex(): e for e in events}

    def value(name: str, field: str) -> Any:
        payload = payload_of(by_name[name]) if name in by_name else None
        found = payload.set.get(field) if isinstance(payload, ce.CaseChanged) else None
        return msgspec.json.decode(found[1]) if found else None

    return tuple(DoubledField(c.field, value(c.shown, c.field), value(c.other, c.field)) for c in state.conflicts)
