"""The station's month: reported periods, acts by their own day, crowds in three numbers, limits, a silent month."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from desktop.domain.errors import RuleViolation
from desktop.domain.station_month import Block, CaseActs, MonthReport, month_days, month_report


def acts(**values: Any) -> CaseActs:
    facts: dict[str, Any] = {
        "kind": "dispute", "category": "邻里纠纷", "source": "依申请调解", "received": "2026-10-08",
        "entered": "2026-10-08",
    }  # fmt: skip
    return CaseActs(**(facts | values))


def report(*cases: CaseActs, month: str = "2026-10", cut_off: int = 0) -> MonthReport:
    return month_report(cases, "云桥村人民调解委员会", month, cut_off=cut_off, made_on="2026-11-01")


def figures(made: MonthReport, title: str) -> dict[str, tuple[int, ...]]:
    block = next(b for b in made.blocks if b.title.startswith(title))
    return {line.label: line.figures for line in block.lines}


@pytest.mark.parametrize(
    ("month", "cut_off", "days"),
    [
        ("2026-10", 0, ("2026-10-01", "2026-10-31")),
        ("2024-02", 0, ("2024-02-01", "2024-02-29")),
        ("2026-10", 20, ("2026-09-21", "2026-10-20")),
        ("2026-03", 28, ("2026-03-01", "2026-03-28")),
        ("2024-03", 28, ("2024-02-29", "2024-03-28")),
        ("2026-12", 20, ("2026-11-21", "2026-12-31")),
        ("2026-01", 20, ("2026-01-01", "2026-01-20")),
        ("2026-02", 25, ("2026-01-26", "2026-02-25")),
    ],
)
def test_a_reported_month_ends_at_its_cut_off_and_the_year_is_whole(
    month: str, cut_off: int, days: tuple[str, str]
) -> None:
    assert month_days(month, cut_off) == days


@pytest.mark.parametrize("cut_off", [0, 15, 20, 25, 28])
def test_the_months_of_a_year_follow_each_other_without_gap_or_overlap(cut_off: int) -> None:
    spans = [month_days(f"{year}-{month:02d}", cut_off) for year in (2026, 2027, 2028) for month in range(1, 13)]
    for (_, end), (start, _) in pairwise(spans):
        assert date.fromisoformat(start) == date.fromisoformat(end) + timedelta(days=1)


@pytest.mark.parametrize(("month", "cut_off"), [("2026-13", 0), ("2026-1", 0), ("十月", 0), ("2026-10", 29), ("", 0)])
def test_what_is_no_month_is_refused(month: str, cut_off: int) -> None:
    with pytest.raises(RuleViolation, match=r"^R-451 "):
        month_days(month, cut_off)


def test_every_act_is_counted_by_its_own_day() -> None:
    case = acts(
        received="2026-09-28", agreed="2026-10-05", written=True, amount=360_000, closed="2026-11-02",
        performed=(("2026-10-20", 180_000), ("2026-11-01", 180_000)),
    )  # fmt: skip
    assert figures(report(case), "人民调解（按纠纷类型）")["邻里纠纷"] == (0, 1, 1, 0, 0, 360_000, 180_000)
    assert figures(report(case, month="2026-09"), "人民调解（按纠纷类型）")["邻里纠纷"] == (1, 0, 0, 0, 0, 0, 0)
    assert figures(report(case), "总体")["期末未结（件）"] == (1,)
    assert figures(report(case, month="2026-11"), "总体")["办结（件）"] == (1,)


def test_the_cut_off_moves_an_act_into_the_next_month() -> None:
    late = acts(received="2026-10-21")
    assert figures(report(late, cut_off=20), "总体")["登记（件）"] == (0,)
    assert figures(report(late, month="2026-11", cut_off=20), "总体")["登记（件）"] == (1,)


def test_a_crowd_is_one_batch_its_visitors_and_all_it_concerns() -> None:
    crowd = acts(kind="petition", batches=1, visitors=30, heads=213, sort="申诉求决类", way="信访处理", form="集体访")
    made = report(crowd)
    for way, word in (("按类别", "申诉求决类"), ("按途径", "信访处理"), ("按形式", "集体访")):
        title = f"信访事项（{way}）"
        assert figures(made, title)[word] == (1, 1, 30, 213, 0)
        assert figures(made, title)["合计"] == (1, 1, 30, 213, 0)
    assert figures(made, "人民调解（按纠纷类型）") == {"合计": (0,) * 7}


def test_limits_are_told_on_time_late_and_not_at_all() -> None:
    case = acts(
        met=(("调解期限", "2026-10-09", False), ("调解期限", "2026-10-10", True), ("受理告知", "2026-09-01", True)),
        passed=(("调解期限", "2026-10-12"), ("调解期限", "2026-11-12")),
    )  # fmt: skip
    made = report(case)
    assert figures(made, "办理期限") == {"调解期限": (1, 1, 1, 333), "合计": (1, 1, 1, 333)}
    block: Block = next(b for b in made.blocks if b.title == "办理期限")
    assert block.shown(block.lines[0]) == ("1", "1", "1", "33.3%")


def test_what_was_entered_late_is_marked() -> None:
    assert figures(report(acts(received="2026-09-30", entered="2026-10-02")), "总体")["补登上期（件）"] == (1,)


def test_a_silent_month_says_so_and_open_matters_do_not_break_the_silence() -> None:
    made = report(acts(received="2026-08-01", entered="2026-08-01"))
    assert made.silent
    assert [block.title for block in made.told()] == ["总体情况"]
    assert not report(acts()).silent


def test_the_sum_is_the_sum_of_its_lines() -> None:
    cases = (acts(), acts(category="劳动争议纠纷", agreed="2026-10-09", amount=5), acts(category="劳动争议纠纷"))
    lines = dict(figures(report(*cases), "人民调解（按纠纷类型）"))
    whole = lines.pop("合计")
    assert whole == tuple(map(sum, zip(*lines.values(), strict=True)))
