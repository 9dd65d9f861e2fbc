"""Attendees who are there twice."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer

from netevent.migrations.columns import MOMENT, belongs_to, code, table

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "former_codes",
        Column("code", code(10), primary_key=True),
        belongs_to("attendee_id", "attendees"),
    )
    op.create_index("ix_former_codes_attendee_id", "former_codes", ["attendee_id"])
    table(
        "not_doubles",
        Column("low_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
        Column("high_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
        Column("said_at", MOMENT, nullable=False),
    )
    op.create_index("ix_not_doubles_high_id", "not_doubles", ["high_id"])
