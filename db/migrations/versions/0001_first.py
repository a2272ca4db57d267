"""The first schema: log, state, cache and local tables, append-only triggers, the text index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def create_tables() -> None:
    op.create_table(
        "cache_case",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_title", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("due_title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_cache_case")),
    )
    op.create_index("ix_cache_case_due", "cache_case", ["due", "case_id"], unique=False)
    op.create_table(
        "cache_key",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(collation="C").with_variant(sa.String(), "sqlite"), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "owner", name=op.f("pk_cache_key")),
    )
    op.create_index("ix_cache_key_owner", "cache_key", ["owner"], unique=False)
    op.create_table(
        "cache_limit",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("work_by", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "key", name=op.f("pk_cache_limit")),
    )
    op.create_index("ix_cache_limit_work_by", "cache_limit", ["work_by", "case_id"], unique=False)
    op.create_table(
        "cache_pending",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_cache_pending")),
    )
    op.create_table(
        "cache_text",
        sa.Column("row", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_cache_text")),
        sa.UniqueConstraint("case_id", name=op.f("uq_cache_text_case_id")),
    )
    op.create_table(
        "local_draft",
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("form", "case_id", "user", name=op.f("pk_local_draft")),
    )
    op.create_table(
        "local_inbox",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("bundle_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.Column("copies", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_local_inbox")),
    )
    op.create_table(
        "local_journal",
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_local_journal")),
    )
    op.create_table(
        "local_key",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_local_key")),
    )
    op.create_table(
        "local_outbox",
        sa.Column("bundle_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column(
            "first_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column(
            "last_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("events", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("blobs", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("bundle_id", name=op.f("pk_local_outbox")),
    )
    op.create_table(
        "local_receipt",
        sa.Column("station", sa.String(length=64), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_local_receipt")),
    )
    op.create_table(
        "local_sealed_journal",
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_local_sealed_journal")),
    )
    op.create_table(
        "local_setting",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_local_setting")),
    )
    op.create_table(
        "local_table_row",
        sa.Column("map", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("platform_number", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("map", "case_id", name=op.f("pk_local_table_row")),
    )
    op.create_table(
        "log_blob",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("travels", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_log_blob")),
    )
    op.create_table(
        "log_body",
        sa.Column(
            "epoch_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("epoch_no", "seq", "hash", name=op.f("pk_log_body")),
    )
    op.create_table(
        "log_disposal",
        sa.Column(
            "epoch_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("epoch_no", "seq", "hash", name=op.f("pk_log_disposal")),
    )
    op.create_table(
        "log_epoch",
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_log_epoch")),
        sa.UniqueConstraint("id", name=op.f("uq_log_epoch_id")),
    )
    op.create_table(
        "log_event",
        sa.Column(
            "epoch_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("aggregate", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("tick", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column(
            "connected", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("epoch_no", "seq", "hash", name=op.f("pk_log_event")),
    )
    op.create_index("ix_log_event_id", "log_event", ["id"], unique=False)
    op.create_table(
        "state_case",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("serial", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("received", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Text(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column(
            "owner_version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("secrecy", sa.Text(), nullable=False),
        sa.Column("last_at", sa.Text(), nullable=False),
        sa.Column("quick", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_case")),
    )
    op.create_index("ix_state_case_category", "state_case", ["category", "received", "id"], unique=False)
    op.create_index("ix_state_case_last_at", "state_case", ["last_at", "id"], unique=False)
    op.create_index("ix_state_case_number", "state_case", ["number"], unique=False)
    op.create_index("ix_state_case_received", "state_case", ["received", "id"], unique=False)
    op.create_index("ix_state_case_series", "state_case", ["series", "serial"], unique=False)
    op.create_index("ix_state_case_state", "state_case", ["state", "received", "id"], unique=False)
    op.create_table(
        "state_decision",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_decision")),
    )
    op.create_table(
        "state_document",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("serial", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("draft", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("facts_hash", sa.Text(), nullable=False),
        sa.Column("pdf_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "id", name=op.f("pk_state_document")),
    )
    op.create_index("ix_state_document_facts", "state_document", ["facts_hash"], unique=False)
    op.create_index("ix_state_document_number", "state_document", ["number"], unique=False)
    op.create_index("ix_state_document_on", "state_document", ["on_day", "id"], unique=False)
    op.create_index("ix_state_document_series", "state_document", ["series", "serial"], unique=False)
    op.create_table(
        "state_duty",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("part_id", sa.String(length=64), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("open", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "part_id", name=op.f("pk_state_duty")),
    )
    op.create_index("ix_state_duty_due", "state_duty", ["open", "due", "case_id"], unique=False)
    op.create_table(
        "state_installation",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_installation")),
    )
    op.create_table(
        "state_organisation",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_organisation")),
    )
    op.create_index("ix_state_org_name", "state_organisation", ["name"], unique=False)
    op.create_table(
        "state_party",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("party_id", sa.String(length=64), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "party_id", name=op.f("pk_state_party")),
    )
    op.create_index("ix_state_party_record", "state_party", ["record"], unique=False)
    op.create_table(
        "state_person",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("id_number", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_person")),
    )
    op.create_index("ix_state_person_id_number", "state_person", ["id_number"], unique=False)
    op.create_index("ix_state_person_name", "state_person", ["name"], unique=False)
    op.create_table(
        "state_reference",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_reference")),
    )
    op.create_table(
        "state_sealed",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_sealed")),
    )
    op.create_table(
        "state_station",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_station")),
    )
    op.create_table(
        "state_user",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("revoked", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_user")),
    )


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
