"""What every case did in a period, by day and without names, for the station's own figures; sealed matters never."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from sqlalchemy import Connection, or_, select

from db.cache import category_label, source_label
from db.queries.cases import sees_cases
from db.reference import CodeWords
from db.tables import state_case
from desktop.domain.calendar import Calendar
from desktop.domain.case import CaseState
from desktop.domain.engine import status, timeliness
from desktop.domain.procedure import Procedure
from desktop.domain.rights import demand
from desktop.domain.station_month import CaseActs
from desktop.domain.viewer import Viewer
from desktop.reference import taxonomy
from desktop.reference.rights_data import rights

_FORMS = {"oral": "口头", "written": "书面", "none": "其他"}
ProcedureOf = Callable[[CaseState], Procedure]


def month_acts(
    viewer: Viewer, connection: Connection, days: tuple[str, str], procedure: ProcedureOf, calendar: Calendar
) -> tuple[CaseActs, ...]:
    """Cases that were open or touched from the first to the last of `days`. Raises R-203."""
    since, until = days
    demand(viewer, "table.export", rights())
    docs = connection.execute(
        select(state_case.c.doc).where(
            sees_cases(viewer),
            state_case.c.received < until + "~",
            or_(state_case.c.last_at >= since, state_case.c.received >= since, state_case.c.closed_on == ""),
        )
    ).scalars()
    states = [msgspec.json.decode(doc, type=CaseState) for doc in docs]
    words = CodeWords(connection)
    return tuple(_acts(state, procedure(state), calendar, words) for state in states)


def _acts(state: CaseState, procedure: Procedure, calendar: Calendar, words: CodeWords) -> CaseActs:
    reg, agreement = state.reg, state.agreement
    sorted_as = next((step.facts for step in reversed(state.steps) if step.step == "sort"), {})
    failed = state.sessions[-1] if state.sessions and state.sessions[-1].result == "failed" else None
    met = ((m.limit.title, m.on, m.late) for m in timeliness(procedure, state, calendar))
    running = status(procedure, state, calendar).limits
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
