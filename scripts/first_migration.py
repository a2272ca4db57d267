"""Writes db/migrations/versions/0001_first.py from db/tables.py; only while no release is out."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from db.tables import metadata

HEAD = '''"""The first schema: log, state, cache and local tables, append-only triggers, the text index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

'''

TAIL = '''

def upgrade() -> None:
    """Create everything."""
    create_tables()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite()
    else:
        _postgres()


def _sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE cache_ft USING fts5(t, content='', contentless_delete=1, detail=none, "
        "tokenize='unicode61')"
    )
    for statement in SQLITE_TRIGGERS:
        op.execute(statement)


def _postgres() -> None:
    op.execute("CREATE TABLE cache_ft (row BIGINT PRIMARY KEY, t TSVECTOR NOT NULL)")
    op.execute("CREATE INDEX ix_cache_ft_t ON cache_ft USING gin (t)")
    for statement in POSTGRES_TRIGGERS:
        op.execute(statement)


SQLITE_TRIGGERS = (
    "CREATE TRIGGER log_event_keeps_update BEFORE UPDATE OF epoch_no, seq, hash, aggregate, id, type, tick, header "
    "ON log_event BEGIN SELECT RAISE(ABORT, 'log is append-only'); END",
    "CREATE TRIGGER log_event_keeps_delete BEFORE DELETE ON log_event "
    "BEGIN SELECT RAISE(ABORT, 'log is append-only'); END",
    "CREATE TRIGGER log_body_keeps_update BEFORE UPDATE ON log_body WHEN OLD.state <> 'withheld' "
    "BEGIN SELECT RAISE(ABORT, 'log is append-only'); END",
    "CREATE TRIGGER log_body_keeps_delete BEFORE DELETE ON log_body WHEN NOT EXISTS (SELECT 1 FROM log_disposal d "
    "WHERE d.epoch_no = OLD.epoch_no AND d.seq = OLD.seq AND d.hash = OLD.hash) "
    "BEGIN SELECT RAISE(ABORT, 'log is append-only'); END",
    "CREATE TRIGGER local_journal_keeps_update BEFORE UPDATE ON local_journal "
    "BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END",
    "CREATE TRIGGER local_journal_keeps_delete BEFORE DELETE ON local_journal "
    "BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END",
    "CREATE TRIGGER local_sealed_journal_keeps_update BEFORE UPDATE ON local_sealed_journal "
    "BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END",
    "CREATE TRIGGER local_sealed_journal_keeps_delete BEFORE DELETE ON local_sealed_journal "
    "BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END",
)

POSTGRES_TRIGGERS = (
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'log is append-only'; END $$",
    "CREATE TRIGGER log_event_keeps_update BEFORE UPDATE OF epoch_no, seq, hash, aggregate, id, type, tick, header "
    "ON log_event FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER log_event_keeps_delete BEFORE DELETE ON log_event FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER log_body_keeps_update BEFORE UPDATE ON log_body FOR EACH ROW WHEN (OLD.state <> 'withheld') "
    "EXECUTE FUNCTION refuse_change()",
    "CREATE FUNCTION refuse_body_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF EXISTS (SELECT 1 FROM log_disposal d WHERE d.epoch_no = OLD.epoch_no AND d.seq = OLD.seq "
    "AND d.hash = OLD.hash) THEN RETURN OLD; END IF; RAISE EXCEPTION 'log is append-only'; END $$",
    "CREATE TRIGGER log_body_keeps_delete BEFORE DELETE ON log_body FOR EACH ROW EXECUTE FUNCTION refuse_body_delete()",
    "CREATE TRIGGER local_journal_keeps_update BEFORE UPDATE ON local_journal FOR EACH ROW "
    "EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER local_journal_keeps_delete BEFORE DELETE ON local_journal FOR EACH ROW "
    "EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER local_sealed_journal_keeps_update BEFORE UPDATE ON local_sealed_journal FOR EACH ROW "
    "EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER local_sealed_journal_keeps_delete BEFORE DELETE ON local_sealed_journal FOR EACH ROW "
    "EXECUTE FUNCTION refuse_change()",
)
'''


def main() -> None:
    """Render the create statements and frame them."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        script = produce_migrations(context, metadata)
        assert script.upgrade_ops is not None
        body = render_python_code(script.upgrade_ops)
    lines = [line for line in body.splitlines() if not line.strip().startswith("#")]
    text = (
        HEAD
        + "\ndef create_tables() -> None:  # noqa: PLR0915 - one statement a table\n"
        + "\n".join(lines)
        + "\n"
        + TAIL
    )
    Path("db/migrations/versions/0001_first.py").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
