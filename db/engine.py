"""Opens the one encrypted database so that nobody else can get a connection without key, WAL and FULL; no queries here.

SQLCipher by sqlcipher3 through SQLAlchemy (study: recipe B). Keys are random and come from keys.json, where a wrong
passphrase shows; so a first page that does not open is a damaged or strange file, and a later one a damaged file. What
SQLite says of the disk and of damage is translated here, once, for everybody above.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from desktop.domain import storage_situations as told
from desktop.domain.errors import Situation

__all__ = ["Connection", "Engine", "encrypted_engine", "probe"]

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # without it INSERT OR REPLACE deletes rows behind the back of the triggers
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
    opened: list[tuple[int, int]] = []

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
        if not opened:
            opened.append(_place_of(path))
        _same_place(path, opened[0])

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        _same_place(path, opened[0])
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    _tell(engine)
    return engine


def copy_engine(path: Path, key: bytes) -> Engine:
    """An engine on a finished copy that nobody writes: SQLite neither locks it nor puts a file beside it.

    So a backup can be opened on a write-protected stick, and a damaged file without changing a byte.
    """
    address = f"{path.absolute().as_uri()}?immutable=1"
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher3.dbapi2,
        creator=lambda: sqlcipher3.dbapi2.connect(address, uri=True, isolation_level=None, check_same_thread=False),
        poolclass=QueuePool,
        pool_size=1,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        for pragma in ("cipher_log_level=NONE", f"key=\"x'{key.hex()}'\"", "query_only=ON", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    _tell(engine)
    return engine


def keep_more_pages(connection: Connection) -> None:
    """From now on this connection keeps 64 MB of pages instead of 32: bundles of many stations touch pages all over the
    indexes, and one that was let go has to be decrypted again."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA cache_size=-65536")


def _tell(engine: Engine) -> None:
    @event.listens_for(engine, "handle_error")
    def _translate(context: Any) -> None:
        situation = situation_of(context.original_exception)
        if situation is not None:
            context.is_disconnect = True  # after a damaged page SQLCipher refuses everything on this connection
            raise situation from context.original_exception


def _place_of(path: Path) -> tuple[int, int]:
    """Which file lies at `path`: its device and number there."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_dev, found.st_ino)


def _same_place(path: Path, opened: tuple[int, int]) -> None:
    """Raises Situation S-265 when another file lies where the database was opened: writing on would be writing away."""
    if _place_of(path) != opened:
        raise told.file_replaced()


def probe(engine: Engine) -> None:
    """Read the first page and the schema.

    Raises:
        Situation: S-264 the first page does not open with this key, S-202 a later page is damaged, or nothing is left.
    """
    with engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return  # a server tells by itself; whether it holds our tables, `schema.check` asks
        if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            raise damaged()  # a file cut to nothing is an empty database to SQLite, never to us


def sqlite_version() -> str:
    """Version of the SQLite inside the cipher library, for `doctor`."""
    return str(sqlcipher3.dbapi2.sqlite_version)


def damaged() -> Situation:
    """The situation of a database whose pages do not authenticate."""
    return Situation(
        "S-202",
        "数据文件有损坏。",
        safe="没有写入任何东西，备份不受影响。",
        way_out="请从最近的备份恢复，或以只读方式抢救。",
    )


_SAID: tuple[tuple[str, Callable[[], Situation]], ...] = (
    ("file is not a database", told.start_unreadable),
    ("malformed", damaged),
    ("vtable constructor failed", damaged),
    ("is full", told.own_disk_full),
    ("disk I/O error", told.own_disk_fails),
    ("unable to open database file", told.own_disk_fails),
    ("readonly database", told.own_disk_fails),
)


def situation_of(error: BaseException | None) -> Situation | None:
    """What an error of the database means for the user; None for our own mistakes."""
    if not isinstance(error, sqlcipher3.dbapi2.DatabaseError):
        return None
    return next((situation() for words, situation in _SAID if words in str(error)), None)


def forbid_thread(thread: threading.Thread) -> Callable[[], None]:
    """A guard for `guards`: raises when a connection is opened on `thread` (the UI thread in tests)."""

    def check() -> None:
        if threading.current_thread() is thread:
            raise AssertionError("database used on the UI thread")

    return check
