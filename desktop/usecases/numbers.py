"""Takes official numbers in the transaction that uses them: next = max(in the log, in the anchor) + 1."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import asdict, replace

from desktop.domain.case_view import Committee
from desktop.domain.errors import RuleViolation
from desktop.domain.numbering import (
    DEFAULT_MEDIATION,
    DEFAULT_PETITION,
    NumberParts,
    NumberPatterns,
    Series,
    format_number,
)
from desktop.usecases.protocols import UnitOfWork

PETITION_REGISTER = "信访登"
NUMBERS, PATTERNS = "numbers", "patterns"
"""Kind and key under which patterns are published; a station's own key bears its code."""
MEDIATION_WORD = "人调字"


class Taken(NamedTuple):
    """A number as printed, and what it is counted by."""

    text: str
    series: str
    serial: int


def case_word(kind: str) -> tuple[str, str]:
    """(word, pattern) of the file numbers of a kind of matter: 人调字 for disputes, 信访登 for petitions."""
    return (MEDIATION_WORD, DEFAULT_MEDIATION) if kind == "dispute" else (PETITION_REGISTER, DEFAULT_PETITION)


def take_case_number(kind: str, uow: UnitOfWork) -> Taken:
    """The file number of a new matter: 人调字 for disputes, 信访登 for petitions."""
    word, pattern = case_word(kind)
    return take(uow, word=word, pattern=pattern)


def take(uow: UnitOfWork, *, word: str, pattern: str) -> Taken:
    """The next number of a word (人调字, 访答, 访转 ...) of this body in this year."""
    run = numbering(uow, word=word, pattern=pattern)
    return run.number(run.year, uow.next_serial(run.series(run.year)))


class Numbering(Struct, frozen=True):
    """How this body writes the numbers of one word; asks nothing more, so that thousands are made at once."""

    station: str
    word: str
    pattern: str
    year: int
    parts: NumberParts

    def series(self, year: int) -> str:
        """What the numbers of a year are counted by."""
        return Series(self.station, self.word, year, self.parts.letter).key

    def number(self, year: int, serial: int) -> Taken:
        """The number of a serial, without taking it."""
        parts = replace(self.parts, year=year, serial=serial)
        return Taken(format_number(self.pattern, parts), self.series(year), serial)


def own_pattern(word: str, usual: str, committee: Committee) -> str:
    """How a body writes the numbers of a word: as it has set it, or as usual."""
    return (committee.case_pattern if word == MEDIATION_WORD else committee.letter_pattern) or usual


def samples(committee: Committee, year: int) -> tuple[str, str]:
    """The first number of a mediation file and of a written answer, as they would be printed.

    Raises:
        RuleViolation: R-151 … R-155 what is wrong with a pattern, R-158 two kinds of papers would bear one number.
    """
    organ = committee.organ_word or committee.word
    parts = NumberParts(year=year, serial=1, committee=committee.word, region=committee.region, organ=f"{organ}访答")
    case = format_number(own_pattern(MEDIATION_WORD, DEFAULT_MEDIATION, committee), parts)
    pattern = own_pattern("访答", DEFAULT_PETITION, committee)
    letter, other = (format_number(pattern, replace(parts, organ=f"{organ}{word}")) for word in ("访答", "访转"))
    if letter == other or case in (letter, other):
        raise RuleViolation(
            "R-158",
            f"照这样写，不同的文书会出现同样的编号：{letter}。",
            field="letter_pattern",
            way_out="信访文书的格式里要有{机关代字}，并且和调解卷号的格式不同。",
        )
    return case, letter


def check_patterns(patterns: NumberPatterns) -> None:
    """Whether a county's patterns make numbers anywhere, told with invented words. Raises as `samples`."""
    invented = Committee("示范", "示范", "", "示范", region="示", organ_word="示政")
    samples(replace(invented, **asdict(patterns)), 2026)


def numbering(uow: UnitOfWork, *, word: str, pattern: str) -> Numbering:
    """The numbers of a word of this body, as they are written today."""
    committee = uow.committee()
    parts = NumberParts(
        year=uow.now().year,
        serial=1,
        committee=committee.word,
        region=committee.region,
        organ=f"{committee.organ_word or committee.word}{word}",
        letter=uow.letter() or "A",
        epoch=uow.epoch_ordinal(),
    )
    return Numbering(committee.station, word, own_pattern(word, pattern, committee), uow.now().year, parts)
