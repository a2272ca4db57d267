"""An event is one row: its body stands beside its header, and few bytes are written twice.

The log is copied into a new table in its order. A body that was disposed of had no row; now its columns are empty.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = ("epoch_no", "seq", "hash")
_WAITING = sa.text("connected = 0")


def upgrade() -> None:
    server = op.get_bind().dialect.name == "postgresql"
    op.drop_index("ix_log_event_id", table_name="log_event")
    op.rename_table("log_event", "log_header")
    if server:
        op.execute("ALTER TABLE log_header RENAME CONSTRAINT pk_log_event TO pk_log_header")
    _create()
    op.execute(
        "INSERT INTO log_event SELECT h.epoch_no, h.seq, h.hash, h.aggregate, h.id, h.type, h.tick, h.connected, "
        "coalesce(b.state, 'disposed'), h.header, b.salt, b.payload FROM log_header h LEFT JOIN log_body b "
        "ON b.epoch_no = h.epoch_no AND b.seq = h.seq AND b.hash = h.hash ORDER BY h.epoch_no, h.seq, h.hash"
    )
    op.drop_table("log_body")
    op.drop_table("log_header")
    op.create_index("ix_log_event_id", "log_event", ["id"], unique=False)
    op.create_index(
        "ix_log_event_waiting",
        "log_event",
        ["epoch_no", "seq"],
        unique=False,
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )
    for statement in POSTGRES_TRIGGERS if server else SQLITE_TRIGGERS:
        op.execute(statement)


def _create() -> None:
    op.create_table(
        "log_event",
        sa.Column("epoch_no", _BIG, autoincrement=False, nullable=False),
        sa.Column("seq", _BIG, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("aggregate", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("tick", _BIG, autoincrement=False, nullable=False),
        sa.Column("connected", _BIG, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint(*_KEY, name=op.f("pk_log_event")),
    )


_DISPOSED = (
    "NEW.state = 'disposed' AND NEW.payload IS NULL AND EXISTS (SELECT 1 FROM log_disposal d "
    "WHERE d.epoch_no = OLD.epoch_no AND d.seq = OLD.seq AND d.hash = OLD.hash)"
)

SQLITE_TRIGGERS = (
    "CREATE TRIGGER log_event_keeps_update BEFORE UPDATE OF epoch_no, seq, hash, aggregate, id, type, tick, header "
    "ON log_event BEGIN SELECT RAISE(ABORT, 'log is append-only'); END",
    "CREATE TRIGGER log_event_keeps_delete BEFORE DELETE ON log_event "
    "BEGIN SELECT RAISE(ABORT, 'log is append-only'); END",
    "CREATE TRIGGER log_event_keeps_body BEFORE UPDATE OF state, salt, payload ON log_event "
    f"WHEN NOT (CASE WHEN NEW.salt IS NULL THEN {_DISPOSED} ELSE OLD.state = 'withheld' END) "
    "BEGIN SELECT RAISE(ABORT, 'log is append-only'); END",
)

POSTGRES_TRIGGERS = (
    "DROP FUNCTION refuse_body_delete()",
    "CREATE TRIGGER log_event_keeps_update BEFORE UPDATE OF epoch_no, seq, hash, aggregate, id, type, tick, header "
    "ON log_event FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER log_event_keeps_delete BEFORE DELETE ON log_event FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE FUNCTION refuse_body_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF (CASE WHEN NEW.salt IS NULL THEN {_DISPOSED} ELSE OLD.state = 'withheld' END) THEN RETURN NEW; END IF; "
    "RAISE EXCEPTION 'log is append-only'; END $$",
    "CREATE TRIGGER log_event_keeps_body BEFORE UPDATE OF state, salt, payload ON log_event FOR EACH ROW "
    "EXECUTE FUNCTION refuse_body_change()",
)
