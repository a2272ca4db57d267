"""One cell's value as text, and what is wrong with it. Must not decide what the text means.

Identity numbers, telephones and ticket numbers are text. A spreadsheet keeps 15 digits of a number: what was longer
was changed when it was typed in, and no program can bring it back.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from desktop.domain.table import FlawKind

LONGEST_CELL = 100_000
EXACT = 10**15
"""Whole numbers below this are what was typed."""

_ROUNDED = re.compile(r"-?\d(\.\d+)?E\+?\d{2,}", re.IGNORECASE)
_FORMULA_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#GETTING_DATA"}
)
_LOST = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯")


def text_of(value: Any) -> tuple[str, FlawKind | None]:
    """The text of a value as a workbook holds it."""
    if isinstance(value, str):
        return told(value)
    if value is None or isinstance(value, bool):
        return {None: "", True: "是", False: "否"}[value], None
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        rounded = value + timedelta(microseconds=500_000)
        plain = rounded.replace(microsecond=0)
        return (plain.date().isoformat() if plain.time() == time() else plain.isoformat()), None
    if isinstance(value, date | time):
        return value.isoformat(), None
    return str(value), None


def _number(value: float) -> tuple[str, FlawKind | None]:
    whole = float(value).is_integer()
    text = str(int(value)) if whole and abs(value) < 10**25 else repr(value)
    return text, "ruined" if abs(value) >= EXACT else None


def told(text: str) -> tuple[str, FlawKind | None]:
    """A text without padding, and its flaw: rounded number, error of a formula, lost characters, too long."""
    plain = text.strip("\ufeff\u200b \t\r\n\u3000\u00a0")
    if len(plain) > 1 and plain[0] == "'" and plain[1] in "=+-@":
        plain = plain[1:]  # the sign by which tables are told that no formula follows
    if len(plain) > LONGEST_CELL:
        return plain[:100], "long"
    if plain in _FORMULA_ERRORS:
        return plain, "error"
    if _LOST.search(plain):
        return plain, "garbled"
    if len(plain) < 40 and _ROUNDED.fullmatch(plain):
        return plain, "ruined"
    return plain, None
