"""Tells the fields of an identity card from the places of its printed lines; must not read pictures.

Lines are laid on the direction of the number line, so that a crooked or upside-down card reads like a straight one.
Birth and sex are taken from the number, which has a check character; what is printed only confirms them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.domain.foreign import TextLine
from desktop.domain.identity import Sex, check_id, tidy_number

_NUMBER = re.compile(r"\d{17}[\dX]")
_LOOKALIKES = str.maketrans({"O": "0", "D": "0", "I": "1", "L": "1", "|": "1", "S": "5", "B": "8", "Z": "2", "×": "X"})
_PRINTED_BIRTH = re.compile(r"(\d{4})\D{0,2}年?\D{0,2}(\d{1,2})\D{0,2}月?\D{0,2}(\d{1,2})\D{0,2}日?")
_LABELS = ("姓名", "性别", "民族", "出生", "住址", "公民身份号码")
_PLAIN = str.maketrans({"漢": "汉", "別": "别", "號": "号", "碼": "码", "劉": "刘"})
UNSURE = 80  # percent, below which a field is to be looked at


class IdCard(Struct, frozen=True):
    """What stands on the card. `doubts`: field -> why it should be looked at before it is taken over."""

    name: str = ""
    sex: str = ""
    nation: str = ""
    birth: str = ""
    address: str = ""
    number: str = ""
    doubts: dict[str, str] = {}


class _Laid(NamedTuple):
    """A line on the card's own axes: `u` along the text, `v` down, `high` its height."""

    text: str
    u: float
    v: float
    high: float
    sure: int


def read_card(lines: Sequence[TextLine], nations: Collection[str], today: date) -> IdCard | None:
    """The card on a picture; None when no line could be its number (17 digits and a digit or X)."""
    number_line = next((line for line in lines if _number_in(line.text)), None)
    if number_line is None:
        return None
    laid = _lay(lines, number_line)
    rows = _rows(laid)
    number = _number_in(number_line.text)
    words = {
        "name": _after("姓名", rows),
        "nation": _nation(_after("民族", rows), nations),
        "address": _address(rows),
        "number": number,
    }
    doubts = {key: "没有认出来，请照着卡片填写" for key, value in words.items() if not value}
    doubts |= {key: "认得不太准，请核对" for key in _unsure(laid, words) if key not in doubts}
    printed_birth, printed_sex = _printed_birth(rows), _after("性别", rows)[:1]
    birth, sex = printed_birth, {"男": "male", "女": "female"}.get(printed_sex, "")
    try:
        found = check_id(number, today=today, known_regions=None)
    except RuleViolation as fault:
        doubts["number"] = fault.message
    else:
        birth, sex = found.birth.isoformat(), "male" if found.sex is Sex.MALE else "female"
        if printed_birth and printed_birth != birth:
            doubts["birth"] = f"卡片上印的是{printed_birth}，和号码不一致"
        if printed_sex in ("男", "女") and (printed_sex == "男") != (sex == "male"):
            doubts["sex"] = f"卡片上印的是{printed_sex}，和号码不一致"
    return IdCard(birth=birth, sex=sex, doubts=doubts, **words)


def _number_in(text: str) -> str:
    plain = tidy_number(text)
    for tried in (plain, re.sub(r"^\D*码", "", plain).translate(_LOOKALIKES)):
        if found := _NUMBER.search(tried):
            return found[0]
    return ""


def _lay(lines: Sequence[TextLine], number_line: TextLine) -> list[_Laid]:
    """All lines on the axes of the number; turned over when the number would stand above the name."""
    x0, y0, x1, y1 = number_line.corners[:4]
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    along = ((x1 - x0) / length, (y1 - y0) / length)
    laid = [_on_axes(line, along) for line in lines]
    name = next((line for line in laid if "姓" in line.text and not _number_in(line.text)), None)
    number = next(line for line in laid if _number_in(line.text))
    if name is not None and number.v < name.v:
        laid = [line._replace(u=-line.u, v=-line.v) for line in laid]
    return laid


def _on_axes(line: TextLine, along: tuple[float, float]) -> _Laid:
    xs, ys = line.corners[::2], line.corners[1::2]
    us = [x * along[0] + y * along[1] for x, y in zip(xs, ys, strict=True)]
    vs = [y * along[0] - x * along[1] for x, y in zip(xs, ys, strict=True)]
    text = re.sub(r"\s", "", line.text).translate(_PLAIN)
    return _Laid(text, sum(us) / len(us), sum(vs) / len(vs), max(vs) - min(vs), line.sure)


def _rows(laid: Sequence[_Laid]) -> list[list[_Laid]]:
    """Lines side by side form a row when their middles differ by less than half a text height."""
    rows: list[list[_Laid]] = []
    for line in sorted(laid, key=lambda one: one.v):
        if rows and abs(line.v - rows[-1][0].v) < 0.6 * max(line.high, rows[-1][0].high):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.u) for row in rows]


def _joined(row: Sequence[_Laid]) -> str:
    return "".join(line.text for line in row)


def _after(label: str, rows: Sequence[Sequence[_Laid]]) -> str:
    """What follows a label in its row, up to the next label."""
    for row in rows:
        text = _joined(row)
        if label in text:
            rest = text.split(label, 1)[1].lstrip(":：.·")
            ends = [rest.index(other) for other in _LABELS if other in rest]
            return rest[: min(ends)] if ends else rest
    return ""


def _nation(text: str, nations: Collection[str]) -> str:
    for length in range(len(text), 0, -1):
        for name in (text[:length], text[:length] + "族"):
            if name in nations:
                return name
    return ""


def _address(rows: Sequence[Sequence[_Laid]]) -> str:
    """From 住址 down to the number line, row by row."""
    parts: list[str] = []
    for row in rows:
        text = _joined(row)
        if "住址" in text and not parts:
            parts.append(text.split("住址", 1)[1].lstrip(":："))
        elif parts and (_number_in(text) or "公民" in text or "号码" in text):
            break
        elif parts:
            parts.append(text)
    return "".join(parts)


def _printed_birth(rows: Sequence[Sequence[_Laid]]) -> str:
    found = _PRINTED_BIRTH.search(_after("出生", rows))
    if not found:
        return ""
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""


def _unsure(laid: Sequence[_Laid], words: dict[str, str]) -> list[str]:
    weak = [line.text for line in laid if line.sure < UNSURE]
    return [
        key for key, value in words.items() if value and any(text and (text in value or value in text) for text in weak)
    ]
