"""A line of the local journal and its chain; pure. Ids only: no names, no texts of matters."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from desktop.domain.canonical import encode, sha256


class JournalLine(Struct, frozen=True):
    """One line. `act`: key of journal_words.toml; `subject`: id of what it is about; `note`: a reason or a detail."""

    no: int
    at: str
    user: str
    act: str
    subject: str
    note: str
    hash: str


class JournalRow(Struct, frozen=True):
    """A line as it is shown: with the user's name, the act in words, and what it is about (a number or a name)."""

    line: JournalLine
    user_name: str
    words: str
    about: str = ""


class JournalFilter(Struct, frozen=True):
    """Which lines; empty fields do not filter. `act`: a key or its first word ("look"); days are ISO dates."""

    user: str = ""
    act: str = ""
    from_day: str = ""
    to_day: str = ""
    subject: str = ""


def link(before: str, line: JournalLine) -> str:
    """The hash of a line: SHA-256 of the hash before it and the line's canonical JSON without its own hash."""
    plain = {
        "no": line.no,
        "at": line.at,
        "user": line.user,
        "act": line.act,
        "subject": line.subject,
        "note": line.note,
    }
    return sha256(before.encode() + encode(plain)).hex()


def first_broken(lines: Iterable[JournalLine]) -> int | None:
    """Number of the first line that does not fit its hash or the line before it; None when the whole book fits."""
    before, expected = "", 1
    for line in lines:
        if line.no != expected or line.hash != link(before, line):
            return line.no
        before, expected = line.hash, expected + 1
    return None
