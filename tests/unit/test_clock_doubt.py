"""Scenario 23, the rule: which jumps are seen, which leave the date in doubt, and what ends the doubt."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desktop.domain.clock_doubt import (
    ClockBook,
    DayInDoubt,
    confirmed,
    county_spoke,
    doubt_of,
    jump_between_runs,
    jump_of,
    with_jump,
)

NOW = datetime.fromisoformat("2026-11-20T09:00:00+08:00")
NEVER = timedelta()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def days(count: float) -> str:
    """The county's clock so many days from this computer's."""
    return (NOW + timedelta(days=count)).isoformat()


@pytest.mark.parametrize(
    ("wall", "ran", "seen"),
    [
        (timedelta(seconds=5), 5.0, NEVER),
        (timedelta(seconds=100), 5.0, NEVER),  # the computer corrected itself
        (timedelta(hours=9), 32_400.0, NEVER),  # slept through the night
        (timedelta(hours=9, days=366), 32_400.0, timedelta(days=366)),  # and was set on while asleep
        (timedelta(hours=9, days=-366), 32_400.0, timedelta(days=-366)),
        (timedelta(seconds=5, minutes=3), 5.0, timedelta(minutes=3)),
        (timedelta(seconds=5, minutes=-3), 5.0, timedelta(minutes=-3)),
    ],
)
def test_a_jump_is_what_the_wall_clock_has_over_the_running_one(wall: timedelta, ran: float, seen: timedelta) -> None:
    assert jump_of(wall, ran) == seen


@pytest.mark.parametrize(
    ("now", "seen"),
    [
        ("2026-11-20T09:00:00+08:00", False),
        ("2026-11-20T08:59:00+08:00", False),
        ("2026-11-19T20:01:00-05:00", False),  # the same moment, told in another zone
        ("2026-11-20T08:50:00+08:00", True),
        ("2025-11-20T09:00:00+08:00", True),
        ("1970-01-01T08:00:00+08:00", True),
        ("2026-12-27T09:00:00+08:00", False),  # a long absence is no jump
        ("2027-11-20T09:00:00+08:00", True),
        ("2099-01-01T00:00:00+08:00", True),
    ],
)
def test_between_two_runs_only_what_no_absence_explains_is_a_jump(now: str, seen: bool) -> None:
    assert bool(jump_between_runs(NOW, at(now))) is seen


@pytest.mark.parametrize(
    ("county", "kind"),
    [
        ("", None),
        (days(0), None),
        (days(1), None),
        (days(1.7), "behind_county"),
        (days(2), "behind_county"),
        (days(366), "behind_county"),
        (days(-40), None),  # a station without the county for weeks is nothing unusual
        (days(-181), "silent"),
        (days(-26_000), "silent"),
    ],
)
def test_the_county_s_last_day_vouches_for_a_while_and_is_never_later(county: str, kind: str | None) -> None:
    doubt = doubt_of(ClockBook(), county, NOW)
    assert (doubt.kind if doubt else None) == kind


def test_the_day_of_the_county_is_taken_in_this_zone() -> None:
    """23:30 on the 18th in London is the 19th in China."""
    assert doubt_of(ClockBook(), "2026-11-21T17:30:00+00:00", NOW) is not None
    assert doubt_of(ClockBook(), "2026-11-21T15:30:00+00:00", NOW) is None


def test_a_day_before_the_county_s_is_asked_about_on_each_date_anew() -> None:
    county = days(9)
    book = confirmed(ClockBook(), NOW)
    assert doubt_of(book, county, NOW) is None
    assert doubt_of(book, county, NOW + timedelta(hours=10)) is None
    tomorrow = doubt_of(book, county, NOW + timedelta(days=1))
    assert tomorrow is not None
    assert (tomorrow.today, tomorrow.other) == ("2026-11-21", "2026-11-29")
    assert doubt_of(book, county, NOW + timedelta(days=8)) is None  # the days have come together


def test_a_jump_is_settled_by_one_answer() -> None:
    book = with_jump(ClockBook(), NOW, timedelta(days=366))
    later = NOW + timedelta(days=366)
    doubt = doubt_of(book, "", later)
    assert doubt is not None
    assert doubt.told() == "电脑日期是2027年11月21日，这台电脑上一次正常的日期是2026年11月20日。今天是几号？"
    book = confirmed(book, later)
    assert all(doubt_of(book, "", later + timedelta(days=day)) is None for day in range(40))


@pytest.mark.parametrize("first", [timedelta(days=366), timedelta(days=-366), timedelta(hours=8)])
def test_a_jump_that_is_taken_back_leaves_no_doubt(first: timedelta) -> None:
    book = with_jump(ClockBook(), NOW, first)
    assert doubt_of(book, "", NOW + first) is not None
    book = with_jump(book, NOW + first, -first + timedelta(minutes=10))
    assert doubt_of(book, "", NOW) is None


def test_a_second_jump_away_keeps_the_first_good_moment() -> None:
    book = with_jump(with_jump(ClockBook(), NOW, timedelta(days=5)), NOW + timedelta(days=5), timedelta(days=-12))
    doubt = doubt_of(book, "", NOW - timedelta(days=7))
    assert doubt is not None
    assert doubt.other == "2026-11-20"


def test_a_quarter_of_an_hour_puts_no_other_day_on_paper() -> None:
    assert doubt_of(with_jump(ClockBook(), NOW, timedelta(minutes=15)), "", NOW) is None


@pytest.mark.parametrize(("county", "ends"), [(0, True), (1, True), (-1, True), (-2, False), (9, False)])
def test_a_receipt_of_the_same_day_ends_a_jump_s_doubt(county: int, ends: bool) -> None:
    book = county_spoke(with_jump(ClockBook(), NOW, timedelta(days=30)), days(county), NOW)
    assert (book.good == "") is ends


def test_half_a_year_without_the_county_is_asked_about_once() -> None:
    silent = days(-200)
    book = confirmed(ClockBook(), NOW)
    assert all(doubt_of(book, silent, NOW + timedelta(days=day)) is None for day in (0, 1, 100, 180))
    assert doubt_of(book, silent, NOW + timedelta(days=181)) is not None


def test_the_situation_says_both_days_and_that_nothing_was_printed() -> None:
    doubt = doubt_of(ClockBook(), days(9), NOW)
    assert doubt is not None
    told = DayInDoubt(doubt).told()
    assert told.startswith("电脑日期是2026年11月20日，县里最后一次的日期是2026年11月29日。今天是几号？还没有打印。")
    assert told.endswith("（S-541）")
