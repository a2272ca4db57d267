"""Says which days are worked, from the yearly notices of the State Council; must not read files or ask for today.

One table a year (desktop/reference/holidays/<year>.toml, or imported when the next notice is published). A year without
a table counts Mondays to Fridays and is marked provisional. Legal days: 《全国年节及纪念日放假办法》.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from desktop.domain.errors import RuleViolation

BASIS = "国务院办公厅关于节假日安排的通知"
PROVISIONAL_NOTE = "节假日安排未公布，按周末推算"
ONE_DAY = timedelta(days=1)
_FIELD = "holiday_table"
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_LONGEST_HOLIDAY = 14  # days; the longest so far had 9


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days off in a row under one name, both ends included."""

    name: str
    first: date
    last: date

    def days(self) -> Iterator[date]:
        return (self.first + timedelta(days=count) for count in range((self.last - self.first).days + 1))


class HolidayYear(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One year's notice. `work` are weekend days worked instead (调休). `published` = False marks a guess.

    Days may lie in the December before: the notice for 2007 moved days of December 2006.
    """

    year: int
    published: bool
    source: str
    holiday: tuple[Holiday, ...]
    work: tuple[date, ...] = ()


def parse_holiday_table(text: str) -> HolidayYear:
    """A checked table from TOML.

    Raises RuleViolation R-161 (no TOML, or fields missing, unknown or of a wrong kind), R-162 (impossible days; the
    message names every fault).
    """
    try:
        table = msgspec.toml.decode(text, type=HolidayYear)
    except msgspec.DecodeError as error:
        raise _fault(
            "R-161",
            f"节假日文件读不懂，问题在{_place(str(error))}。",
            "文件应有year、published、source、work和[[holiday]]各项，请照往年的文件改。",
        ) from None
    faults = _faults(table)
    if faults:
        raise _fault("R-162", "节假日文件有错：" + "；".join(faults) + "。", "请对照国务院办公厅的通知改正后再导入。")
    return table


def _place(error: str) -> str:
    """Line or field out of the parser's English sentence."""
    line = re.search(r"line (\d+)", error)
    if line:
        return f"第{line[1]}行"
    names = re.findall(r"`([^`]+)`", error)
    return f"“{names[-1].removeprefix('$.')}”这一项" if names else "文件末尾"


def _faults(table: HolidayYear) -> list[str]:
    if not 1949 <= table.year <= 2200:
        return [f"年份{table.year}不对"]
    found = []
    seen: set[date] = set()
    for holiday in table.holiday:
        if not 0 <= (holiday.last - holiday.first).days < _LONGEST_HOLIDAY:
            found.append(f"“{holiday.name}”的起止日期不对")
            continue
        for day in holiday.days():
            found += _outside(day, table.year)
            if day in seen:
                found.append(f"{day}放了两次假")
            seen.add(day)
    for day in table.work:
        found += _outside(day, table.year)
        if day in seen:
            found.append(f"{day}既放假又上班，或者写了两次")
        elif day.weekday() < 5:
            found.append(f"{day}是{_WEEKDAYS[day.weekday()]}，本来就上班，不是调休")
        seen.add(day)
    if table.published and not table.holiday:
        found.append("没有放假的日子")
    return found


def _outside(day: date, year: int) -> list[str]:
    inside = day.year == year or (day.year == year - 1 and day.month == 12)
    return [] if inside else [f"{day}不在{year}年"]


def _fault(code: str, message: str, way_out: str) -> RuleViolation:
    return RuleViolation(code, message, field=_FIELD, basis=BASIS, way_out=way_out)


class Calendar:
    """Working days over the known years; immutable.

    Where two tables speak of one day (a December), the later year's notice counts.
    """

    __slots__ = ("_known", "_off", "_work", "tables")

    def __init__(self, tables: Iterable[HolidayYear]) -> None:
        self.tables = tuple(sorted(tables, key=lambda table: table.year))
        self._known = frozenset(table.year for table in self.tables if table.published)
        self._off: dict[date, str] = {}
        self._work: set[date] = set()
        for table in self.tables:
            for holiday in table.holiday:
                for day in holiday.days():
                    self._off[day] = holiday.name
                    self._work.discard(day)
            for day in table.work:
                self._work.add(day)
                self._off.pop(day, None)

    def with_table(self, table: HolidayYear) -> Calendar:
        """A calendar in which `table` replaces that of its year."""
        return Calendar([kept for kept in self.tables if kept.year != table.year] + [table])

    def is_known(self, day: date) -> bool:
        """True when the notice for the year of `day` is here."""
        return day.year in self._known

    def is_workday(self, day: date) -> bool:
        return day in self._work or (day.weekday() < 5 and day not in self._off)

    def day_name(self, day: date) -> str:
        """Why a day is special: 春节, 周六, 周日（调休上班）; "" for an ordinary working day."""
        if day in self._work:
            return f"{_WEEKDAYS[day.weekday()]}（调休上班）"
        return self._off.get(day) or (_WEEKDAYS[day.weekday()] if day.weekday() >= 5 else "")

    def next_workday(self, day: date) -> date:
        """`day` itself if worked, else the first working day after it."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def last_workday(self, day: date) -> date:
        """`day` itself if worked, else the last working day before it."""
        while not self.is_workday(day):
            day -= ONE_DAY
        return day

    def add_workdays(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`, which itself is not counted."""
        day = start
        while count > 0:
            day += ONE_DAY
            count -= self.is_workday(day)
        return day

    def workdays_between(self, after: date, until: date) -> int:
        """Working days later than `after`, up to and with `until`; 0 when there is none."""
        return sum(self.is_workday(after + timedelta(days=count)) for count in range(1, (until - after).days + 1))

    def knows_all(self, first: date, last: date) -> bool:
        """True when every year touched by these days is published."""
        return all(year in self._known for year in range(first.year, last.year + 1))

    @property
    def label(self) -> str:
        """Years and a hash of the tables, to be kept with a limit that was told to somebody: `2004-2026/5e1f…`."""
        if not self.tables:
            return "none"
        days = [f"{day}-" for day in self._off] + [f"{day}+" for day in self._work]
        text = ",".join([*map(str, sorted(self._known)), *sorted(days)])
        return f"{self.tables[0].year}-{self.tables[-1].year}/{hashlib.sha256(text.encode()).hexdigest()[:16]}"
