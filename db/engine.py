"""Opens the one encrypted database so that nobody else can get a connection without key, WAL and FULL; no queries here.

SQLCipher by sqlcipher3 through SQLAlchemy (study: recipe B). A wrong key and a damaged file are told apart: page 1 is
authenticated with the key, so a file whose first page opens but whose later pages fail is damaged.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection as Connection
from sqlalchemy import Engine as Engine
from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from desktop.domain.errors import Situation

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA cache_size=-32768",
    "PRAGMA temp_store=MEMORY",
)

guards: list[Callable[[], None]] = []
"""Called at every connect; the test build puts one here that raises on the UI thread."""


def encrypted_engine(path: Path, key: bytes, *, read_only: bool = False) -> Engine:
    """An engine on the SQLCipher file at `path` with a raw 32-byte key.

    Every connection runs the key, WAL, synchronous=FULL in one hook; transactions begin IMMEDIATE, or deferred and
    query_only for `read_only`.
    """
    engine = create_engine(
        f"sqlite+pysqlite:///{path}",
        module=sqlcipher3.dbapi2,
        connect_args={"isolation_level": None, "check_same_thread": False},
        poolclass=QueuePool,
        pool_size=2,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        for guard in guards:
            guard()
        cursor = connection.cursor()
        cursor.execute("PRAGMA cipher_log_level=NONE")
        cursor.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def postgres_engine(url: str) -> Engine:
    """An engine on the county's PostgreSQL (psycopg 3)."""
    return create_engine(make_url(url).set(drivername="postgresql+psycopg"), hide_parameters=True)


def probe(engine: Engine, path: Path) -> None:
    """Read the first page and the schema.

    Raises:
        Situation: S-201 wrong key (nothing of the file opens), S-202 damaged (it opens, then a page fails).
    """
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except (DatabaseError, sqlcipher3.dbapi2.DatabaseError) as error:
        raise _told_apart(error, path) from error


def _told_apart(error: Exception, path: Path) -> Situation:
    if "file is not a database" in str(error) and not header_looks_damaged(path):
        return Situation(
            "S-201", "口令或密钥与这份数据不符。", safe="数据没有改动。", way_out="请换一个口令，或用恢复单打开。"
        )
    return damaged()


def damaged() -> Situation:
    """The situation of a database whose pages do not authenticate."""
    return Situation(
        "S-202",
        "数据文件有损坏。",
        safe="没有写入任何东西，备份不受影响。",
        way_out="请从最近的备份恢复，或以只读方式抢救。",
    )


def header_looks_damaged(path: Path) -> bool:
    """Whether the file cannot be an encrypted database at all: too short or not whole pages."""
    size = path.stat().st_size if path.exists() else 0
    return size < 4096 or size % 4096 != 0


def is_disk_full(error: Exception) -> bool:
    """Whether SQLite ran out of room."""
    return isinstance(error, OperationalError) and "full" in str(error)


def forbid_thread(thread: threading.Thread) -> Callable[[], None]:
    """A guard for `guards`: raises when a connection is opened on `thread` (the UI thread in tests)."""

    def check() -> None:
        if threading.current_thread() is thread:
            raise AssertionError("database used on the UI thread")

    return check
