"""The journal as those may read it: the inspected their own lines, the auditor all of them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, select

from db import journal as book
from db.tables import local_journal, state_case, state_user
from desktop.domain.journal import JournalFilter, JournalLine, JournalRow
from desktop.domain.rights import may
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights
from desktop.reference.wording import journal_words

MOST = 1000


def journal(viewer: Viewer, connection: Connection, which: JournalFilter) -> tuple[JournalRow, ...]:
    """The newest lines that fit, at most 1,000; nothing for a viewer without a right to the journal."""
    conditions = _visible(viewer)
    if conditions is None:
        return ()
    for column, value in ((local_journal.c.user, which.user), (local_journal.c.subject, which.subject)):
        if value:
            conditions.append(column == value)
    if which.act:
        conditions.append((local_journal.c.act == which.act) | local_journal.c.act.startswith(f"{which.act}."))
    if which.from_day:
        conditions.append(local_journal.c.at >= which.from_day)
    if which.to_day:
        conditions.append(local_journal.c.at <= f"{which.to_day}T99")
    rows = connection.execute(
        select(local_journal).where(*conditions).order_by(local_journal.c.no.desc()).limit(MOST)
    ).mappings()
    names = {row.id: row.name for row in connection.execute(select(state_user.c.id, state_user.c.name))}
    words = journal_words()
    lines = [JournalLine(**row) for row in rows]
    about = {**_numbers(connection, {line.subject for line in lines}), **names}
    return tuple(
        JournalRow(line, names.get(line.user, ""), words.get(line.act, line.act), about.get(line.subject, ""))
        for line in lines
    )


def _numbers(connection: Connection, subjects: set[str]) -> dict[str, str]:
    """Official numbers of the cases among these ids: what a reader of the journal can look up."""
    rows = connection.execute(select(state_case.c.id, state_case.c.number).where(state_case.c.id.in_(subjects)))
    return {row.id: row.number for row in rows}


def journal_lines(viewer: Viewer, connection: Connection) -> tuple[JournalLine, ...]:
    """Every line the viewer may see, oldest first, with its chain hash: what an export carries."""
    conditions = _visible(viewer)
    if conditions is None:
        return ()
    rows = connection.execute(select(local_journal).where(*conditions).order_by(local_journal.c.no)).mappings()
    return tuple(JournalLine(**row) for row in rows)


def journal_head(viewer: Viewer, connection: Connection) -> str:
    """Hash of the last line; "" for an empty journal and for a viewer who may not read all of it."""
    return book.head(connection) if may(viewer, "journal.read", rights()) else ""


def journal_broken(viewer: Viewer, connection: Connection) -> int | None:
    """Number of the first line that was changed afterwards, for a viewer who may read all; None when the book fits."""
    return book.first_broken(connection) if may(viewer, "journal.read", rights()) else None


def _visible(viewer: Viewer) -> list[ColumnElement[bool]] | None:
    table = rights()
    if may(viewer, "journal.read", table):
        return []
    return [local_journal.c.user == viewer.id] if may(viewer, "journal.own", table) else None
