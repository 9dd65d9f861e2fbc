"""What the organizer tells the entrance's desk of an attendee."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attendees", Column("door_note", String(200), nullable=False, server_default=""))
