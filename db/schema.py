"""Brings a database to this program's schema by Alembic; refuses a newer one politely. No data work here.

Also knows what a database of this schema must have: a migration that rebuilds a table loses its triggers silently, and
the triggers are what keeps the log append-only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from desktop.domain.errors import Situation

HEAD = "0004"


class Migrations(NamedTuple):
    """The scripts and the last of them. `folder`: None for those that ship with the program."""

    head: str = HEAD
    folder: Path | None = None

    @contextmanager
    def scripts(self) -> Iterator[Path]:
        """The folder as a real path."""
        if self.folder is not None:
            yield self.folder
        else:
            with as_file(files("db") / "migrations") as folder:
                yield folder


SHIPPED = Migrations()

_SERVER_OBJECTS = (
    "SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') "
    "UNION ALL SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
)


def version(engine: Engine) -> str:
    """The schema version of a database; "" for an empty one."""
    with engine.connect() as connection:
        try:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except DatabaseError:
            return ""
    return str(found or "")


def check(engine: Engine, migrations: Migrations | None = None) -> bool:
    """Whether the schema is this program's; False for an older one, which must be upgraded on a copy.

    Raises:
        Situation: S-204 the file was written by a newer program.
    """
    found, head = version(engine), (migrations or SHIPPED).head
    if found == head:
        return True
    if found > head:
        raise Situation(
            "S-204", "这份数据由更新版本的程序写成。", safe="没有改动任何内容。", way_out="请先升级本程序再打开。"
        )
    return False


def upgrade(engine: Engine, migrations: Migrations | None = None) -> None:
    """Run the migrations on this engine, one transaction each; foreign keys are off meanwhile (migrations/env.py)."""
    from alembic import command  # loads 0.1 s of modules that an up-to-date file never needs
    from alembic.config import Config

    chosen = migrations or SHIPPED
    with chosen.scripts() as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["engine"] = engine
        command.upgrade(config, chosen.head)


def objects(connection: Connection) -> dict[tuple[str, str], str]:
    """(kind, name) -> SQL of the tables, indexes and triggers of an SQLite database."""
    rows = connection.exec_driver_sql("SELECT type, name, coalesce(sql, '') FROM sqlite_master")
    return {(kind, name): sql for kind, name, sql in rows if not name.startswith("sqlite_")}


@cache
def expected_objects(migrations: Migrations) -> dict[tuple[str, str], str]:
    """What a new database of this schema has; found by making one in memory."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher3.dbapi2,
        creator=lambda: sqlcipher3.dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False),
        poolclass=StaticPool,
    )
    try:
        upgrade(engine, migrations)
        with engine.connect() as connection:
            return objects(connection)
    finally:
        engine.dispose()


def missing_objects(connection: Connection, migrations: Migrations | None = None) -> list[str]:
    """Names of tables, indexes and triggers that should be there and are not; a trigger must be word for word.

    On a server the names are compared, and that no trigger is switched off.
    """
    if connection.dialect.name == "postgresql":
        here = set(connection.exec_driver_sql(_SERVER_OBJECTS).scalars())
        wanted = {name for _kind, name in expected_objects(migrations or SHIPPED) if not name.startswith("cache_ft_")}
        return sorted(wanted - here)
    found = objects(connection)
    return sorted(
        name
        for (kind, name), sql in expected_objects(migrations or SHIPPED).items()
        if (kind, name) not in found or (kind == "trigger" and found[kind, name] != sql)
    )


def lost_triggers(before: dict[tuple[str, str], str], after: dict[tuple[str, str], str]) -> list[str]:
    """Triggers that a migration lost. A chain that loses one loses it in a new database too, so the last schema alone
    does not show it; a trigger that is to go must be named here by the change that lets it go.
    """
    retired = {"log_body_keeps_update", "log_body_keeps_delete"}  # 0004: log_event_keeps_body says what both said
    return sorted(
        name for kind, name in before if kind == "trigger" and (kind, name) not in after and name not in retired
    )
