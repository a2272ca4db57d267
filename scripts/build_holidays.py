"""Writes desktop/reference/holidays/<year>.toml from the `chinesecalendar` library; must not run in the application.

    python scripts/build_holidays.py            write all years the library knows
    python scripts/build_holidays.py --check    say which files differ, exit 1 if any

The library (MIT) collects the notices of the State Council's office. A new year can as well be typed by hand from the
notice: the format is meant for that, and the program imports it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

from chinese_calendar.constants import Holiday, holidays, workdays

TARGET = Path(__file__).parents[1] / "desktop" / "reference" / "holidays"
NAMES = {
    Holiday.new_years_day.value: "元旦",
    Holiday.spring_festival.value: "春节",
    Holiday.tomb_sweeping_day.value: "清明节",
    Holiday.labour_day.value: "劳动节",
    Holiday.dragon_boat_festival.value: "端午节",
    Holiday.national_day.value: "国庆节",
    Holiday.mid_autumn_festival.value: "中秋节",
    Holiday.anti_fascist_70th_day.value: "抗战胜利纪念日",
}


def spans(year: int) -> Iterator[tuple[str, date, date]]:
    """Days off of `year` in rows of one name."""
    days = sorted(day for day in holidays if day.year == year)
    first = days[0]
    for day, following in zip(days, [*days[1:], None], strict=True):
        if following != day + timedelta(days=1) or holidays[following] != holidays[day]:
            yield NAMES[holidays[day]], first, day
            if following:
                first = following


def table(year: int) -> str:
    """The text of one year's file."""
    work = sorted(day for day in workdays if day.year == year)
    lines = [
        f"# {year}年放假和调休安排（国务院办公厅通知）。first、last都算在内，work是周末里要上班的日子。",
        f"year = {year}",
        "published = true",
        f'source = "chinesecalendar {version("chinesecalendar")}"',
        "work = [" + ", ".join(map(str, work)) + "]",
    ]
    for name, first, last in spans(year):
        lines += ["", "[[holiday]]", f'name = "{name}"', f"first = {first}", f"last = {last}"]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Write or check the files; the number of differing ones decides the exit code of a check."""
    differing = []
    for year in sorted({day.year for day in holidays}):
        path, text = TARGET / f"{year}.toml", table(year)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            differing.append(path.name)
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8")
    print("differ:" if "--check" in arguments else "written:", ", ".join(differing) or "none")
    return 1 if differing and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
