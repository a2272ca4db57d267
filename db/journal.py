"""The local hash-linked journal of looks, prints, exports, imports and refusals; ids only, never names or texts.

It is kept for years, backed up and never synchronised; its head goes into the next manifest.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from db.tables import local_journal
from desktop.domain.canonical import encode, sha256


def write(connection: Connection, *, at: datetime, user: str, act: str, subject: str, note: str = "") -> None:
    """Append one line; its hash covers the line before it."""
    last = connection.execute(
        select(local_journal.c.no, local_journal.c.hash).order_by(local_journal.c.no.desc())
    ).first()
    number, before = (0, "") if last is None else (last[0], last[1])
    line = {"no": number + 1, "at": at.isoformat(), "user": user, "act": act, "subject": subject, "note": note}
    connection.execute(insert(local_journal).values(hash=_link(before, line), **line))


def head(connection: Connection) -> str:
    """Hash of the last line, "" for an empty journal."""
    found = connection.execute(select(local_journal.c.hash).order_by(local_journal.c.no.desc()).limit(1)).scalar()
    return str(found or "")


def first_broken(connection: Connection) -> int | None:
    """Number of the first line that does not fit its hash or the line before it; None when all is whole."""
    before, expected = "", 1
    for row in connection.execute(select(local_journal).order_by(local_journal.c.no)).mappings():
        line = {key: row[key] for key in ("no", "at", "user", "act", "subject", "note")}
        if row["no"] != expected or row["hash"] != _link(before, line):
            return int(row["no"])
        before, expected = row["hash"], expected + 1
    return None


def _link(before: str, line: dict[str, object]) -> str:
    return sha256(before.encode() + encode(line)).hex()
