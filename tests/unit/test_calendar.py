"""Working days 2004-2026 against an independent list and the notice's own counts; imported tables and their faults."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.calendar import Calendar, Holiday, HolidayYear, parse_holiday_table
from desktop.domain.errors import RuleViolation
from desktop.reference import load_calendar

ROOT = Path(__file__).parents[2]
CALENDAR = load_calendar()
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
days = st.dates(FIRST, LAST)


def every_day() -> list[date]:
    return [FIRST + timedelta(days=count) for count in range((LAST - FIRST).days + 1)]


def test_every_day_agrees_with_the_vendored_list() -> None:
    listed = json.loads((ROOT / "tests/data/chinese_days.json").read_text(encoding="utf-8"))
    off, work = set(listed["off"]), set(listed["work"])
    assert len(off) > 600
    wrong = [
        day
        for day in every_day()
        if CALENDAR.is_workday(day) != (str(day) in work or (day.weekday() < 5 and str(day) not in off))
    ]
    assert wrong == []


def test_every_day_agrees_with_the_library_it_was_seeded_from() -> None:
    assert [day for day in every_day() if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)] == []


def test_the_files_are_what_the_script_writes() -> None:
    check = [sys.executable, "scripts/build_holidays.py", "--check"]
    done = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "differ: none\n")


def test_2026_by_the_notice() -> None:
    by_month = [
        sum(CALENDAR.is_workday(day) for day in every_day() if (day.year, day.month) == (2026, month))
        for month in range(1, 13)
    ]
    assert by_month == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]
    assert sum(by_month) == 248
    off = [(1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (9, 25, 27), (10, 1, 7)]
    for month, first, last in off:
        for number in range(first, last + 1):
            assert not CALENDAR.is_workday(date(2026, month, number))
            assert CALENDAR.day_name(date(2026, month, number)) not in {"周六", "周日", ""}
    for month, number in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]:
        assert CALENDAR.is_workday(date(2026, month, number))


def test_names_of_days() -> None:
    assert CALENDAR.day_name(date(2026, 10, 2)) == "国庆节"
    assert CALENDAR.day_name(date(2026, 9, 20)) == "周日（调休上班）"
    assert CALENDAR.day_name(date(2026, 10, 17)) == "周六"
    assert CALENDAR.day_name(date(2026, 10, 19)) == ""


def test_an_unknown_year_counts_mondays_to_fridays() -> None:
    assert not CALENDAR.is_known(date(2027, 10, 1))
    assert CALENDAR.is_workday(date(2027, 10, 1))
    assert not CALENDAR.is_workday(date(2027, 10, 2))
    assert CALENDAR.knows_all(date(2004, 1, 1), date(2026, 12, 31))
    assert not CALENDAR.knows_all(date(2026, 12, 31), date(2027, 1, 1))
    assert not CALENDAR.knows_all(date(2003, 12, 31), date(2004, 1, 1))


NEXT_YEAR = """
year = 2027
published = true
source = "示例"
work = [2026-12-26, 2027-01-09]

[[holiday]]
name = "元旦"
first = 2026-12-31
last = 2027-01-03
"""


def test_an_imported_year_counts_and_may_move_days_of_december() -> None:
    later = CALENDAR.with_table(parse_holiday_table(NEXT_YEAR))
    assert later.is_known(date(2027, 5, 1))
    assert CALENDAR.is_workday(date(2026, 12, 31))
    assert not later.is_workday(date(2026, 12, 31))
    assert later.is_workday(date(2026, 12, 26))
    assert later.label != CALENDAR.label
    assert later.label.startswith("2004-2027/")
    again = later.with_table(parse_holiday_table(NEXT_YEAR.replace("work = [2026-12-26, 2027-01-09]", "")))
    assert not again.is_workday(date(2026, 12, 26))
    assert len(again.tables) == len(later.tables)


def test_the_later_notice_wins_over_the_earlier_table() -> None:
    early = HolidayYear(
        2026, True, "", (Holiday("放假", date(2026, 12, 26), date(2026, 12, 26)),), (date(2026, 12, 27),)
    )
    late = HolidayYear(
        2027, True, "", (Holiday("元旦", date(2026, 12, 27), date(2026, 12, 27)),), (date(2026, 12, 26),)
    )
    for order in ([early, late], [late, early]):
        both = Calendar(order)
        assert both.is_workday(date(2026, 12, 26))
        assert not both.is_workday(date(2026, 12, 27))
        assert both.day_name(date(2026, 12, 27)) == "元旦"


def test_labels() -> None:
    assert Calendar([]).label == "none"
    assert load_calendar().label == CALENDAR.label
    guess = Calendar([HolidayYear(2027, False, "", ())])
    assert not guess.is_known(date(2027, 1, 1))
    assert guess.label.startswith("2027-2027/")


GOOD = (ROOT / "desktop/reference/holidays/2026.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("year = ", "R-161", "文件末尾"),
        ("不是表格", "R-161", "第1行"),
        (GOOD.replace("year = 2026\n", ""), "R-161", "“year”"),
        (GOOD.replace("year = 2026\n", 'year = "2026"\n'), "R-161", "“year”"),
        (GOOD + "note = 1\n", "R-161", "holiday[6]"),
        (GOOD.replace("first = 2026-01-01", 'first = "元旦"'), "R-161", "holiday[0].first"),
        (GOOD.replace("year = 2026\n", "year = 26\n"), "R-162", "年份26不对"),
        (GOOD.replace("year = 2026\n", "year = 2025\n"), "R-162", "2026-01-01不在2025年"),
        (GOOD.replace("work = [2026-01-04", "work = [2025-01-04"), "R-162", "2025-01-04不在2026年"),
        (GOOD.replace("work = [2026-01-04", "work = [2026-01-05"), "R-162", "周一"),
        (GOOD.replace("work = [2026-01-04", "work = [2026-01-03"), "R-162", "2026-01-03既放假又上班"),
        (GOOD.replace("work = [2026-01-04", "work = [2026-02-14"), "R-162", "2026-02-14"),
        (GOOD.replace("last = 2026-01-03", "last = 2025-12-31"), "R-162", "“元旦”的起止"),
        (GOOD.replace("last = 2026-01-03", "last = 2027-01-03"), "R-162", "“元旦”的起止"),
        (GOOD.replace("first = 2026-10-01", "first = 2026-09-27"), "R-162", "2026-09-27放了两次假"),
        ('year = 2027\npublished = true\nsource = ""\nholiday = []\n', "R-162", "没有放假的日子"),
    ],
)
def test_each_fault_of_a_table_is_named(text: str, code: str, words: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        parse_holiday_table(text)
    assert caught.value.code == code
    assert words in caught.value.message
    assert caught.value.field == "holiday_table"
    assert caught.value.way_out


def test_several_faults_are_told_at_once() -> None:
    text = GOOD.replace("work = [2026-01-04", "work = [2026-01-05").replace("last = 2026-01-03", "last = 2025-12-31")
    with pytest.raises(RuleViolation, match="起止日期不对；2026-01-05是周一"):
        parse_holiday_table(text)


def test_december_before_belongs_to_the_next_notice_and_no_other_month() -> None:
    assert parse_holiday_table(NEXT_YEAR).work[0] == date(2026, 12, 26)
    with pytest.raises(RuleViolation, match="2026-11-28不在2027年"):
        parse_holiday_table(NEXT_YEAR.replace("2026-12-26", "2026-11-28"))


@given(days)
def test_next_and_last_workday_are_worked_and_nearest(day: date) -> None:
    after, before = CALENDAR.next_workday(day), CALENDAR.last_workday(day)
    assert before <= day <= after
    assert CALENDAR.is_workday(after)
    assert CALENDAR.is_workday(before)
    assert (before == day) == (after == day) == CALENDAR.is_workday(day)
    assert CALENDAR.workdays_between(before, after) == (0 if before == after else 1)


@given(days, st.integers(1, 60))
def test_adding_workdays_is_counting_them(start: date, count: int) -> None:
    last = CALENDAR.add_workdays(start, count)
    assert CALENDAR.is_workday(last)
    assert CALENDAR.workdays_between(start, last) == count
    assert CALENDAR.workdays_between(last, start) == 0
