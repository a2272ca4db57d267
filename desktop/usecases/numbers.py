"""Takes official numbers in the transaction that uses them: next = max(in the log, in the anchor) + 1."""

from __future__ import annotations

from typing import NamedTuple

from desktop.domain.numbering import DEFAULT_MEDIATION, DEFAULT_PETITION, NumberParts, Series, format_number
from desktop.usecases.protocols import UnitOfWork

PETITION_REGISTER = "信访登"


class Taken(NamedTuple):
    """A number as printed, and what it is counted by."""

    text: str
    series: str
    serial: int


def take_case_number(kind: str, uow: UnitOfWork) -> Taken:
    """The file number of a new matter: 人调字 for disputes, 信访登 for petitions."""
    if kind == "dispute":
        return take(uow, word="人调字", pattern=DEFAULT_MEDIATION)
    return take(uow, word=PETITION_REGISTER, pattern=DEFAULT_PETITION)


def take(uow: UnitOfWork, *, word: str, pattern: str) -> Taken:
    """The next number of a word (人调字, 访答, 访转 ...) of this body in this year."""
    committee = uow.committee()
    year = uow.now().year
    letter = uow.letter() or "A"
    series = Series(committee.station, word, year, letter).key
    serial = uow.next_serial(series)
    parts = NumberParts(
        year=year,
        serial=serial,
        committee=committee.word,
        organ=f"{committee.organ_word or committee.word}{word}",
        letter=letter,
        epoch=uow.epoch_ordinal(),
    )
    return Taken(format_number(pattern, parts), series, serial)
