"""Lists are answered from an index alone: what they filter by stands in it, and beside the due day in the cache."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_FILTERED = ("received", "kind", "state", "category", "secrecy", "procedure", "owner")
_INDEXES = {
    "ix_state_case_received": ["received", "id", "secrecy", "kind", "state", "category"],
    "ix_state_case_kind": ["kind", "received", "id", "secrecy", "state", "category", "procedure"],
    "ix_state_case_state": ["state", "received", "id", "secrecy", "kind", "category"],
    "ix_state_case_category": ["category", "received", "id", "secrecy", "kind", "state"],
    "ix_state_case_closed_on": ["closed_on", "last_at", "id", "secrecy"],
}
_DUE = ["due", "case_id", "received", "kind", "state", "category", "secrecy", "next_step", "owner"]


def upgrade() -> None:
    for name, columns in _INDEXES.items():
        if name != "ix_state_case_closed_on":  # the others are there already, narrower
            op.drop_index(name, table_name="state_case")
        op.create_index(name, "state_case", columns, unique=False)
    op.drop_index("ix_state_party_record", table_name="state_party")
    op.create_index("ix_state_party_record", "state_party", ["record", "case_id"], unique=False)
    op.create_index("ix_state_person_phone", "state_person", ["phone"], unique=False)
    for column in _FILTERED:
        op.add_column("cache_case", sa.Column(column, sa.Text(), nullable=False, server_default=""))
        op.execute(
            f"UPDATE cache_case SET {column} = "  # noqa: S608 - our own names
            f"coalesce((SELECT {column} FROM state_case WHERE state_case.id = cache_case.case_id), '')"
        )
    op.drop_index("ix_cache_case_due", table_name="cache_case")
    op.create_index("ix_cache_case_due", "cache_case", _DUE, unique=False)
    op.create_index("ix_cache_case_owner", "cache_case", ["owner", "state", "secrecy"], unique=False)
