"""Activities (public life: receptions, patrols, deliberations, errands, lessons), and cases by kind for their lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_index("ix_state_case_kind", "state_case", ["kind", "received", "id"], unique=False)
    op.create_table(
        "state_activity",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_activity")),
    )
    op.create_index("ix_state_activity_kind", "state_activity", ["kind", "on_day", "id"], unique=False)
    op.create_index("ix_state_activity_form", "state_activity", ["form", "on_day", "id"], unique=False)
    op.create_index("ix_state_activity_due", "state_activity", ["state", "due", "id"], unique=False)
