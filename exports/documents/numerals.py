"""Chinese numerals of headings and clauses; must not write sums (that is money's work)."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十, 105 → 一百零五; up to 999."""
    if not 0 < number < 1000:
        raise ValueError(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
