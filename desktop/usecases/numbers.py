"""Takes official numbers in the transaction that uses them: next = max(in the log, in the anchor) + 1."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.numbering import DEFAULT_MEDIATION, DEFAULT_PETITION, NumberParts, Series, format_number
from desktop.usecases.protocols import UnitOfWork

PETITION_REGISTER = "信访登"


class Taken(NamedTuple):
    """A number as printed, and what it is counted by."""

    text: str
    series: str
    serial: int


def case_word(kind: str) -> tuple[str, str]:
    """(word, pattern) of the file numbers of a kind of matter: 人调字 for disputes, 信访登 for petitions."""
    return ("人调字", DEFAULT_MEDIATION) if kind == "dispute" else (PETITION_REGISTER, DEFAULT_PETITION)


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


def numbering(uow: UnitOfWork, *, word: str, pattern: str) -> Numbering:
    """The numbers of a word of this body, as they are written today."""
    committee = uow.committee()
    parts = NumberParts(
        year=uow.now().year,
        serial=1,
        committee=committee.word,
        organ=f"{committee.organ_word or committee.word}{word}",
        letter=uow.letter() or "A",
        epoch=uow.epoch_ordinal(),
    )
    return Numbering(committee.station, word, pattern, uow.now().year, parts)
