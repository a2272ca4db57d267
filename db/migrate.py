"""Migrates a private copy of a database and proves that nothing was lost by it. Never touches a file in use.

What must be the same afterwards: the log byte for byte, every row of the local tables, every trigger. State rows are a
fold of the log: where this program folds differently they are made anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import SQLAlchemyError

from db import schema
from db.digest import rebuild
from db.engine import Engine, encrypted_engine
from db.snapshot import check_copy
from db.tables import cache_pending, state_case
from db.verify import check_pages, check_rows, log_digest
from desktop.domain.errors import Situation
from desktop.domain.progress import Report
from desktop.domain.storage_situations import upgrade_failed

_IN_MEMORY = 50_000
"""Pages, 200 MB."""


class _Before(NamedTuple):
    objects: dict[tuple[str, str], str]
    rows: dict[str, int]
    log: str


def migrate_copy(path: Path, key: bytes, report: Report, migrations: schema.Migrations | None = None) -> None:
    """Bring the database file at `path`, which nobody else has open, to this program's schema, and check it.

    Raises:
        Situation: S-266 a migration failed or lost something, S-262 no room. Cancelled. The file is then worthless.
    """
    from alembic.util.exc import CommandError

    engine = encrypted_engine(path, key)
    try:
        before = _look(engine)
        report(0, 3, "migrate")
        try:
            schema.upgrade(engine, migrations)
        except (SQLAlchemyError, CommandError, RuntimeError) as error:
            raise upgrade_failed(type(error).__name__) from error
        _give_back(engine)
        report(1, 3, "migrate")
        _compare(engine, before, migrations)
        report(2, 3, "migrate")
        _refold(engine, report)
    finally:
        engine.dispose()
    if path.with_name(f"{path.name}-wal").exists():
        raise upgrade_failed("日志未合并")
    check_copy(path, key)


def _give_back(engine: Engine) -> None:
    """Take the room of tables that a migration rebuilt out of the file, or every backup would carry it along.

    A large file keeps it for what will be written: SQLite holds all of it in memory meanwhile.
    """
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        pages, free = (raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count"))  # type: ignore[union-attr]
        if pages // 10 < free and pages - free < _IN_MEMORY:
            raw.execute("VACUUM")  # type: ignore[union-attr]


def _look(engine: Engine) -> _Before:
    with engine.connect() as connection:
        return _Before(schema.objects(connection), _rows(connection), log_digest(connection))


def _rows(connection: Connection) -> dict[str, int]:
    """Rows of every table that is neither computed nor Alembic's own."""
    names = [name for kind, name in schema.objects(connection) if kind == "table"]
    kept = [n for n in names if not n.startswith(("cache_", "state_", "alembic_"))]
    return {
        name: int(connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar() or 0)  # noqa: S608 - our names
        for name in kept
    }


def _compare(engine: Engine, before: _Before, migrations: schema.Migrations | None) -> None:
    """Structure, references, triggers, indexes, rows and log after the migration.

    Raises:
        Situation: S-266 naming what is not as it was.
    """
    found = check_pages(engine, lambda *_: None).findings
    if found:
        raise upgrade_failed("、".join(f.message for f in found))
    with engine.connect() as connection:
        after = schema.objects(connection)
        lost = schema.lost_triggers(before.objects, after) + schema.missing_objects(connection, migrations)
        if lost:
            raise upgrade_failed(f"缺少{'、'.join(lost)}")
        rows = _rows(connection)
        shrunk = [name for name, count in before.rows.items() if name in rows and rows[name] < count]
        if shrunk:
            raise upgrade_failed(f"{'、'.join(shrunk)}少了内容")
        if log_digest(connection) != before.log:
            raise upgrade_failed("记录有变动")


def _refold(engine: Engine, report: Report) -> None:
    """Make the state rows anew where this program's fold differs, and mark the cache to be made anew."""
    with engine.connect() as connection:
        connection.execute(cache_pending.delete())
        connection.execute(cache_pending.insert().from_select(["case_id"], select(state_case.c.id)))
        connection.commit()
    try:
        whole = not check_rows(engine, report).findings
    except Situation:
        raise
    except (SQLAlchemyError, ValueError) as error:
        raise upgrade_failed(type(error).__name__) from error
    if whole:
        return
    with engine.connect() as connection:
        rebuild(connection)
        connection.commit()
    if check_rows(engine, report).findings:
        raise upgrade_failed("登记与记录不符")
