"""What this computer remembers of its own clock: a local setting, and lines of the journal. Never an event: no digest
and no rule may hang on a clock (sync-model.md §3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select

from db import journal, log
from db.queries.sync import county_time
from db.store import Store, current_epoch, get_setting, put_setting
from db.tables import local_journal, log_event
from desktop.domain import clock_doubt
from desktop.domain.clock_doubt import ClockBook, Doubt
from desktop.domain.viewer import Viewer

JUMP: Final = "clock.jump"
_BOOK: Final = "clock.book"


def load(connection: Connection) -> ClockBook:
    """What is remembered; an empty book before the first look."""
    kept = get_setting(connection, _BOOK)
    return msgspec.json.decode(kept, type=ClockBook) if kept else ClockBook()


def keep(connection: Connection, book: ClockBook) -> None:
    put_setting(connection, _BOOK, msgspec.json.encode(book).decode() if book != ClockBook() else "")


def doubt(viewer: Viewer, connection: Connection, station: str, now: datetime) -> Doubt | None:
    """Why today's date may not go on paper unasked."""
    return clock_doubt.doubt_of(load(connection), county_time(viewer, connection, station), now)


def county_spoke(connection: Connection, said: str, now: datetime) -> None:
    """A receipt was taken in, with the county's clock on it."""
    book = load(connection)
    heard = clock_doubt.county_spoke(book, said, now)
    if heard != book:
        keep(connection, heard)


def begin(connection: Connection, store: Store, user: str) -> None:
    """A run begins: a jump since the last line of the journal, or the last own event, is remembered and noted."""
    now, book = store.clock.now(), load(connection)
    head = log.head(connection, current_epoch(connection, store.identity.installation))
    before = _last_written(connection, head.hash if head.hash != book.head else "")
    by = clock_doubt.jump_between_runs(before, now) if before is not None else None
    if by:
        journal.write(connection, at=now, user=user, act=JUMP, subject="", note=clock_doubt.jump_words(now - by, now))
        book = clock_doubt.with_jump(book, now - by, by)
    keep(connection, msgspec.structs.replace(book, head=head.hash))


def _last_written(connection: Connection, new_head: str) -> datetime | None:
    """The later of the last line of the journal and of `new_head`, an event nobody has looked at yet."""
    line = connection.execute(select(local_journal.c.at).order_by(local_journal.c.no.desc()).limit(1)).scalar()
    moments = [datetime.fromisoformat(line)] if line else []
    if new_head:
        header: Any = connection.execute(select(log_event.c.header).where(log_event.c.hash == bytes.fromhex(new_head)))
        moments.append(datetime.fromisoformat(msgspec.json.decode(header.scalar())["at"]))
    return max(moments, default=None)
