"""Lists are in the order of their reader's language, for which this index is of no use."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_attendees_by_name", "attendees")
