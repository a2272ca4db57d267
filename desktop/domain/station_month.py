"""The station's own figures of a period (统计月报): acts counted by their own day; an office as object, never a person.

A reported period need not be a calendar month: counties close at the 20th or 25th, December at its end, so that the
year is whole. Pure; what is counted comes as `CaseActs`, which name nobody.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Final, Literal

from msgspec import Struct

from desktop.domain.errors import RuleViolation

Unit = Literal["件", "元", "批", "人次", "人", "项", "%"]


class CaseActs(Struct, frozen=True):
    """What one case did and when, without names. Amounts 分; `met`: (title, day, late) of each limit that was met;
    `passed`: (title, last day) of limits that still run. `sort`, `way`: words of class and way of a petition."""

    kind: str
    category: str
    source: str
    received: str
    entered: str
    form: str = ""
    sort: str = ""
    way: str = ""
    batches: int = 0
    visitors: int = 0
    heads: int = 0
    agreed: str = ""
    written: bool = False
    amount: int = 0
    failed: str = ""
    closed: str = ""
    performed: tuple[tuple[str, int], ...] = ()
    met: tuple[tuple[str, str, bool], ...] = ()
    passed: tuple[tuple[str, str], ...] = ()


class Head(Struct, frozen=True):
    """A column: its words and what its numbers count."""

    title: str
    unit: Unit = "件"


class Line(Struct, frozen=True):
    """A row of figures; sums in 分."""

    label: str
    figures: tuple[int, ...]


class Block(Struct, frozen=True):
    """One table of the report; the last line is the sum where `summed`."""

    title: str
    first: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    summed: bool = True

    def shown(self, line: Line) -> tuple[str, ...]:
        """The figures of a line in words: sums in yuan with two places, shares in per cent."""
        return tuple(_shown(head.unit, figure) for head, figure in zip(self.heads, line.figures, strict=True))


class Changed(Struct, frozen=True):
    """A figure that is not what was reported last: where it stands, and both in words."""

    table: str
    line: str
    head: str
    before: str
    now: str

    @property
    def told(self) -> str:
        """登记（件） 3 → 4"""
        where = self.line if self.head in ("本期", "") else f"{self.line}·{self.head}"
        return f"{where} {self.before} → {self.now}"


class Revision(Struct, frozen=True):
    """How a report stands to those before it. `reports`: days on which different figures were reported, oldest first.

    Without `changed` the figures are those of the last one.
    """

    reports: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()

    @property
    def last(self) -> str:
        return self.reports[-1] if self.reports else ""


class MonthReport(Struct, frozen=True):
    """The figures of a period. `silent`: nothing happened, which is reported as such (零报).

    `station`: of one station of a county, "" for everything here. `revision`: how it stands to earlier reports.
    """

    organ: str
    label: str
    since: str
    until: str
    made_on: str
    blocks: tuple[Block, ...]
    silent: bool
    station: str = ""
    revision: Revision = Revision()

    @property
    def title(self) -> str:
        return f"{self.organ}工作统计表"

    def told(self) -> tuple[Block, ...]:
        """The tables that say something; the first one always."""
        return tuple(b for b in self.blocks if not b.summed or any(any(line.figures) for line in b.lines))


def month_days(month: str, cut_off: int) -> tuple[str, str]:
    """First and last day of a reported month (2026-10). `cut_off`: its last day, 0 for the calendar month.

    December ends on the 31st whatever the cut-off, and January begins on the 1st. Raises R-451.
    """
    try:
        year, number = int(month[:4]), int(month[5:])
        last_day = monthrange(year, number)[1]
    except ValueError as error:
        raise _no_month(month) from error
    if len(month) != _MONTH or month[4] != "-" or not 0 <= cut_off <= _LATEST:
        raise _no_month(month)
    if not cut_off:
        return f"{month}-01", f"{month}-{last_day:02d}"
    end = date(year, number, 31 if number == _DECEMBER else min(cut_off, last_day))
    before = date(year, number, 1) - timedelta(days=1)
    start = date(year, number, 1) if number == 1 else before.replace(day=min(cut_off, before.day)) + timedelta(days=1)
    return start.isoformat(), end.isoformat()


_MONTH: Final = 7
_LATEST: Final = 28
_DECEMBER: Final = 12


def _no_month(text: str) -> RuleViolation:
    return RuleViolation(
        "R-451", f"“{text}”不是可以统计的月份。", field="period", way_out="请写成2026-10；截止日填1到28，月末填0。"
    )


def month_label(month: str) -> str:
    """2026年10月."""
    return f"{month[:4]}年{int(month[5:])}月"


def month_report(
    cases: Sequence[CaseActs], organ: str, month: str, *, cut_off: int = 0, made_on: str = ""
) -> MonthReport:
    """All tables of a month. Raises R-451."""
    since, until = month_days(month, cut_off)

    def within(day: str) -> bool:
        return since <= day <= until

    disputes = [case for case in cases if case.kind == "dispute"]
    petitions = [case for case in cases if case.kind != "dispute"]
    blocks = (
        _whole(cases, since, until),
        _table(("人民调解（按纠纷类型）", "纠纷类型"), _MEDIATION, disputes, lambda case: case.category, within),
        _table(("人民调解（按来源）", "案件来源"), _MEDIATION, disputes, lambda case: case.source, within),
        _table(("信访事项（按类别）", "类别"), _PETITION, petitions, lambda case: case.sort or "未分类", within),
        _table(("信访事项（按途径）", "办理途径"), _PETITION, petitions, lambda case: case.way or "未定", within),
        _table(("信访事项（按形式）", "信访形式"), _PETITION, petitions, lambda case: case.form or "未登记", within),
        _limits(cases, since, until),
    )
    silent = not any(any(line.figures) for block in blocks for line in block.lines if line.label != _OPEN)
    return MonthReport(organ, month_label(month), since, until, made_on, blocks, silent)


_OPEN: Final = "期末未结（件）"
Within = Callable[[str], bool]
Column = tuple[Head, Callable[[CaseActs, Within], int]]


def _paid(case: CaseActs, within: Within) -> int:
    return sum(amount for on, amount in case.performed if within(on))


_MEDIATION: Final[tuple[Column, ...]] = (
    (Head("受理"), lambda case, within: within(case.received)),
    (Head("调解成功"), lambda case, within: within(case.agreed)),
    (Head("书面协议"), lambda case, within: within(case.agreed) and case.written),
    (Head("口头协议"), lambda case, within: within(case.agreed) and not case.written),
    (Head("调解不成"), lambda case, within: within(case.failed)),
    (Head("协议金额", "元"), lambda case, within: case.amount if within(case.agreed) else 0),
    (Head("本期履行", "元"), _paid),
)
_PETITION: Final[tuple[Column, ...]] = (
    (Head("件数"), lambda case, within: within(case.received)),
    (Head("批次", "批"), lambda case, within: case.batches if within(case.received) else 0),
    (Head("人次", "人次"), lambda case, within: case.visitors if within(case.received) else 0),
    (Head("涉及人数", "人"), lambda case, within: case.heads if within(case.received) else 0),
    (Head("办结"), lambda case, within: within(case.closed)),
)


def _table(
    words: tuple[str, str],
    columns: Sequence[Column],
    cases: Sequence[CaseActs],
    word: Callable[[CaseActs], str],
    within: Within,
) -> Block:
    """One line for each word that anything was counted under, the largest first, and the sum."""

    def figures(some: Iterable[CaseActs]) -> tuple[int, ...]:
        found = list(some)
        return tuple(sum(int(count(case, within)) for case in found) for _head, count in columns)

    lines = [Line(label, figures(case for case in cases if word(case) == label)) for label in {*map(word, cases)}]
    told = sorted((line for line in lines if any(line.figures)), key=lambda line: (-line.figures[0], line.label))
    return Block(*words, tuple(head for head, _count in columns), (*told, Line("合计", figures(cases))))


def _whole(cases: Sequence[CaseActs], since: str, until: str) -> Block:
    """The figures a leader looks at first."""

    def within(day: str) -> bool:
        return since <= day <= until

    def count(test: Callable[[CaseActs], bool]) -> int:
        return sum(map(test, cases))

    def kind(name: str) -> int:
        return count(lambda case: case.kind == name and within(case.received))

    lines = (
        Line("登记（件）", (count(lambda case: within(case.received)),)),
        Line("其中：矛盾纠纷（件）", (kind("dispute"),)),
        Line("其中：信访事项（件）", (kind("petition"),)),
        Line("其中：建议、咨询（件）", (kind("suggestion") + kind("enquiry"),)),
        Line("调解成功（件）", (count(lambda case: within(case.agreed)),)),
        Line("调解不成（件）", (count(lambda case: within(case.failed)),)),
        Line("办结（件）", (count(lambda case: within(case.closed)),)),
        Line(_OPEN, (count(lambda case: case.received <= until and (not case.closed or case.closed > until)),)),
        Line("补登上期（件）", (count(lambda case: case.received < since and within(case.entered)),)),
    )
    return Block("总体情况", "项目", (Head("本期"),), lines, summed=False)


def _limits(cases: Sequence[CaseActs], since: str, until: str) -> Block:
    """Limits met on time and late, and those that ran out in the period without having been met."""
    found: dict[str, list[int]] = {}
    for case in cases:
        for title, on, late in case.met:
            if since <= on <= until:
                found.setdefault(title, [0, 0, 0])[late] += 1
        for title, last in case.passed:
            if since <= last <= until and last < until:
                found.setdefault(title, [0, 0, 0])[2] += 1
    lines = [Line(title, (*counts, _share(counts))) for title, counts in sorted(found.items())]
    whole = [sum(counts[place] for counts in found.values()) for place in range(3)]
    heads = (Head("按期", "项"), Head("超期办成", "项"), Head("超期未办", "项"), Head("及时率", "%"))
    return Block("办理期限", "期限", heads, (*lines, Line("合计", (*whole, _share(whole)))))


def _share(counts: Sequence[int]) -> int:
    """On time in tenths of a per cent of all; 0 where there is nothing to count."""
    return round(1000 * counts[0] / sum(counts)) if sum(counts) else 0


def _shown(unit: Unit, figure: int) -> str:
    if unit == "元":
        return f"{figure / 100:,.2f}" if figure else "0"
    if unit == "%":
        return f"{figure / 10:.1f}%" if figure else "—"
    return str(figure)
