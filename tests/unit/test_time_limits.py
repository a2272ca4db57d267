"""Time limits: every published vector, month ends, pauses and extensions against a day-by-day count."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import RuleViolation
from desktop.domain.limit_rules import LimitRule, Unit, parse_limits, plain_rule, refuse_looser
from desktop.domain.time_limits import Extension, Pause, add_months, compute, deadline_report, promised
from desktop.reference import load_calendar, load_limits

CALENDAR = load_calendar()
LIMITS = load_limits()
T5, T7, T10 = LIMITS["T5"], LIMITS["T7"], LIMITS["T10"]
BEIJING = timezone(timedelta(hours=8))
days = st.dates(date(2004, 1, 1), date(2026, 6, 30))


def d(text: str) -> date:
    return date.fromisoformat(text)


def rule(length: int, unit: Unit, **more: Any) -> LimitRule:
    return msgspec.structs.replace(plain_rule(length, unit), **more)


@pytest.mark.parametrize(
    ("start", "length", "unit", "dates"),
    [
        # field/privacy: the vectors of 2026
        ("2026-09-10", 15, "days", "2026-09-25 2026-09-28 2026-09-24"),
        ("2026-09-16", 15, "days", "2026-10-01 2026-10-08 2026-09-30"),
        ("2026-09-24", 15, "days", "2026-10-09 2026-10-09 2026-10-09"),
        ("2026-08-04", 60, "days", "2026-10-03 2026-10-08 2026-09-30"),
        ("2026-01-20", 30, "days", "2026-02-19 2026-02-24 2026-02-14"),
        ("2026-06-05", 15, "days", "2026-06-20 2026-06-22 2026-06-18"),
        ("2026-07-10", 30, "days", "2026-08-09 2026-08-10 2026-08-07"),
        ("2026-01-31", 30, "days", "2026-03-02 2026-03-02 2026-03-02"),
        ("2026-09-18", 5, "workdays", "2026-09-24 2026-09-24 2026-09-24"),
        ("2026-02-12", 7, "workdays", "2026-02-28 2026-02-28 2026-02-28"),
        ("2026-09-23", 7, "workdays", "2026-10-10 2026-10-10 2026-10-10"),
        ("2026-09-24", 10, "workdays", "2026-10-15 2026-10-15 2026-10-15"),
        ("2026-04-30", 3, "workdays", "2026-05-08 2026-05-08 2026-05-08"),
        # practice T1: the last working day before
        ("2026-09-17", 15, "days", "2026-10-02 2026-10-08 2026-09-30"),
        ("2026-02-04", 15, "days", "2026-02-19 2026-02-24 2026-02-14"),
        ("2026-03-20", 15, "days", "2026-04-04 2026-04-07 2026-04-03"),
        # Civil Code 202: no such day in the month
        ("2026-01-31", 1, "months", "2026-02-28 2026-02-28 2026-02-28"),
        ("2024-01-31", 1, "months", "2024-02-29 2024-02-29 2024-02-29"),
        ("2026-08-31", 6, "months", "2027-02-28 2027-03-01 2027-02-26"),
        ("2026-08-03", 2, "months", "2026-10-03 2026-10-08 2026-09-30"),
        ("2025-12-15", 12, "months", "2026-12-15 2026-12-15 2026-12-15"),
    ],
)
def test_vectors(start: str, length: int, unit: Unit, dates: str) -> None:
    """`dates`: raw, rolled, work_by."""
    found = compute(plain_rule(length, unit), d(start), calendar=CALENDAR)
    assert f"{found.raw} {found.rolled} {found.work_by}" == dates
    assert found.provisional == (found.rolled.year == 2027)


def test_hours_run_from_the_minute() -> None:
    start = datetime(2026, 10, 1, 23, 30, tzinfo=BEIJING)
    found = compute(plain_rule(2, "hours"), start, calendar=CALENDAR)
    assert found.at == datetime(2026, 10, 2, 1, 30, tzinfo=BEIJING)
    assert found.raw == found.rolled == found.work_by == date(2026, 10, 2)
    assert (found.start, found.notes, found.provisional) == (date(2026, 10, 1), (), False)
    assert compute(plain_rule(5, "minutes"), start, calendar=CALENDAR).at == start + timedelta(minutes=5)
    longer = compute(
        rule(2, "hours", max_extension=1), start, calendar=CALENDAR, extensions=[Extension(start.date(), "雨", "王", 1)]
    )
    assert longer.at == start + timedelta(hours=3)


def test_a_time_of_day_does_not_change_days() -> None:
    late = datetime(2026, 9, 10, 23, 59, tzinfo=BEIJING)
    assert compute(T5, late, calendar=CALENDAR) == compute(T5, date(2026, 9, 10), calendar=CALENDAR)


def test_hours_without_a_time_are_refused() -> None:
    assert fault(plain_rule(2, "hours")).code == "R-172"


@pytest.mark.parametrize("length", [0, -1, 3661])
def test_a_limit_needs_a_length(length: int) -> None:
    assert fault(LIMITS["T11"].with_length(length)).code == "R-171"
    assert compute(LIMITS["T11"].with_length(20), d("2026-11-02"), calendar=CALENDAR).raw == d("2026-11-22")


def test_which_day_binds_and_when_to_remind() -> None:
    duty = compute(T5, d("2026-08-04"), calendar=CALENDAR)
    assert duty.legal == d("2026-10-03")
    assert duty.reminders() == (d("2026-09-15"), d("2026-09-23"), d("2026-09-27"), d("2026-09-29"))
    right = compute(T7, d("2026-09-03"), calendar=CALENDAR)
    assert (right.raw, right.legal) == (d("2026-10-03"), d("2026-10-08"))
    assert right.reminders() == (d("2026-10-01"),)


def test_notes_for_the_clerk() -> None:
    assert compute(T5, d("2026-08-04"), calendar=CALENDAR).notes == (
        "最后一天2026年10月3日是国庆节，最迟在2026年9月30日办完",
    )
    within = compute(plain_rule(1, "days"), d("2026-10-01"), calendar=CALENDAR)
    assert within.work_by == d("2026-09-30")
    assert "期限内没有工作日" in within.notes[0]
    assert compute(T5, d("2026-12-01"), calendar=CALENDAR).notes[-1] == "节假日安排未公布，按周末推算"


def test_provisional_looks_at_the_days_that_decide() -> None:
    assert not compute(plain_rule(30, "days"), d("2026-12-01"), calendar=CALENDAR).provisional  # Thu 12-31
    assert compute(plain_rule(31, "days"), d("2026-12-01"), calendar=CALENDAR).provisional
    assert not compute(plain_rule(10, "days"), d("2003-12-25"), calendar=CALENDAR).provisional
    assert compute(plain_rule(5, "workdays"), d("2003-12-30"), calendar=CALENDAR).provisional
    assert not compute(plain_rule(1, "workdays"), d("2003-12-31"), calendar=CALENDAR).provisional


# --- extensions


def extended(length: int = 0, until: str = "", on: str = "2026-09-01", **more: str) -> Extension:
    words = {"reason": "鉴定尚未完成", "approver": "李示例", **more}
    return Extension(d(on), words["reason"], words["approver"], length, d(until) if until else None)


def fault(
    limit: LimitRule, start: str = "2026-08-04", pauses: tuple[Pause, ...] = (), *extensions: Extension
) -> RuleViolation:
    with pytest.raises(RuleViolation) as caught:
        compute(limit, d(start), calendar=CALENDAR, pauses=pauses, extensions=extensions)
    assert caught.value.field == "limit"
    assert caught.value.way_out
    return caught.value


def test_an_extension_counts_from_the_unrolled_last_day() -> None:
    found = compute(T5, d("2026-08-04"), calendar=CALENDAR, extensions=[extended(30)])
    assert (found.raw, found.work_by) == (d("2026-11-02"), d("2026-11-02"))
    (change,) = found.trail
    assert (change.kind, change.before, change.after) == ("extension", d("2026-10-03"), d("2026-11-02"))
    assert (change.reason, change.approver) == ("鉴定尚未完成", "李示例")
    assert compute(T5, d("2026-08-04"), calendar=CALENDAR, extensions=[extended(until="2026-11-02")]).raw == found.raw
    twice = [extended(10), extended(20, on="2026-10-13")]
    assert compute(T5, d("2026-08-04"), calendar=CALENDAR, extensions=twice).raw == found.raw


def test_workdays_extended_until_a_day_off_end_before_it() -> None:
    five = rule(5, "workdays", max_extension=5)
    found = compute(
        five, d("2026-09-18"), calendar=CALENDAR, extensions=[extended(until="2026-10-03", on="2026-09-20")]
    )
    assert found.raw == found.rolled == d("2026-09-30")


@pytest.mark.parametrize(
    ("limit", "extension", "code", "words"),
    [
        (T5, extended(31), "R-173", "最多延长到2026年11月2日"),
        (T5, extended(until="2026-11-03"), "R-173", "最多延长到"),
        (T7, extended(1), "R-173", "不能延长"),
        (T5, extended(30, on="2026-10-04"), "R-174", "2026年8月4日至2026年10月3日"),
        (T5, extended(30, on="2026-08-03"), "R-174", "不在期限内"),
        (T5, extended(30, reason=" "), "R-175", "原因"),
        (T5, extended(30, approver=""), "R-175", "批准人"),
        (T5, extended(0), "R-176", "大于零"),
        (T5, extended(-5), "R-176", "大于零"),
        (T5, extended(until="2026-10-03"), "R-176", "大于零"),
        (T5, extended(5, until="2026-10-10"), "R-176", "大于零"),
        (T5, extended(4000), "R-176", "大于零"),
    ],
)
def test_extensions_that_are_refused(limit: LimitRule, extension: Extension, code: str, words: str) -> None:
    found = fault(limit, "2026-08-04" if limit is T5 else "2026-08-20", (), extension)
    assert found.code == code
    assert words in found.message


def test_extensions_together_keep_to_the_longest() -> None:
    assert fault(T5, "2026-08-04", (), extended(20), extended(11, on="2026-10-10")).code == "R-173"


def test_hours_are_not_extended_until_a_day() -> None:
    start = datetime(2026, 9, 1, 8, 0, tzinfo=BEIJING)
    with pytest.raises(RuleViolation) as caught:
        compute(rule(2, "hours", max_extension=9), start, calendar=CALENDAR, extensions=[extended(until="2026-09-02")])
    assert caught.value.code == "R-176"


def test_an_agreed_extension_has_no_longest() -> None:
    found = compute(LIMITS["M1"], d("2026-08-04"), calendar=CALENDAR, extensions=[extended(90)])
    assert found.raw == d("2026-12-02")


# --- pauses


def paused(first: str, last: str = "", reason: str = "听证") -> Pause:
    return Pause(d(first), d(last) if last else None, reason, "李示例")


def test_hearing_days_are_left_out_of_the_second_review() -> None:
    found = compute(T10, d("2026-05-11"), calendar=CALENDAR, pauses=[paused("2026-05-20", "2026-05-26")])
    assert found.raw == d("2026-06-17")
    assert [(change.kind, change.before, change.after) for change in found.trail] == [
        ("pause", d("2026-06-10"), d("2026-06-17"))
    ]
    late = compute(T10, d("2026-05-11"), calendar=CALENDAR, pauses=[paused("2026-06-10", "2026-06-20")])
    assert late.raw == d("2026-06-21")


def test_a_running_pause_says_that_the_date_will_move() -> None:
    found = compute(T10, d("2026-05-11"), calendar=CALENDAR, pauses=[paused("2026-05-20")])
    assert not found.running
    assert found.raw == d("2026-06-10")
    assert found.notes[-1] == "期限暂停中，恢复后重新推算"
    flexible = msgspec.structs.replace(T10, max_extension=30)
    late = extended(5, on="2026-07-01")
    # The limit stands still, so the approval is not late.
    assert compute(
        flexible, d("2026-05-11"), calendar=CALENDAR, pauses=[paused("2026-05-20")], extensions=[late]
    ).raw == d("2026-06-15")


@pytest.mark.parametrize(
    ("limit", "pauses", "code"),
    [
        (T5, (paused("2026-08-10", "2026-08-12"),), "R-177"),
        (T10, (paused("2026-08-10", "2026-08-12", reason=""),), "R-175"),
        (T10, (paused("2026-09-04", "2026-09-12"),), "R-178"),
        (T10, (paused("2026-08-12", "2026-08-10"),), "R-179"),
        (T10, (paused("2026-08-10"), paused("2026-08-20", "2026-08-21")), "R-179"),
    ],
)
def test_pauses_that_are_refused(limit: LimitRule, pauses: tuple[Pause, ...], code: str) -> None:
    assert fault(limit, "2026-08-04", pauses).code == code


def test_hours_do_not_pause() -> None:
    start = datetime(2026, 9, 1, 8, 0, tzinfo=BEIJING)
    with pytest.raises(RuleViolation) as caught:
        compute(rule(2, "hours", pausable=True), start, calendar=CALENDAR, pauses=[paused("2026-09-01", "2026-09-01")])
    assert caught.value.code == "R-177"


def test_a_pause_moves_the_farthest_extension_too() -> None:
    limit = rule(10, "days", pausable=True, max_extension=5)
    pauses = [paused("2026-08-05", "2026-08-08")]
    found = compute(limit, d("2026-08-04"), calendar=CALENDAR, pauses=pauses, extensions=[extended(5, on="2026-08-10")])
    assert found.raw == d("2026-08-23")
    assert [change.kind for change in found.trail] == ["pause", "extension"]
    assert fault(limit, "2026-08-04", tuple(pauses), extended(6, on="2026-08-10")).code == "R-173"


spans = st.lists(st.tuples(st.integers(-5, 25), st.integers(0, 12)), max_size=4)


@given(days, st.integers(20, 40), st.sampled_from(["days", "workdays"]), spans)
def test_pauses_agree_with_a_count_day_by_day(
    start: date, length: int, unit: Unit, places: list[tuple[int, int]]
) -> None:
    pauses = [
        Pause(start + timedelta(days=first), start + timedelta(days=first + more), "听证", "李示例")
        for first, more in places
    ]
    # The limit is long enough that no pause begins behind its last day.
    found = compute(rule(length + 10, unit, pausable=True), start, calendar=CALENDAR, pauses=pauses)
    day, left = start, length + 10
    while left:
        day += timedelta(days=1)
        counts = unit == "days" or CALENDAR.is_workday(day)
        if counts and not any(pause.first <= day <= (pause.last or day) for pause in pauses):
            left -= 1
    assert found.raw == day


# --- properties


@given(days, st.integers(1, 120), st.sampled_from(["days", "workdays", "months"]), st.integers(0, 40))
def test_order_and_monotony(start: date, length: int, unit: Unit, later: int) -> None:
    if unit == "months":
        length = length % 12 + 1
    found = compute(plain_rule(length, unit), start, calendar=CALENDAR)
    assert start < found.raw
    assert found.work_by <= found.raw <= found.rolled
    assert CALENDAR.is_workday(found.rolled)
    assert CALENDAR.is_workday(found.work_by)
    assert (found.work_by == found.rolled) == CALENDAR.is_workday(found.raw)
    after = compute(plain_rule(length, unit), start + timedelta(days=later), calendar=CALENDAR)
    assert found.raw <= after.raw
    assert found.rolled <= after.rolled
    assert found.work_by <= after.work_by
    longer = compute(plain_rule(length + 1, unit), start, calendar=CALENDAR)
    assert found.raw < longer.raw


@given(days, st.integers(1, 200))
def test_the_start_day_is_not_counted(start: date, length: int) -> None:
    assert (compute(plain_rule(length, "days"), start, calendar=CALENDAR).raw - start).days == length
    last = compute(plain_rule(length, "workdays"), start, calendar=CALENDAR).raw
    assert CALENDAR.workdays_between(start, last) == length


@given(days, st.integers(0, 60))
def test_months_keep_the_day_or_end_the_month(start: date, months: int) -> None:
    found = add_months(start, months)
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == months
    assert found.day == start.day or (found.day < start.day and (found + timedelta(days=1)).day == 1)


# --- promised dates, profiles, table, report


def test_promised_dates_are_never_rolled() -> None:
    holiday = promised(d("2026-10-01"), CALENDAR)
    assert holiday.day == d("2026-10-01")
    assert holiday.note == "2026年10月1日是国庆节，约定的日期不变"
    assert promised(d("2026-10-10"), CALENDAR).note == ""  # a worked Saturday


def test_a_local_profile_may_be_stricter_never_looser() -> None:
    strict = msgspec.structs.replace(T5, length=30, name="本地办结")
    assert refuse_looser(T5, strict) is strict
    assert refuse_looser(LIMITS["T3"], rule(5, "workdays")).unit == "workdays"
    looser = [
        msgspec.structs.replace(T5, max_extension=60),
        msgspec.structs.replace(T5, length=61),
        msgspec.structs.replace(T5, max_extension="agreed"),
        rule(3, "months"),
    ]
    for local in looser:
        with pytest.raises(RuleViolation) as caught:
            refuse_looser(T5, local)
        assert caught.value.code == "R-180"
        assert "第三十四条" in caught.value.basis
    assert refuse_looser(LIMITS["M1"], msgspec.structs.replace(LIMITS["M1"], max_extension=30))


def test_the_national_limits_are_those_of_the_regulation() -> None:
    national = {code: (row.length, row.unit, row.kind, row.max_extension) for code, row in LIMITS.items()}
    assert {code: national[code] for code in national if code.startswith("T")} == {
        "T1": (15, "days", "duty", 0),
        "T2": (15, "days", "duty", 0),
        "T3": (15, "days", "duty", 0),
        "T4": (5, "workdays", "duty", 0),
        "T5": (60, "days", "duty", 30),
        "T5A": (15, "days", "duty", 0),
        "T6": (30, "days", "duty", 0),
        "T7": (30, "days", "right", 0),
        "T8": (30, "days", "duty", 0),
        "T9": (30, "days", "right", 0),
        "T10": (30, "days", "duty", 0),
        "T11": (0, "days", "duty", 0),
        "T12": (2, "months", "duty", 0),
    }
    assert [code for code, row in LIMITS.items() if row.pausable] == ["T10"]
    assert [code for code, row in LIMITS.items() if not row.verified] == ["S1", "S2", "M1", "M9"]
    assert all(row.basis and row.starts and row.name for row in LIMITS.values())


ROW = '[[limit]]\ncode = "T1"\nname = "甲"\nlength = 3\nunit = "days"\n'


@pytest.mark.parametrize(
    "text",
    [
        "[[limit",
        ROW + ROW,
        ROW.replace("T1", "t1"),
        ROW.replace("length = 3", "length = -3"),
        ROW.replace('"days"', '"weeks"'),
        ROW + "colour = 1\n",
    ],
)
def test_a_faulty_table_is_refused(text: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        parse_limits(text)
    assert caught.value.code == "R-181"
    assert parse_limits(ROW)["T1"].length == 3


def test_the_report_has_the_published_shape() -> None:
    found = compute(T5, d("2026-08-04"), calendar=CALENDAR)
    assert deadline_report(found, CALENDAR) == {
        "rule": "T5",
        "length": 60,
        "unit": "days",
        "start": "2026-08-04",
        "raw": "2026-10-03",
        "rolled": "2026-10-08",
        "work_by": "2026-09-30",
        "at": None,
        "calendar": CALENDAR.label,
        "provisional": False,
        "notes": ["最后一天2026年10月3日是国庆节，最迟在2026年9月30日办完"],
    }
    start = datetime(2026, 11, 20, 9, 0, tzinfo=BEIJING)
    minutes = compute(plain_rule(5, "minutes"), start, calendar=CALENDAR)
    assert deadline_report(minutes, CALENDAR)["at"] == "2026-11-20T09:05:00+08:00"
