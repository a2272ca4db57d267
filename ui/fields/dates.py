"""Inputs for days and times of day, typed as people write them; must not ask a clock itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from desktop.domain.errors import RuleViolation
from ui.fields.text import TextField
from ui.i18n import tr

_WHOLE: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_THIS_YEAR: Final = re.compile(r"()(\d{1,2})[-/.月](\d{1,2})日?")
_HALF: Final = re.compile("点半")
_MINUTES: Final = re.compile(r"[点时](\d{1,2})分?$")
_FULL: Final = re.compile(r"[点时]整?$")
_WEEKDAYS: Final = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


def weekday(day: date) -> str:
    """星期五 and so on."""
    return tr(_WEEKDAYS[day.weekday()])


def read_day(text: str, today: date) -> date:
    """A day as typed: 2026-11-20, 20261120, 2026年11月20日, 11-20, 1120 (this year), 今天, 明天, 昨天, +7.

    Raises RuleViolation R-901 for what is no day.
    """
    plain = re.sub(r"\s", "", text)
    near = {"今天": 0, "今日": 0, "明天": 1, "后天": 2, "昨天": -1, "前天": -2}
    if plain in near:
        return today + timedelta(days=near[plain])
    if re.fullmatch(r"\+\d{1,4}", plain):
        return today + timedelta(days=int(plain[1:]))
    found = (
        _WHOLE.fullmatch(plain)
        or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", plain)
        or _THIS_YEAR.fullmatch(plain)
        or re.fullmatch(r"()(\d{2})(\d{2})", plain)
    )
    if found is None:
        raise RuleViolation("R-901", tr("看不懂这个日期。"), way_out=tr("请写成2026-11-20、20261120，或者写“今天”。"))
    year, month, day = (int(part) if part else today.year for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise RuleViolation(
            "R-901", tr("{}年{}月{}日这一天不存在。").format(year, month, day), way_out=tr("请核对月份和日子。")
        ) from None


def read_time(text: str) -> str:
    """A time of day as typed, answered as HH:MM: 9:30, 930, 0930, 9点半, 9点30分, 9. Raises RuleViolation R-904."""
    plain = _HALF.sub(":30", re.sub(r"\s", "", text).replace("：", ":"))
    plain = _FULL.sub("", _MINUTES.sub(r":\1", plain))
    found = re.fullmatch(r"(\d{1,2}):(\d{1,2})", plain) or re.fullmatch(r"(\d{1,2}?)(\d{2})?", plain)
    if found is not None:
        hour, minute = int(found.group(1)), int(found.group(2) or 0)
        if hour < 24 and minute < 60:
            return f"{hour:02d}:{minute:02d}"
    raise RuleViolation("R-904", tr("看不懂这个时间。"), way_out=tr("请写成9:30，或者0930。"))


class DateField(TextField):
    """A day; kept as ISO date, "" when empty. The note repeats it with its weekday."""

    def __init__(self, title: str, today: Callable[[], date], *, required: bool = False, hint: str = "") -> None:
        super().__init__(title, required=required, hint=hint, placeholder=tr("2026-11-20 或 今天"))
        self._today = today
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> str:
        """ISO date; what cannot be read is kept as typed, so that a draft loses nothing."""
        text = super().value()
        try:
            return read_day(text, self._today()).isoformat() if text else ""
        except RuleViolation:
            return text

    def problem(self) -> RuleViolation | None:
        found = super().problem()
        if found is not None or self.is_empty():
            return found
        try:
            read_day(self.line.text(), self._today())
        except RuleViolation as error:
            return error
        return None

    def accept_note(self) -> None:
        if self.is_empty():
            super().accept_note()
            return
        day = read_day(self.line.text(), self._today())
        far = (day - self._today()).days
        words = tr("{}，{}天后").format(weekday(day), far) if far > 0 else weekday(day)
        self.say(words if far else tr("{}，今天").format(weekday(day)), "soft")

    def _tidy(self) -> None:
        if not self.is_empty() and self.problem() is None:
            self.line.setText(self.value())
            self.accept_note()


class TimeField(TextField):
    """A time of day; kept as HH:MM, "" when empty."""

    def __init__(self, title: str, *, required: bool = False) -> None:
        super().__init__(title, required=required, placeholder=tr("9:30"))
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> str:
        text = super().value()
        try:
            return read_time(text) if text else ""
        except RuleViolation:
            return text

    def problem(self) -> RuleViolation | None:
        found = super().problem()
        if found is not None or self.is_empty():
            return found
        try:
            read_time(self.line.text())
        except RuleViolation as error:
            return error
        return None

    def _tidy(self) -> None:
        if not self.is_empty() and self.problem() is None:
            self.line.setText(self.value())


class MomentField(TextField):
    """A day and a time of day; kept as ISO with the zone of the clock, "" when empty."""

    def __init__(self, title: str, now: Callable[[], datetime], *, required: bool = False, hint: str = "") -> None:
        super().__init__(title, required=required, hint=hint, placeholder=tr("2026-11-20 9:30 或 今天 9:30"))
        self._now = now
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> str:
        """ISO moment; what cannot be read is kept as typed, so that a draft loses nothing."""
        text = super().value()
        try:
            return self._read(text) if text else ""
        except RuleViolation:
            return text

    def set_value(self, value: object) -> None:
        text = str(value or "")
        super().set_value(f"{text[:10]} {text[11:16]}" if "T" in text else text)

    def problem(self) -> RuleViolation | None:
        found = super().problem()
        if found is not None or self.is_empty():
            return found
        try:
            self._read(self.line.text())
        except RuleViolation as error:
            return error
        return None

    def _read(self, text: str) -> str:
        now = self._now()
        day, _, time = text.strip().rpartition(" ")
        return f"{read_day(day, now.date()).isoformat()}T{read_time(time)}:00{now.isoformat()[-6:]}"

    def _tidy(self) -> None:
        if not self.is_empty() and self.problem() is None:
            self.set_value(self.value())
