"""The history of one case in plain words: what keys and ids stand for is looked up in the case itself."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection

from db import log, undo
from db.cache import party_names
from db.queries.cases import case_state
from desktop.domain.case import CaseState
from desktop.domain.events import Event, payload_of
from desktop.domain.money import written
from desktop.domain.procedure import Procedure
from desktop.domain.read_models import HistoryRow
from desktop.domain.viewer import Viewer
from desktop.reference.registry import load_keys
from desktop.reference.wording import event_words


def case_history(
    viewer: Viewer, connection: Connection, case_id: str, procedure: Procedure | None = None
) -> tuple[HistoryRow, ...]:
    """All events of a case in plain words, newest first; the last one of the case may be undone.

    `procedure`: names the steps and limits; without it their keys are shown.
    """
    state = case_state(viewer, connection, case_id)
    events = sorted(log.events_of(connection, [case_id]).get(case_id, []), key=lambda e: e.header.tick, reverse=True)
    words = _Words(state, procedure, party_names(connection, [case_id]).get(case_id, {}))
    rows = []
    for event in events:
        name = event.hash.hex()
        rows.append(
            HistoryRow(
                hash=name,
                at=event.header.at,
                actor=event.header.actor,
                type=event.header.type,
                text=words.of(event),
                undoable=state.frontier == (name,) and undo.may_be_undone(connection, case_id, name),
            )
        )
    return tuple(rows)


class _Words:
    """What stands for the keys and ids in the events of one case."""

    def __init__(self, state: CaseState, procedure: Procedure | None, names: dict[str, tuple[str, str]]) -> None:
        self._parties = {p.id: names[p.record][1] for p in state.reg.parties if p.record in names}
        self._papers = {d.id: d for d in state.documents}
        self._steps = {s.key: s.title for s in procedure.steps} if procedure is not None else {}
        self._limits = {x.key: x.title for x in procedure.limits} if procedure is not None else {}

    def of(self, event: Event) -> str:
        """One sentence."""
        known = event.payload if payload_of(event) is not None else None
        return event_words(event.header.type, self._plain(msgspec.json.decode(known) if known else {}))

    def _plain(self, facts: dict[str, Any]) -> dict[str, Any]:
        paper = self._papers.get(str(facts.get("document", "")))
        kind = facts.get("type") or (paper.type if paper is not None else "")
        plain = dict(facts)
        if kind:
            plain["title"] = next((form.title for form in load_keys("forms") if form.key == kind), kind)
        if paper is not None:
            plain["number"] = paper.number
        for key, table in (
            ("step", self._steps),
            ("limit", self._limits),
            ("party", self._parties),
            ("signer", self._parties),
            ("addressee", self._parties),
        ):
            if isinstance(facts.get(key), str):
                plain[key] = table.get(facts[key], facts[key])
        if isinstance(facts.get("party"), dict):
            plain["party"] = self._parties.get(str(facts["party"].get("id", "")), "一名当事人")
        if isinstance(facts.get("amount"), int):
            plain["amount"] = f"，{written(facts['amount'])}" if facts["amount"] else ""
        return plain
