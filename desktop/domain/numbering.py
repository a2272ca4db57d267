"""Writes the numbers on papers from a pattern a county can edit; must not hand numbers out or remember them.

Series and their rules: sync-model.md §2 (kept in the log and an anchor); gaps are never filled.
Official letters: 机关代字〔年〕序号号, no 第, no leading zeros (党政机关公文格式 GB/T 9704-2012).
"""

from __future__ import annotations

import re
import string

import msgspec

from desktop.domain.errors import RuleViolation

DEFAULT_MEDIATION = "（{年}）{调委会字}人调字第{序号}号"
DEFAULT_PETITION = "{机关代字}〔{年}〕{序号}号"
FIRST_LETTER = "A"  # the first installation of a station; its letter is not printed
SEALED_MARK = "密"
LONGEST = 60
_FIELD = "number_pattern"
_WORDS = ("区划简称", "调委会字", "机关代字")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SERIAL = re.compile(r"序号(?::([1-8]))?")
_PAIRS = {"）": "（", "〕": "〔", "]": "[", ")": "("}


class NumberParts(msgspec.Struct, frozen=True):
    """What goes into a number.

    `organ` carries the word of the paper's kind (柳政访答). `letter` is the installation's. `epoch` is above 1 only
    while a number could have been printed before without our knowing; it makes 17-2 of 17.
    """

    year: int
    serial: int
    committee: str = ""
    region: str = ""
    organ: str = ""
    letter: str = FIRST_LETTER
    epoch: int = 1
    sealed: bool = False


class NumberPatterns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How numbers of mediation files and of petition papers are written from a day on; "" as usual."""

    case_pattern: str = ""
    letter_pattern: str = ""


class Series(msgspec.Struct, frozen=True, order=True):
    """Numbers run on within one of these; sealed matters have their own, so that they leave no gap in the open one."""

    body: str
    kind: str
    year: int
    letter: str = FIRST_LETTER
    sealed: bool = False

    @property
    def key(self) -> str:
        """One line for the log and the anchor."""
        return "/".join((self.body, self.kind, str(self.year), self.letter, "sealed" if self.sealed else "open"))


def next_serial(in_log: int, in_anchor: int) -> int:
    """The number after the greatest that the log or the anchor outside the database knows (0 = none yet)."""
    if in_log < 0 or in_anchor < 0:
        raise ValueError("a series counts from 0")
    return max(in_log, in_anchor) + 1


def check_pattern(pattern: str) -> str:
    """The pattern without outer blanks.

    Raises RuleViolation R-151 (empty, too long, line break), R-152 (unknown placeholder), R-153 (年 or 序号 not exactly
    once), R-154 (brackets).
    """
    pattern = pattern.strip()
    if not pattern or len(pattern) > LONGEST or not pattern.isprintable():
        raise _fault("R-151", f"编号格式应为1至{LONGEST}个字符，写在一行里。", f"可以用默认格式：{DEFAULT_MEDIATION}")
    names = _PLACEHOLDER.findall(pattern)
    for name in names:
        if name != "年" and name not in _WORDS and not _SERIAL.fullmatch(name):
            raise _fault(
                "R-152",
                f"编号格式里不认识“{{{name}}}”。",
                "可以用：{年}、{区划简称}、{调委会字}、{机关代字}、{序号}、{序号:3}（固定3位，最多8位）。",
            )
    if names.count("年") != 1 or sum(name.startswith("序号") for name in names) != 1:
        raise _fault(
            "R-153", "编号格式里{年}和{序号}都要有，而且各只能有一个。", "缺了它们，不同的文书会出现同样的编号。"
        )
    _check_brackets(_PLACEHOLDER.sub("", pattern))
    return pattern


def _check_brackets(rest: str) -> None:
    opened: list[str] = []
    for character in rest:
        if character in "{}":
            raise _fault("R-154", "编号格式里的花括号没有成对。", "每个“{”后面都要有名称和“}”。")
        if character in _PAIRS.values():
            opened.append(character)
        elif character in _PAIRS and (not opened or opened.pop() != _PAIRS[character]):
            raise _fault("R-154", f"编号格式里的括号“{character}”没有配对。", "括号要成对使用：（ ）、〔 〕、[ ]。")
    if opened:
        raise _fault("R-154", f"编号格式里的括号“{opened[-1]}”没有配对。", "括号要成对使用：（ ）、〔 〕、[ ]。")


def format_number(pattern: str, parts: NumberParts) -> str:
    """The printed number.

    The serial is preceded by the installation's letter (not the first one's) and by 密 for a sealed matter, followed by
    -N for the Nth epoch: 第密B17-2号. Raises what `check_pattern` does, R-155 (a word the pattern asks for is not set),
    R-156 (letter), R-157 (year, serial or epoch out of range).
    """
    pattern = check_pattern(pattern)
    if not (1949 <= parts.year <= 9999 and parts.serial >= 1 and parts.epoch >= 1):
        raise _fault("R-157", "编号里的年份或者序号不对。", "年份要四位数，序号从1开始。", field="serial")
    values = {"年": str(parts.year), "区划简称": parts.region, "调委会字": parts.committee, "机关代字": parts.organ}
    letter = _printed_letter(parts.letter)

    def fill(found: re.Match[str]) -> str:
        serial = _SERIAL.fullmatch(found[1])
        if serial:
            figure = str(parts.serial).zfill(int(serial[1] or 1))
            mark = SEALED_MARK if parts.sealed else ""
            return mark + letter + figure + (f"-{parts.epoch}" if parts.epoch > 1 else "")
        value = values[found[1]]
        if not value:
            raise _fault(
                "R-155", f"编号里要用的“{found[1]}”还没有设置。", "请在“设置—本单位”里填写。", field="number_word"
            )
        return value

    return _PLACEHOLDER.sub(fill, pattern)


def _printed_letter(letter: str) -> str:
    if len(letter) != 1 or letter not in string.ascii_uppercase:
        raise _fault("R-156", f"本机字母“{letter}”不对。", "本机字母由县里发给，是A至Z中的一个。", field="letter")
    return "" if letter == FIRST_LETTER else letter


def _fault(code: str, message: str, way_out: str, *, field: str = _FIELD) -> RuleViolation:
    return RuleViolation(code, message, field=field, way_out=way_out)
