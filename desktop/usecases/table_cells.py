"""From a cell's text to the value a field holds, and back. Must not ask any record; one cell at a time.

What people write is read in every usual form; what can be read in two ways is refused with its reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from desktop.domain.errors import RuleViolation
from desktop.domain.identity import check_character, check_phone, tidy_number
from desktop.domain.money import digits, parse
from desktop.reference.table_map import Column, TableMap
from desktop.reference.table_map_check import DATE_TOKENS

_DAY = r"(?P<YYYY>(?:19|20)\d\d)(?:[-/.]|年)(?P<M>\d{1,2})(?:[-/.]|月)(?P<D>\d{1,2})日?"
_CLOSE = r"(?P<YYYY>(?:19|20)\d\d)(?P<M>\d\d)(?P<D>\d\d)"
_TIME = r"(?:[T\s]*(?P<HH>\d{1,2})[:时点](?P<mm>\d{1,2})?分?(?::(?P<ss>\d{1,2})(?:\.\d+)?)?秒?)?"
_USUAL = (re.compile(_DAY + _TIME), re.compile(_CLOSE + _TIME))
_SERIAL = re.compile(r"[2-8]\d{4}(\.\d+)?")
_EPOCH = datetime(1899, 12, 30)
_WIDTHS = {"YYYY": r"\d{4}", "MM": r"\d{1,2}", "M": r"\d{1,2}", "DD": r"\d{1,2}", "D": r"\d{1,2}"}
_ACCUSATION = {"petition_purposes": "0004", "petition_classes": "accusation"}
"""Words of 检举控告: such a row never enters the open register (信访工作条例 Art. 30)."""
_PART = {"MM": "M", "DD": "D"}


class Read(NamedTuple):
    """A value, and a sentence to tell about it, "" for none."""

    value: str | int
    warning: str = ""


class CellReader:
    """Reads the cells of one column; made once for a table.

    `read` raises RuleViolation R-711 (rounded by a spreadsheet), R-713 (no word of this column), R-714 (no day),
    R-717 (no whole number), R-721 (a word whose rows are not taken), or what phone and money say.
    """

    def __init__(self, column: Column, table_map: TableMap) -> None:
        self.column = column
        self._words = table_map.codes_of(column)
        self._codes: dict[str, str] = {}
        shipped = table_map.shipped_words(column)
        for known in (column.values.items(), ((w, c) for c, w in shipped.items()), ((c, c) for c in shipped)):
            for word, code in known:
                self._codes.setdefault(_plain(word), code)
        self._days = (*_USUAL, *(_pattern(p) for p in (column.date, *table_map.dates) if p))
        readers: dict[str, Callable[[str], Read]] = {
            "code": lambda text: Read(self._code(text)),
            "date": lambda text: self._day(text, with_time=False),
            "moment": lambda text: self._day(text, with_time=True),
            "money": lambda text: Read(self._sum(text)),
            "count": lambda text: Read(_count(text)),
            "phone": _phone,
            "id": lambda text: Read(_number(text)),
        }
        by_text = _ticket if column.field in ("case.number", "platform.number") else Read
        self.read: Callable[[str], Read] = readers.get(column.value_kind, by_text)

    def _code(self, word: str) -> str:
        """Our code for the platform's word; of a path of levels, for its first one."""
        if word in self.column.refuse or self._sealed(word):
            raise RuleViolation(
                "R-721",
                f"“{word}”的行不能从这里导入。",
                basis="信访工作条例第三十条",
                way_out="检举控告请从保密登记的入口登记；其他请看对照表的说明。",
            )
        first = word.partition(self.column.joined)[0] if self.column.joined else word
        found = self._codes.get(_plain(first), self.column.other or None)
        if found is None:
            words = "、".join([word for word in dict.fromkeys(self._words.values()) if word][:12])
            raise RuleViolation(
                "R-713", f"“{word[:30]}”不是这一列里的词。", way_out=f"可以写：{words}；或在对照表里加一行 values。"
            )
        return found

    def _sealed(self, word: str) -> bool:
        code = _ACCUSATION.get(self.column.codes)
        return code is not None and self._codes.get(_plain(word)) == code

    def _sum(self, text: str) -> int:
        bare = self.column.money == "wan" and not re.search("[万元]", text)
        return parse(f"{text}万" if bare else text)

    def _day(self, text: str, *, with_time: bool) -> Read:
        plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
        for found in filter(None, (pattern.fullmatch(plain) for pattern in self._days)):
            parts = {name: int(value) for name, value in found.groupdict().items() if value}
            clock = (parts.get("HH", 0), parts.get("mm", 0), parts.get("ss", 0))
            try:
                moment = datetime(parts["YYYY"], parts["M"], parts["D"], *clock)
            except ValueError:
                break
            return Read(moment.isoformat() if with_time else moment.date().isoformat())
        if _SERIAL.fullmatch(plain):
            day = (_EPOCH + timedelta(days=int(float(plain)))).date().isoformat()
            return Read(f"{day}T00:00:00" if with_time else day, f"“{plain}”是表格软件的日期序号，按{day}读")
        raise RuleViolation("R-714", f"“{text[:30]}”不是一个日期。", way_out="请写成 2026-11-20 或 2026年11月20日。")


def _plain(word: str) -> str:
    """A word as it is compared: 纠纷, 类 and 案件 at the end mean nothing."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", word))
    return re.sub(r"(?<=..)(纠纷|类|案件)$", "", text)


@cache
def _pattern(tokens: str) -> re.Pattern[str]:
    parts, last = [], 0
    for token in DATE_TOKENS.finditer(tokens):
        name, width = _PART.get(token[0], token[0]), _WIDTHS.get(token[0], r"\d{1,2}")
        parts += [re.escape(tokens[last : token.start()]), f"(?P<{name}>{width})"]
        last = token.end()
    return re.compile("".join(parts) + re.escape(tokens[last:]))


def _count(text: str) -> int:
    plain = re.sub(r"[人件次批\s,，]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"\d{1,6}(\.0+)?", plain):
        raise RuleViolation("R-717", f"“{text[:30]}”不是整数。", way_out="请只写数字。")
    return int(float(plain))


def _phone(text: str) -> Read:
    try:
        return Read(check_phone(text))
    except RuleViolation:
        for part in re.split(r"[/、,，;；\s]+", text.strip()):
            try:
                return Read(check_phone(part), f"电话只登记了{part[-4:]}结尾的一个，其余请记到备注")
            except RuleViolation:
                continue
        raise


def _number(text: str) -> str:
    """An identity number as text; one whose last three places became zeros was spoiled by a spreadsheet."""
    number = tidy_number(text)
    body = number[:17]
    if len(number) == 18 and body.isdigit():
        if number.endswith("000") and check_character(body) != number[17]:
            raise _spoiled(text)
        return number
    return _whole(number)


def _ticket(text: str) -> Read:
    return Read(_whole(text))


def _whole(text: str) -> str:
    if len(text) >= 18 and text.isascii() and text.isdigit() and not text[15:].strip("0"):
        raise _spoiled(text)
    return text


def _spoiled(text: str) -> RuleViolation:
    return RuleViolation(
        "R-711",
        f"“{text[:30]}”已被表格软件改成约数，后几位不可靠。",
        way_out="请从原系统重新导出，或把这一列设成“文本”格式再填一次。",
    )


# ---- and back ----
def write_day(value: str, pattern: str) -> str:
    """An ISO day or moment by a pattern of YYYY, MM, M, DD, D, HH, mm, ss."""
    if len(value) < 10:
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    parts = {
        "YYYY": f"{moment.year:04d}", "MM": f"{moment.month:02d}", "M": str(moment.month), "DD": f"{moment.day:02d}",
        "D": str(moment.day), "HH": f"{moment.hour:02d}", "mm": f"{moment.minute:02d}", "ss": f"{moment.second:02d}",
    }  # fmt: skip
    return DATE_TOKENS.sub(lambda token: parts[token[0]], pattern)


def write_sum(fen: int, column: Column) -> str:
    """A sum as a table of text holds it, in the column's unit, without thousands."""
    if column.money == "wan":
        whole, rest = divmod(fen, 1_000_000)
        return f"{whole}.{rest:06d}".rstrip("0").rstrip(".")
    return digits(fen).replace(",", "")
