"""The local hash-linked journal of looks, prints, exports, imports and refusals; ids only, never names or texts.

It is kept for years, backed up and never synchronised; its head goes into the next manifest. Sealed matters have a
book of their own, so that the open one has no gap that tells of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Table, insert, select

from db.tables import local_journal
from desktop.domain.canonical import encode, sha256

FIELDS = ("no", "at", "user", "act", "subject", "note")


class Note(NamedTuple):
    """A line that waits for the next write (a silent look noticed while reading)."""

    at: datetime
    user: str
    act: str
    subject: str


class Notes:
    """Looks that questions noticed; readers write nothing, so the next transaction carries them into the journal."""

    def __init__(self) -> None:
        self._waiting: list[Note] = []

    def add(self, note: Note) -> None:
        """Remember a look; the same user looking at the same thing again before the next write is one look."""
        if not any(known[1:] == note[1:] for known in list(self._waiting)):
            self._waiting.append(note)

    def write(self, connection: Connection) -> int:
        """Put what waits into the journal of this transaction; returns how many, for `forget` after the commit."""
        waiting = list(self._waiting)
        for note in waiting:
            write(connection, at=note.at, user=note.user, act=note.act, subject=note.subject)
        return len(waiting)

    def forget(self, count: int) -> None:
        """The transaction that wrote the oldest `count` is durable."""
        del self._waiting[:count]

    def __len__(self) -> int:
        return len(self._waiting)


def write(
    connection: Connection,
    *,
    at: datetime,
    user: str,
    act: str,
    subject: str,
    note: str = "",
    book: Table = local_journal,
) -> None:
    """Append one line; its hash covers the line before it."""
    last = connection.execute(select(book.c.no, book.c.hash).order_by(book.c.no.desc()).limit(1)).first()
    number, before = (0, "") if last is None else (last[0], last[1])
    line = {"no": number + 1, "at": at.isoformat(), "user": user, "act": act, "subject": subject, "note": note}
    connection.execute(insert(book).values(hash=link(before, line), **line))


def head(connection: Connection, book: Table = local_journal) -> str:
    """Hash of the last line, "" for an empty journal."""
    found = connection.execute(select(book.c.hash).order_by(book.c.no.desc()).limit(1)).scalar()
    return str(found or "")


def first_broken(connection: Connection, book: Table = local_journal) -> int | None:
    """Number of the first line that does not fit its hash or the line before it; None when all is whole."""
    before, expected = "", 1
    for line, digest in lines(connection, book):
        if line["no"] != expected or digest != link(before, line):
            return int(str(line["no"]))
        before, expected = digest, expected + 1
    return None


def lines(connection: Connection, book: Table = local_journal) -> Iterator[tuple[dict[str, object], str]]:
    """Every line with its hash, oldest first."""
    for row in connection.execute(select(book).order_by(book.c.no)).mappings():
        yield {key: row[key] for key in FIELDS}, str(row["hash"])


def link(before: str, line: dict[str, object]) -> str:
    """The hash of a line: SHA-256 of the hash before it and its canonical JSON."""
    return sha256(before.encode() + encode(line)).hex()
