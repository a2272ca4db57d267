"""What a county may call durable: what a verified backup holds that lies away from it. Nothing is promised by halves.

Read from the finished copy itself, so that what came while it was made is not promised; noted in the county's own
database once the copy was proven where it lies.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from sqlalchemy import Connection, select, update

from db import log
from db.engine import copy_engine
from db.exchange import ends_of, forks_of
from db.store import get_setting, put_setting
from db.tables import local_inbox
from desktop.domain.receipts import End

_COUNTED = ("STORED", "PROJECTED")


_MARKED = "durable marked"
"""Local setting: what was held when the server's own backup was begun, until somebody has checked it."""


class Held(msgspec.Struct, frozen=True):
    """What a copy holds: local settings that mark each epoch's head and the ends of its branches, and the digests of
    the bundles whose records all count in it."""

    marks: dict[str, str]
    bundles: list[str]


def held_in(path: Path, key: bytes) -> Held:
    """What a finished copy of this program's schema holds. Raises Situation S-202, S-264."""
    engine = copy_engine(path, key)
    try:
        with engine.connect() as connection:
            return held(connection)
    finally:
        engine.dispose()


def held(connection: Connection) -> Held:
    """The same of an open database."""
    marks: dict[str, str] = {}
    for epoch in log.epochs(connection):
        head = log.head(connection, epoch)
        marks[f"durable.{epoch}"] = f"{head.seq} {head.hash}"
        places = {(fork.seq, digest) for fork in forks_of(connection, epoch) for digest in fork.hashes}
        places |= {(end.seq, end.hash) for end in ends_of(connection, epoch)}
        ends = [End(epoch, seq, h) for seq, h in sorted(places) if log.holds(connection, epoch, seq, h)]
        marks[f"durable.ends.{epoch}"] = msgspec.json.encode(ends).decode() if ends else ""
    counted = select(local_inbox.c.digest).where(local_inbox.c.state.in_((*_COUNTED, "DURABLE")))
    return Held(marks, list(connection.execute(counted).scalars()))


def note(connection: Connection, copy: Held) -> None:
    """From now on receipts say so, and the journal of files calls these bundles DURABLE."""
    for key, value in copy.marks.items():
        put_setting(connection, key, value)
    for chunk in log.chunks(copy.bundles, 400):
        mine = log.among(connection, local_inbox.c.digest, chunk) & local_inbox.c.state.in_(_COUNTED)
        connection.execute(update(local_inbox).where(mine).values(state="DURABLE"))


def mark(connection: Connection) -> None:
    """Remember what is held now: a backup by the server's own tools is about to be taken."""
    put_setting(connection, _MARKED, msgspec.json.encode(held(connection)).decode())


def take_mark(connection: Connection) -> Held | None:
    """What was held when the backup was begun, once; None where none was begun."""
    kept = get_setting(connection, _MARKED)
    put_setting(connection, _MARKED, "")
    return msgspec.json.decode(kept, type=Held) if kept else None
