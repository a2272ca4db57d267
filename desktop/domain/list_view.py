"""What registers, reports and notices say that belong to no single case; pure, frozen, read by their templates.

A list paper (登记簿、月报、年度报告、公示) is made of one period. Every number counts an act by its own day, so a case
registered in May and settled in June is one registration of May and one settlement of June.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from desktop.domain.calendar import Calendar
from desktop.domain.case import CaseState
from desktop.domain.case_view import CaseView, Committee, PaperView

_RESULTS = {"success": "调解成功", "failed": "调解不成", "continue": "继续调解"}
_FORMS = {"written": "书面", "oral": "口头"}
_WEEKDAYS = "一二三四五六日"


class ListRow(Struct, frozen=True):
    """One case in a list. Days are ISO dates ("" while it has not happened), `amount` 分.

    `result` 调解结果, `form` of the agreement 书面 / 口头, `performed` 履行情况, `unit` it was sent to and `mode` how
    (转送, 交办); `supervised` how many letters of supervision, `proposal` its kind of the three; `due`, `next_title`:
    the next thing to do; `source` the code, `source_label` its words.
    """

    id: str
    kind: str
    number: str
    title: str
    received: str
    source: str
    source_label: str
    category_label: str
    applicants: str
    respondents: str
    summary: str
    place: str = ""
    grid: str = ""
    risk: str = ""
    registrar: str = ""
    mediators: str = ""
    result: str = ""
    form: str = ""
    agreed: str = ""
    agreement_number: str = ""
    amount: int = 0
    performed: str = ""
    confirmed: bool = False
    visited: str = ""
    closed: str = ""
    failed: str = ""
    heads: int = 0
    visitors: int = 0
    batches: int = 0
    unit: str = ""
    mode: str = ""
    supervised: int = 0
    proposal: str = ""
    adopted: str = ""
    due: str = ""
    next_title: str = ""


class Tally(Struct, frozen=True):
    """One line of a report: how many of each, of the period. `amount` 分 in agreements."""

    label: str
    received: int = 0
    agreed: int = 0
    written: int = 0
    oral: int = 0
    failed: int = 0
    closed: int = 0
    visitors: int = 0
    heads: int = 0
    transferred: int = 0
    assigned: int = 0
    supervised: int = 0
    proposals: int = 0
    adopted: int = 0
    confirmed: int = 0
    amount: int = 0


class DayLine(Struct, frozen=True):
    """A working day of the period, for rosters."""

    on: str
    weekday: str


class ListView(Struct, frozen=True):
    """A period as list papers see it.

    `rows`: cases registered in it, oldest first. `pending`: those still open on its last day; `late`: those of them
    whose day has come. `disputes`, `petitions`: one tally for each kind of matter, `…_sources` for each source, the sum
    last. `days`: the working days.
    """

    committee: Committee
    since: str
    until: str
    paper: PaperView
    maker: str
    rows: tuple[ListRow, ...]
    pending: tuple[ListRow, ...]
    late: tuple[ListRow, ...]
    disputes: tuple[Tally, ...]
    petitions: tuple[Tally, ...]
    dispute_sources: tuple[Tally, ...]
    petition_sources: tuple[Tally, ...]
    days: tuple[DayLine, ...] = ()


def list_row(state: CaseState, sides: Iterable[tuple[str, str]], words: dict[str, str]) -> ListRow:
    """A case as a line of a list.

    `sides`: side and name of each party; `words`: title, category_label, source_label, due, next_title.
    """
    reg, agreement = state.reg, state.agreement
    named = {side: "、".join(name for s, name in sides if s == side) for side in ("applicant", "respondent")}
    told = {step.step: step.facts for step in state.steps}
    staff = agreement.mediators if agreement else state.sessions[-1].mediators if state.sessions else ()
    sent = told.get("transfer", {})
    ended = state.sessions[-1] if state.sessions and state.sessions[-1].result == "failed" else None
    return ListRow(
        id=state.id, kind=reg.kind, number=reg.number, received=reg.received_at[:10], source=reg.source,
        applicants=named["applicant"], respondents=named["respondent"], summary=reg.summary, place=reg.place,
        grid=reg.grid, risk=reg.risk, registrar=reg.registrar, mediators="、".join(one.name for one in staff),
        result=_RESULTS[state.sessions[-1].result] if state.sessions else "调解成功" if agreement else "",
        form=_FORMS[agreement.form] if agreement else "", agreed=agreement.on if agreement else "",
        agreement_number=_agreement_number(state), amount=sum(d.amount for d in agreement.duties) if agreement else 0,
        performed=_performed(state), confirmed="ask_confirmation" in told,
        visited=state.visits[-1].on if state.visits else "", closed=state.closed.on if state.closed else "",
        failed=ended.started[:10] if ended and not agreement else "",
        heads=reg.heads, visitors=reg.visitors, batches=reg.batches, unit=str(sent.get("unit") or ""),
        mode=str(sent.get("mode") or ""),
        supervised=sum(step.step in ("supervise", "letter") for step in state.steps),
        proposal=str(told.get("propose", {}).get("kind") or ""),
        adopted=str(told.get("adoption", {}).get("adopted") or ""), **words,
    )  # fmt: skip


def _agreement_number(state: CaseState) -> str:
    """The number on the agreement's own paper, else the file number, as papers say it."""
    numbers = [d.number for d in state.documents if d.type == "mediation_agreement" and not d.void_reason]
    return (numbers[-1] if numbers else state.reg.number) if state.agreement else ""


def _performed(state: CaseState) -> str:
    if state.agreement is None or not (state.agreement.duties or state.agreement.performed_on_spot):
        return ""
    if not state.open_parts():
        return "已履行"
    return "部分履行" if state.performed else "未履行完"


def tally(label: str, rows: Iterable[ListRow], since: str, until: str) -> Tally:
    """Counts of one period: each act by its own day."""
    cases = tuple(rows)

    def within(day: str) -> bool:
        return since <= day <= until

    fresh = [row for row in cases if within(row.received)]
    agreed = [row for row in cases if within(row.agreed)]
    return Tally(
        label=label,
        received=len(fresh),
        agreed=len(agreed),
        written=sum(row.form == "书面" for row in agreed),
        oral=sum(row.form == "口头" for row in agreed),
        failed=sum(within(row.failed) for row in cases),
        closed=sum(within(row.closed) for row in cases),
        visitors=sum(row.visitors for row in fresh),
        heads=sum(row.heads for row in fresh),
        transferred=sum(row.mode == "转送" for row in fresh),
        assigned=sum(row.mode == "交办" for row in fresh),
        supervised=sum(row.supervised for row in fresh),
        proposals=sum(bool(row.proposal) for row in fresh),
        adopted=sum(row.adopted in ("全部采纳", "部分采纳") for row in fresh),
        confirmed=sum(row.confirmed for row in agreed),
        amount=sum(row.amount for row in agreed),
    )


def list_view(
    rows: Sequence[ListRow], since: str, until: str, *, committee: Committee, maker: str, on: str, calendar: Calendar
) -> ListView:
    """The view of a period from all cases that something happened to in it, oldest first."""
    disputes = [row for row in rows if row.kind == "dispute"]
    petitions = [row for row in rows if row.kind != "dispute"]
    pending = tuple(row for row in rows if not row.closed and row.received <= until)
    fresh = tuple(row for row in rows if since <= row.received <= until)
    return ListView(
        committee=committee,
        since=since,
        until=until,
        paper=PaperView("", on, 0, 0),
        maker=maker,
        rows=fresh,
        pending=pending,
        late=tuple(row for row in pending if row.due and row.due <= until),
        disputes=_tallies(disputes, "category_label", since, until),
        petitions=_tallies(petitions, "category_label", since, until),
        dispute_sources=_tallies(disputes, "source_label", since, until),
        petition_sources=_tallies(petitions, "source_label", since, until),
        days=_working_days(since, until, calendar),
    )


def list_of_case(view: CaseView) -> ListView:
    """One case as a list of one line, where a working method asks for a list paper of a single matter."""
    sides = ((party.side, party.name) for party in view.parties)
    words = {"title": view.title, "category_label": view.category_label, "source_label": view.source_label}
    row = list_row(view.state, sides, {**words, "due": "", "next_title": ""})
    disputes = (row,) if row.kind == "dispute" else ()
    petitions = () if disputes else (row,)
    return ListView(
        committee=view.committee,
        since=row.received,
        until=row.received,
        paper=view.paper,
        maker=row.registrar,
        rows=(row,),
        pending=() if row.closed else (row,),
        late=(),
        disputes=_tallies(disputes, "category_label", row.received, row.received),
        petitions=_tallies(petitions, "category_label", row.received, row.received),
        dispute_sources=_tallies(disputes, "source_label", row.received, row.received),
        petition_sources=_tallies(petitions, "source_label", row.received, row.received),
    )


def _tallies(rows: Sequence[ListRow], field: str, since: str, until: str) -> tuple[Tally, ...]:
    """One line for each word of a field that anything was counted under, largest first, and the sum."""
    words = sorted({getattr(row, field) for row in rows})
    lines = [tally(word or "未分类", [r for r in rows if getattr(r, field) == word], since, until) for word in words]
    told = [line for line in lines if line.received or line.agreed or line.failed or line.closed]
    ordered = sorted(told, key=lambda line: (-line.received, line.label))
    return (*ordered, tally("合计", rows, since, until))


def _working_days(since: str, until: str, calendar: Calendar) -> tuple[DayLine, ...]:
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return tuple(
        DayLine(day.isoformat(), "星期" + _WEEKDAYS[day.weekday()]) for day in days if calendar.is_workday(day)
    )
