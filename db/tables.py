"""All tables, in their four kinds (architecture.md §2): log, state, cache, local. Definitions only.

log: append-only events. state: pure fold of the log, covered by `digest`. cache: from state, rebuilt at will.
local: drafts, settings, keys, journals; never synchronised, not lost by a rebuild. The name's first word is the kind.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text, literal_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

BIG = BigInteger().with_variant(Integer, "sqlite")
NAME = String(collation="C").with_variant(String(), "sqlite")


def _id(name: str = "id", *, primary: bool = True) -> Column[str]:
    return Column(name, String(64), primary_key=primary, nullable=False)


def _text(name: str, default: str = "") -> Column[str]:
    return Column(name, Text, nullable=False, default=default)


def _int(name: str, *, primary: bool = False) -> Column[int]:
    return Column(name, BIG, nullable=False, primary_key=primary, autoincrement=False)


# ---- log ------------------------------------------------------------------------------------------------------------
log_epoch = Table(
    "log_epoch", metadata, _int("no", primary=True), Column("id", String(32), nullable=False, unique=True)
)

log_event = Table(
    "log_event",
    metadata,
    _int("epoch_no", primary=True),
    _int("seq", primary=True),
    Column("hash", LargeBinary, primary_key=True),
    _text("aggregate"),
    _text("id"),
    _text("type"),
    _int("tick"),
    _int("connected"),
    _text("state", "present"),
    Column("header", LargeBinary, nullable=False),
    # the body; both are NULL once two persons have disposed of it, and only then is `salt`
    Column("salt", LargeBinary),
    Column("payload", LargeBinary),
    Index("ix_log_event_id", "id"),
)
WAITING = log_event.c.connected == literal_column("0")
"""Events that are not connected yet. The number stands in the statement, or the index of these few is not used."""
Index("ix_log_event_waiting", log_event.c.epoch_no, log_event.c.seq, sqlite_where=WAITING, postgresql_where=WAITING)

log_disposal = Table(
    "log_disposal",
    metadata,
    _int("epoch_no", primary=True),
    _int("seq", primary=True),
    Column("hash", LargeBinary, primary_key=True),
)

log_blob = Table("log_blob", metadata, Column("hash", String(64), primary_key=True), _int("size"), _int("travels"))

# ---- state ----------------------------------------------------------------------------------------------------------
state_case = Table(
    "state_case",
    metadata,
    _id(),
    _text("number"),
    _text("series"),
    _int("serial"),
    _text("kind"),
    _text("category"),
    _text("source"),
    _text("received"),
    _text("opened_at"),
    _text("state"),
    _text("outcome"),
    _text("closed_on"),
    _text("procedure"),
    _text("owner"),
    _int("owner_version"),
    _text("secrecy"),
    _text("last_at"),
    _int("quick"),
    _text("doc"),
    # a list is answered from one of these alone: the rows are wide, and every page of them has to be decrypted
    Index("ix_state_case_received", "received", "id", "secrecy", "kind", "state", "category"),
    Index("ix_state_case_kind", "kind", "received", "id", "secrecy", "state", "category", "procedure"),
    Index("ix_state_case_state", "state", "received", "id", "secrecy", "kind", "category"),
    Index("ix_state_case_category", "category", "received", "id", "secrecy", "kind", "state"),
    Index("ix_state_case_closed_on", "closed_on", "last_at", "id", "secrecy"),
    Index("ix_state_case_last_at", "last_at", "id"),
    Index("ix_state_case_number", "number"),
    Index("ix_state_case_series", "series", "serial"),
)

state_party = Table(
    "state_party",
    metadata,
    _id("case_id"),
    _id("party_id"),
    _text("side"),
    _text("kind"),
    _text("record"),
    _int("place"),
    Index("ix_state_party_record", "record", "case_id"),
)

state_duty = Table(
    "state_duty",
    metadata,
    _id("case_id"),
    _id("part_id"),
    _text("due"),
    _text("kind"),
    _text("what"),
    _int("amount"),
    _int("open"),
    Index("ix_state_duty_due", "open", "due", "case_id"),
)

state_document = Table(
    "state_document",
    metadata,
    _id("case_id"),
    _id(),
    _text("type"),
    _text("number"),
    _text("series"),
    _int("serial"),
    _int("draft"),
    _text("stage"),
    _text("on_day"),
    _text("facts_hash"),
    _text("pdf_hash"),
    Index("ix_state_document_series", "series", "serial"),
    Index("ix_state_document_number", "number"),
    Index("ix_state_document_facts", "facts_hash"),
    Index("ix_state_document_on", "on_day", "id"),
)

state_person = Table(
    "state_person",
    metadata,
    _id(),
    _text("name"),
    _text("phone"),
    _text("id_number"),
    _text("doc"),
    Index("ix_state_person_name", "name"),
    Index("ix_state_person_phone", "phone"),
    Index("ix_state_person_id_number", "id_number"),
)
state_organisation = Table(
    "state_organisation",
    metadata,
    _id(),
    _text("name"),
    _text("code"),
    _text("doc"),
    Index("ix_state_org_name", "name"),
)
state_user = Table("state_user", metadata, _id(), _text("login"), _text("name"), _int("revoked"), _text("doc"))
state_reference = Table("state_reference", metadata, _id(), _text("kind"), _text("key"), _text("doc"))
state_installation = Table("state_installation", metadata, _id(), _text("station"), _text("doc"))
state_activity = Table(
    "state_activity",
    metadata,
    _id(),
    _text("form"),
    _text("kind"),
    _text("state"),
    _text("on_day"),
    _text("due"),
    _text("title"),
    _text("owner"),
    _text("doc"),
    Index("ix_state_activity_kind", "kind", "on_day", "id"),
    Index("ix_state_activity_form", "form", "on_day", "id"),
    Index("ix_state_activity_due", "state", "due", "id"),
)
state_station = Table("state_station", metadata, _id(), _text("name"), _text("doc"))
state_sealed = Table("state_sealed", metadata, _id(), _text("doc"))
state_decision = Table("state_decision", metadata, _id(), _text("kind"), _text("doc"))

# ---- cache ----------------------------------------------------------------------------------------------------------
cache_case = Table(
    "cache_case",
    metadata,
    _id("case_id"),
    _text("title"),
    _text("next_step"),
    _text("next_title"),
    _text("due"),
    _text("due_title"),
    # what lists by due day filter by, as the case had it when this row was made; `owner` "" while it is in transit
    _text("received"),
    _text("kind"),
    _text("state"),
    _text("category"),
    _text("secrecy"),
    _text("procedure"),
    _text("owner"),
    Index("ix_cache_case_owner", "owner", "state", "secrecy"),
    Index(
        "ix_cache_case_due", "due", "case_id", "received", "kind", "state", "category", "secrecy", "next_step", "owner"
    ),
)
cache_limit = Table(
    "cache_limit",
    metadata,
    _id("case_id"),
    _id("key"),
    _text("what"),
    _text("work_by"),
    _text("raw"),
    _text("basis"),
    Index("ix_cache_limit_work_by", "work_by", "case_id"),
)
cache_key = Table(
    "cache_key",
    metadata,
    Column("kind", String(8), primary_key=True),
    Column("key", NAME, primary_key=True),
    Column("owner", String(64), primary_key=True),
    Index("ix_cache_key_owner", "owner"),
)
cache_pending = Table("cache_pending", metadata, _id("case_id"))
cache_text = Table("cache_text", metadata, _int("row", primary=True), Column("case_id", String(64), unique=True))

# ---- local ----------------------------------------------------------------------------------------------------------
local_setting = Table("local_setting", metadata, _id("key"), _text("value"))
local_key = Table("local_key", metadata, _id("name"), Column("value", LargeBinary, nullable=False))
local_draft = Table(
    "local_draft",
    metadata,
    _id("form"),
    _id("case_id"),
    _id("user"),
    _text("title"),
    _text("content"),
    _text("saved_at"),
)
local_journal = Table(
    "local_journal",
    metadata,
    _int("no", primary=True),
    _text("at"),
    _text("user"),
    _text("act"),
    _text("subject"),
    _text("note"),
    _text("hash"),
)
local_sealed_journal = Table(
    "local_sealed_journal",
    metadata,
    _int("no", primary=True),
    _text("at"),
    _text("user"),
    _text("act"),
    _text("subject"),
    _text("note"),
    _text("hash"),
)
local_outbox = Table(
    "local_outbox",
    metadata,
    _id("bundle_id"),
    _text("name"),
    _text("created_at"),
    _text("digest"),
    _text("epoch"),
    _int("first_seq"),
    _int("last_seq"),
    _int("events"),
    _text("state"),
    _text("blobs"),
)
local_inbox = Table(
    "local_inbox",
    metadata,
    _id("digest"),
    _text("bundle_id"),
    _text("name"),
    _text("sender"),
    _text("state"),
    _text("code"),
    _text("seen_at"),
    _int("copies"),
    _text("doc"),
)
local_receipt = Table("local_receipt", metadata, _id("station"), _text("doc"), _text("imported_at"))
local_table_row = Table(
    "local_table_row",
    metadata,
    _id("map"),
    _id("case_id"),
    _text("state"),
    _text("platform_number"),
    _text("reason"),
    _text("done", "[]"),
    _text("at"),
)

KINDS = ("log", "state", "cache", "local")


def tables_of(kind: str) -> list[Table]:
    """The tables of one kind, by name."""
    return sorted((t for t in metadata.tables.values() if t.name.startswith(f"{kind}_")), key=lambda t: t.name)
