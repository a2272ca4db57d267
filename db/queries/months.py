"""What every case did in a period, by day and without names, for the station's own figures; sealed matters never."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, or_, select

from db.cache import category_label, source_label
from db.queries.cases import touched_since
from db.reference import CodeWords
from db.store import get_setting
from db.tables import state_case, state_installation
from desktop.domain.calendar import Calendar
from desktop.domain.case import CaseState
from desktop.domain.engine import status, timeliness
from desktop.domain.month_revision import Reported, decode_reports
from desktop.domain.procedure import Procedure
from desktop.domain.rights import demand
from desktop.domain.station_month import CaseActs
from desktop.domain.viewer import Viewer
from desktop.reference import taxonomy
from desktop.reference.rights_data import rights

_FORMS = {"oral": "口头", "written": "书面", "none": "其他"}
ProcedureOf = Callable[[CaseState], Procedure]
CalendarOn = Callable[[str], Calendar]


class Asked(NamedTuple):
    """A period, both days included; `station`: only what its installations own (or the one of this id), "" for all."""

    since: str
    until: str
    station: str = ""


def month_acts(
    viewer: Viewer, connection: Connection, asked: Asked, procedure: ProcedureOf, calendars: CalendarOn
) -> tuple[CaseActs, ...]:
    """Cases that were open or touched from the first to the last day asked for. Raises R-203.

    What was done is judged by the calendar of the day it was done, what runs still by that of the period's last day.
    """
    demand(viewer, "table.export", rights())
    query = select(state_case.c.doc).where(
        touched_since(viewer, asked.since), state_case.c.received < asked.until + "~"
    )
    if asked.station:
        one = state_installation.c
        of = select(one.id).where(or_(one.station == asked.station, one.id == asked.station))
        query = query.where(state_case.c.owner.in_(of))
    states = [msgspec.json.decode(doc, type=CaseState) for doc in connection.execute(query).scalars()]
    words = CodeWords(connection)
    return tuple(_acts(state, procedure(state), calendars, asked.until, words) for state in states)


def reported(viewer: Viewer, connection: Connection, period: str) -> tuple[Reported, ...]:
    """What was reported of a period on this computer. Raises R-203."""
    demand(viewer, "table.export", rights())
    return decode_reports(get_setting(connection, period))


def _acts(state: CaseState, procedure: Procedure, calendars: CalendarOn, until: str, words: CodeWords) -> CaseActs:
    reg, agreement = state.reg, state.agreement
    sorted_as = next((step.facts for step in reversed(state.steps) if step.step == "sort"), {})
    failed = state.sessions[-1] if state.sessions and state.sessions[-1].result == "failed" else None
    met = ((m.limit.title, m.on, m.late) for m in timeliness(procedure, state, calendars))
    running = status(procedure, state, calendars(until)).limits
    return CaseActs(
        kind=reg.kind,
        category=category_label(state, words),
        source=source_label(state, words) or "未登记",
        received=reg.received_at[:10],
        entered=state.opened_at[:10],
        form=_word("petition_forms", reg.facts.get("petition_form")) or _FORMS[reg.form],
        sort=_word("petition_classes", sorted_as.get("class")),
        way=_word("petition_ways", sorted_as.get("way")),
        batches=reg.batches,
        visitors=reg.visitors,
        heads=reg.heads,
        agreed=agreement.on if agreement else "",
        written=agreement is not None and agreement.form == "written",
        amount=sum(duty.amount for duty in agreement.duties) if agreement else 0,
        failed=failed.started[:10] if failed is not None and agreement is None else "",
        closed=state.closed.on if state.closed else "",
        performed=tuple((act.on, act.amount) for act in state.performed),
        met=tuple(met),
        passed=tuple((limit.title, limit.binding) for limit in running),
    )


def _word(name: str, code: object) -> str:
    """The words of a code; "" for none, the code itself when the list does not know it."""
    entries = {entry.code: entry.label for entry in taxonomy(name).entries}
    return entries.get(str(code), str(code)) if code else ""
