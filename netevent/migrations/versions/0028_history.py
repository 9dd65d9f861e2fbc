"""What was changed of an attendee, when and by whom."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String

from netevent.migrations.columns import LONG_TEXT, MOMENT, belongs_to, code, key, table

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "attendee_history",
        key(),
        belongs_to("attendee_id", "attendees"),
        Column("at", MOMENT, nullable=False),
        Column("by_kind", code(10), nullable=False),
        Column("by_name", String(255), nullable=False, server_default=""),
        Column("what", code(20), nullable=False),
        Column("changed", LONG_TEXT, nullable=False),
    )
    op.create_index("ix_attendee_history_attendee_id", "attendee_history", ["attendee_id"])
