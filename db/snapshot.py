"""Copies the open database as it stands at one moment, and opens copies to see what they hold. Writes only the copy.

Either the encrypted pages as they lie, while the write-ahead log is empty and held so (db/raw_pages.py), or SQLite's
online backup between two connections with the same key. Neither stops the writer; both tell their progress and can be
stopped. A bare file copy is never right here: it misses the log, and closing the file lets go of SQLite's own locks.
"""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2
from sqlalchemy import func, select

from db import journal, log
from db.engine import Connection, Engine, copy_engine, damaged, probe, situation_of
from db.raw_pages import RawPages
from db.store import get_setting
from db.tables import local_draft, local_journal, log_blob, log_disposal, log_event, state_case
from desktop.domain.backups import Contents, EpochHead, mark_of
from desktop.domain.progress import Report
from desktop.domain.sealed import SEALED_FORMS
from desktop.domain.storage_situations import only_for_files

_PAGES = 2048


def take_snapshot(engine: Engine, key: bytes, target: Path, report: Report, pages: RawPages | None = None) -> Contents:
    """Write the database's state of this moment to `target`, which must not exist, and say what it holds.

    `engine` is a read-only one: its transaction holds the moment while others go on writing. With `pages` the
    encrypted pages are copied as they lie (three times as fast); else, and when somebody writes all the time, SQLite
    hands them over one by one. Either way every page is authenticated afterwards (`check_copy`).

    Raises:
        Situation: S-202 the source is damaged, S-262, S-263, S-272 it is on a server. Cancelled. Then `target` may be
            half written.
    """
    if engine.dialect.name != "sqlite":
        raise only_for_files()
    if pages is not None:
        with pages.still(engine) as quiet:
            if quiet is not None:
                found = contents(quiet)
                pages.copy(target, lambda done, total: report(done, total, "snapshot"))
                return found
    with engine.connect() as connection:
        found = contents(connection)
        _copy_pages(connection, key, target, report)
    return found


def copy_database(engine: Engine, key: bytes, target: Path, report: Report) -> None:
    """As `take_snapshot`, for a database of any schema."""
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        _copy_pages(connection, key, target, report)


def _copy_pages(connection: Connection, key: bytes, target: Path, report: Report) -> None:
    source = connection.connection.driver_connection
    copy = sqlcipher3.dbapi2.connect(str(target), isolation_level=None)
    try:
        for pragma in ("cipher_log_level=NONE", f"key=\"x'{key.hex()}'\"", "synchronous=OFF"):
            copy.execute(f"PRAGMA {pragma}")
        source.backup(  # type: ignore[union-attr]
            copy, pages=_PAGES, progress=lambda _state, left, total: report(total - left, total, "snapshot")
        )
        copy.execute("PRAGMA journal_mode=DELETE")
    except sqlcipher3.dbapi2.DatabaseError as error:
        raise situation_of(error) or error from error
    finally:
        copy.close()


def contents(connection: Connection) -> Contents:
    """What a database holds, in counts and heads."""

    def count(table: object) -> int:
        return int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)  # type: ignore[arg-type]

    events = count(log_event)
    bodies = events - count(log_disposal)

    heads = tuple(EpochHead(epoch, *log.head(connection, epoch)) for epoch in log.epochs(connection))
    return Contents(
        schema=str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or ""),
        station=get_setting(connection, "station.code"),
        station_name=get_setting(connection, "station.name"),
        installation=get_setting(connection, "installation.id"),
        heads=heads,
        events=events,
        bodies=bodies,
        cases=count(state_case),
        blobs=count(log_blob),
        drafts=count(local_draft),
        drafts_at=str(connection.execute(select(func.max(local_draft.c.saved_at))).scalar() or ""),
        journal=count(local_journal),
        journal_head=journal.head(connection),
        mark=_mark(connection, heads, bodies),
    )


def _mark(connection: Connection, heads: tuple[EpochHead, ...], bodies: int) -> str:
    """Of what is not sealed: see `Contents.mark`."""
    sealed = log.sealed_epochs(connection)
    hidden = select(func.count()).select_from(log_event).where(log_event.c.epoch_no.in_(sealed))
    drafts = select(func.count(), func.max(local_draft.c.saved_at)).where(
        local_draft.c.form.not_like(f"{SEALED_FORMS}%")
    )
    number, at = connection.execute(drafts).one()
    bodies -= int(connection.execute(hidden).scalar() or 0)
    return mark_of([head for head in heads if head.epoch not in sealed.values()], bodies, int(number), str(at or ""))


def check_copy(path: Path, key: bytes) -> None:
    """Open a finished copy with the key and authenticate every page. Changes nothing, reads any schema.

    Raises:
        Situation: S-202 a page does not authenticate, S-264 the first page does not open with this key.
    """
    engine = copy_engine(path, key)
    try:
        probe(engine)
        with engine.connect() as connection:
            if connection.exec_driver_sql("PRAGMA cipher_integrity_check").first() is not None:
                raise damaged()
    finally:
        engine.dispose()


def look_into(path: Path, key: bytes) -> Contents:
    """What a finished copy of this program's schema holds; reads only the pages it needs.

    Raises:
        Situation: S-202, S-264.
    """
    engine = copy_engine(path, key)
    try:
        with engine.connect() as connection:
            return contents(connection)
    finally:
        engine.dispose()


def blob_hashes(path: Path, key: bytes) -> tuple[str, ...]:
    """The content hashes of all attachments that a finished copy knows."""
    engine = copy_engine(path, key)
    try:
        with engine.connect() as connection:
            return tuple(connection.execute(select(log_blob.c.hash).order_by(log_blob.c.hash)).scalars())
    finally:
        engine.dispose()
