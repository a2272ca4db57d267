"""Holds what was read off a printed paper against the registered text: which numbers, sums and names differ.

Reading is done elsewhere (OCR in the helper process) and errs now and then, so a difference is something to look at,
never a verdict. What was added by hand (signatures, dates, a seal) is held against nothing. Must not read pictures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_CAPITALS: Final = re.compile(
    "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+元?(?:[壹贰叁肆伍陆柒捌玖]角)?(?:零?[壹贰叁肆伍陆柒捌玖]分)?整?"
)
_DROPPED: Final = re.compile(r"[\s,，、。；;：:·•\-—_（）()《》“”\"'‘’!！?？|\[\]〔〕]+")
_SAME: Final = str.maketrans({"○": "〇", "圆": "元", "O": "0", "o": "0", "l": "1", "I": "1"})
_GONE: Final = "\0"
"""Stands for text that was found to be in order already."""
_BREAK: Final = "\n"
_LAST_DIGITS: Final = re.compile(r"\d+$")
_WORST: Final = 0.45
"""Of the characters of a line: where more differ, the line was not read."""
_SHORT: Final = 3
MOST: Final = 200


class Difference(Struct, frozen=True):
    """One value that reads otherwise. `page` from 1; `line`: the registered line it stands in; `read` "" for gone."""

    page: int
    line: str
    registered: str
    read: str


class PaperReading(Struct, frozen=True):
    """What a paper was found to say.

    `unread`: registered lines with values in them that could not be made out; `missing`: registered pages (from 1) of
    which no page was read.
    """

    differences: tuple[Difference, ...] = ()
    unread: tuple[str, ...] = ()
    missing: tuple[int, ...] = ()


def compare(registered: Sequence[Sequence[str]], read: Sequence[Sequence[str]], names: Sequence[str]) -> PaperReading:
    """All pages of a paper, in whatever order they were read. `names`: of the people in it."""
    differences: list[Difference] = []
    unread: list[str] = []
    pairs = dict(_pairs(registered, read))
    for number, place in sorted(pairs.items()):
        page = _Page(read[place])
        for line in sorted(_left(registered[number], page), key=len, reverse=True):
            plain = _plain(line)
            if values := tuple(_values(plain, names)):
                there = page.nearest(plain)
                if there is None:
                    unread.append(line)
                else:
                    differences += _held(number + 1, line, there, values)
    missing = tuple(number + 1 for number in range(len(registered)) if number not in pairs)
    return PaperReading(tuple(differences[:MOST]), tuple(unread[:MOST]), missing)


def told_reading(reading: PaperReading) -> tuple[str, ...]:
    """The result in plain sentences; differences come first."""
    said = [
        f"请看第{one.page}页“{one.line}”：登记的是{one.registered}，纸上读作{one.read or '（没有）'}。"
        for one in reading.differences
    ]
    if reading.unread:
        said.append(f"有{len(reading.unread)}行没有读清，请自己对照：{'；'.join(reading.unread[:5])}")
    if not said:
        said.append("纸上的数字、金额和姓名读出来和登记的一样。")
    elif reading.differences:
        said.append("认字也会看错，请拿原件逐字核对。")
    if reading.missing:
        said.append(f"登记的第{'、'.join(map(str, reading.missing))}页没有扫到。")
    return tuple(said)


def _pairs(registered: Sequence[Sequence[str]], read: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Which page that was read is which registered one: the one that has most of its lines."""
    free = list(range(len(registered)))
    for place, theirs in enumerate(read):
        if free:
            number = min(free, key=lambda n: (sum(map(len, _left(registered[n], _Page(theirs)))), n))
            free.remove(number)
            yield number, place


def _left(lines: Sequence[str], page: _Page) -> list[str]:
    """Lines that do not stand there as they are; the cells of a row are looked for one by one then."""
    whole = [line.strip() for line in sorted(lines, key=len, reverse=True) if not page.take(_plain(line))]
    return [cell for line in whole for cell in line.split() if not page.take(_plain(cell))]


def _plain(text: str) -> str:
    """Without spaces, punctuation and differences of width that no reader keeps."""
    wide = unicodedata.normalize("NFKC", text)
    return _DROPPED.sub("", wide).translate(_SAME)


def _values(line: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where in a line its numbers, capital sums and names stand."""
    for pattern in (_NUMBER, _CAPITALS):
        for found in pattern.finditer(line):
            if pattern is _NUMBER or found.end() - found.start() > 1:
                yield found.span()
    for name in {_plain(name) for name in names} - {""}:
        for found in re.finditer(re.escape(name), line):
            yield found.span()


def _held(page: int, line: str, read: tuple[str, ...], values: Sequence[tuple[int, int]]) -> Iterator[Difference]:
    """`read`: for each character of the plain line, what stands there."""
    plain = _plain(line)
    for start, end in values:
        there = "".join(read[start:end])
        if plain[start].isdigit() and start and (put_before := _LAST_DIGITS.search(read[start - 1][1:])):
            there = put_before[0] + there  # a digit written before a number belongs to it
        there = there.replace(_GONE, "").replace(_BREAK, "")
        if there.replace(".", "") != plain[start:end].replace(".", ""):  # a point is misread too easily
            yield Difference(page, line, plain[start:end], there)


class _Page:
    """What was read on one page; what is in order is taken out of it, so that it counts once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._text = _BREAK.join(_plain(line) for line in lines)

    def take(self, line: str) -> bool:
        """Whether a line stands there as it is; a line without words always does."""
        at = self._text.find(line)
        while at >= 0 and line and self._goes_on(line, at):
            at = self._text.find(line, at + 1)
        if at >= 0 and line:
            self._text = self._text[:at] + _GONE * len(line) + self._text[at + len(line) :]
        return at >= 0

    def _goes_on(self, line: str, at: int) -> bool:
        """Whether its first or last number is longer there."""
        before, after = self._text[at - 1 : at], self._text[at + len(line) : at + len(line) + 1]
        return (line[0].isdigit() and before.isdigit()) or (line[-1].isdigit() and after.isdigit())

    def nearest(self, line: str) -> tuple[str, ...] | None:
        """The place that differs least (Sellers' algorithm), and what was read for each character of the line."""
        text = self._text
        rows = [[0] * (len(text) + 1)]
        for ours in line:
            before, now = rows[-1], [rows[-1][0] + 1]
            for place, theirs in enumerate(text, 1):
                missed = len(line) if theirs == _GONE else 1
                same = before[place - 1] + (0 if ours == theirs else missed)
                now.append(min(same, before[place] + 1, now[-1] + missed))
            rows.append(now)
        end = min(range(len(text) + 1), key=rows[-1].__getitem__)
        while end < len(text) and rows[-1][end + 1] == rows[-1][end]:
            end += 1  # another character rather than one too few
        if len(line) < _SHORT or rows[-1][end] > _WORST * len(line):
            return None
        return self._along(line, rows, end)

    def _along(self, line: str, rows: list[list[int]], end: int) -> tuple[str, ...]:
        """Back through the rows: the character that stands there, or the mark for none, and what was put behind it."""
        read, at, extra = [""] * len(line), end, ""
        if line[-1].isdigit() and (more := re.match(r"\d+", self._text[end:])):
            extra = more[0]
        for place in range(len(line), 0, -1):
            now, above = rows[place], rows[place - 1]
            while at > 0 and now[at] < min(above[at] + 1, above[at - 1] + self._costs(line, place, at)):
                at, extra = at - 1, self._text[at - 1] + extra
            if at > 0 and now[at] == above[at - 1] + self._costs(line, place, at):
                at, extra = at - 1, self._text[at - 1] + extra
            else:
                extra = _GONE + extra
            read[place - 1], extra = extra, ""
        if line[0].isdigit() and (more := _LAST_DIGITS.search(self._text[:at])):
            read[0] = more[0] + read[0]
        return tuple(read)

    def _costs(self, line: str, place: int, at: int) -> int:
        """Of taking one character of the page for one of the line."""
        theirs = self._text[at - 1]
        return 0 if line[place - 1] == theirs else len(line) if theirs == _GONE else 1
