"""Chinese numerals of headings, clauses and articles; must not write sums (that is money's work)."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}


def chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十, 105 → 一百零五, 1254 → 一千二百五十四; up to 9999."""
    if not 0 < number < 10_000:
        raise ValueError(number)
    thousands, rest = divmod(number, 1000)
    head = f"{_DIGITS[thousands]}千" if thousands else ""
    if head and 0 < rest < 100:
        head += "零"
    return head + _below_thousand(rest, leads=not thousands)


def number_of(text: str) -> int:
    """What `chinese` wrote, read again; 0 when it is no numeral."""
    total, digit = 0, 0
    for mark in text:
        if mark in _PLACES:
            total += (digit or 1) * _PLACES[mark]
            digit = 0
        elif mark == "零":
            continue
        elif mark in _DIGITS:
            digit = _DIGITS.index(mark)
        else:
            return 0
    return total + digit


def _below_thousand(number: int, *, leads: bool) -> str:
    """`leads`: nothing stands before it, so that ten is 十 and not 一十."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds and leads else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
