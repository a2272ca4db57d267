"""Brings a database to this program's schema by Alembic; refuses a newer one politely. No data work here."""

from __future__ import annotations

from importlib.resources import as_file, files

from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from desktop.domain.errors import Situation

HEAD = "0001"


def version(engine: Engine) -> str:
    """The schema version of a database; "" for an empty one."""
    with engine.connect() as connection:
        try:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except DatabaseError:
            return ""
    return str(found or "")


def check(engine: Engine) -> bool:
    """Whether the schema is this program's; False for an older one, which must be upgraded on a copy.

    Raises:
        Situation: S-204 the file was written by a newer program.
    """
    found = version(engine)
    if found == HEAD:
        return True
    if found > HEAD:
        raise Situation(
            "S-204", "这份数据由更新版本的程序写成。", safe="没有改动任何内容。", way_out="请先升级本程序再打开。"
        )
    return False


def upgrade(engine: Engine, target: str = HEAD) -> None:
    """Run the migrations on this engine, one transaction each; foreign keys are off meanwhile (migrations/env.py)."""
    from alembic import command  # loads 0.1 s of modules that an up-to-date file never needs
    from alembic.config import Config

    with as_file(files("db") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["engine"] = engine
        command.upgrade(config, target)


def known_versions() -> list[str]:
    """All versions this program can upgrade from, oldest first."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    with as_file(files("db") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]
