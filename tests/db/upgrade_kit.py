"""Invented later versions of the schema, so that an upgrade can be played while there is only one real version.

A folder of migrations: the real ones, then 9001 (a parent with children that go when it goes) and 9002 (which rebuilds
the parent in a batch, the trap of dropping a table that children point to). `harm` puts one fault into 9002.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from db import schema
from db.engine import encrypted_engine

ROWS: Final = 5
_REAL: Final = Path(schema.__file__).parent / "migrations"

_FIRST: Final = '''
"""A parent and its children."""
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{real}"


def upgrade() -> None:
    op.create_table(
        "local_parent",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_local_parent"),
    )
    op.create_index("ix_local_parent_name", "local_parent", ["name"])
    op.create_table(
        "local_child",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent", sa.Integer, sa.ForeignKey("local_parent.id", name="fk_child", ondelete="CASCADE")),
    )
    op.execute(
        "CREATE TRIGGER local_parent_keeps BEFORE DELETE ON local_parent BEGIN SELECT RAISE(ABORT, 'kept'); END"
    )
'''

_SECOND: Final = '''
"""The parent is rebuilt in a batch."""
import sqlalchemy as sa
from alembic import op

revision = "9002"
down_revision = "9001"


def upgrade() -> None:
    {before}
    triggers = op.get_bind().exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'local_parent'"
    ).scalars().all()
    op.execute("DROP TRIGGER IF EXISTS local_parent_keeps")
    with op.batch_alter_table("local_parent", recreate="always") as batch:
        batch.add_column(sa.Column("note", sa.Text, nullable=False, server_default=""))
    for sql in triggers:
        {trigger}
    {after}
'''


def make_migrations(
    where: Path, *, before: str = "pass", trigger: str = "op.execute(sql)", after: str = "pass"
) -> Path:
    """A folder of migrations up to 9002; the arguments are the places where 9002 can be harmed."""
    folder = where / "migrations"
    shutil.copytree(_REAL, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v9001.py").write_text(_FIRST.format(real=schema.HEAD), encoding="utf-8")
    second = _SECOND.format(before=before, trigger=trigger, after=after)
    (folder / "versions" / "v9002.py").write_text(second, encoding="utf-8")
    return folder


def make_older(database: Path, key: bytes, folder: Path) -> None:
    """Bring a closed database to 9001 and give the parent its children: the older version an upgrade begins with."""
    engine = encrypted_engine(database, key)
    try:
        schema.upgrade(engine, schema.Migrations("9001", folder))
        with engine.connect() as connection:
            for number in range(1, ROWS + 1):
                connection.exec_driver_sql("INSERT INTO local_parent VALUES (?, ?)", (number, f"甲{number}"))
                connection.exec_driver_sql("INSERT INTO local_child VALUES (?, ?)", (number, number))
            connection.commit()
    finally:
        engine.dispose()


def children(database: Path, key: bytes) -> tuple[int, int, str]:
    """(parents, children, schema version) of a closed database."""
    engine = encrypted_engine(database, key, read_only=True)
    try:
        with engine.connect() as connection:
            parents = connection.exec_driver_sql("SELECT count(*) FROM local_parent").scalar()
            found = connection.exec_driver_sql("SELECT count(*) FROM local_child").scalar()
        return int(parents or 0), int(found or 0), schema.version(engine)
    finally:
        engine.dispose()
