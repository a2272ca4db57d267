"""The local hash-linked journal of looks, prints, exports, imports and refusals; ids only, never names or texts.

It is kept for years, backed up and never synchronised; its head goes into the next manifest. Sealed matters have a
book of their own, so that the open one has no gap that tells of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, Table, func, insert, select

from db.tables import local_journal
from desktop.domain import journal as book_of
from desktop.domain.journal import JournalLine


class Note(NamedTuple):
    """What a line says of an act."""

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
        if waiting:
            write_all(connection, [(note, "") for note in waiting])
        return len(waiting)

    def forget(self, count: int) -> None:
        """The transaction that wrote the oldest `count` is durable."""
        del self._waiting[:count]


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
    write_all(connection, [(Note(at, user, act, subject), note)], book=book)


def write_all(connection: Connection, lines: Iterable[tuple[Note, str]], *, book: Table = local_journal) -> None:
    """Append lines, each with its remark."""
    last = connection.execute(select(book.c.no, book.c.hash).order_by(book.c.no.desc()).limit(1)).first()
    number, before = (0, "") if last is None else (last[0], last[1])
    rows = []
    for (at, user, act, subject), note in lines:
        number += 1
        bare = JournalLine(number, at.isoformat(), user, act, subject, note, "")
        before = book_of.link(before, bare)
        rows.append(msgspec.structs.asdict(msgspec.structs.replace(bare, hash=before)))
    if rows:
        connection.execute(insert(book), rows)


def count(connection: Connection, act: str, subject: str, book: Table = local_journal) -> int:
    """How many lines tell of an act on a subject."""
    query = select(func.count()).where(book.c.act == act, book.c.subject == subject)
    return int(connection.execute(query).scalar() or 0)


def head(connection: Connection, book: Table = local_journal) -> str:
    """Hash of the last line, "" for an empty journal."""
    found = connection.execute(select(book.c.hash).order_by(book.c.no.desc()).limit(1)).scalar()
    return str(found or "")


def lines(connection: Connection, book: Table = local_journal) -> Iterator[JournalLine]:
    """Every line, oldest first."""
    for row in connection.execute(select(book).order_by(book.c.no)).mappings():
        yield JournalLine(**row)


def first_broken(connection: Connection, book: Table = local_journal) -> int | None:
    """Number of the first line that does not fit its hash or the line before it; None when all is whole."""
    return book_of.first_broken(lines(connection, book))
