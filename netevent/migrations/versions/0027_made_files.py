"""Files that jobs make for organizers; the journal by its outcomes, attendees by notes."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Index, String, Text

from netevent.migrations.columns import MOMENT, belongs_to, code, created_at, key, table

revision = "0027"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "made_files",
        key(),
        belongs_to("job_id", "jobs", unique=True),
        belongs_to("organizer_id", "organizers"),
        Column("name", String(255), nullable=False),
        Column("plain_name", String(100), nullable=False),
        Column("media_type", String(100), nullable=False),
        Column("back", Text, nullable=False),
        Column("file", code(64), nullable=False, server_default=""),
        Column("began_at", MOMENT),
        Column("expires_at", MOMENT),
        created_at(),
        Index("ix_made_files_organizer_id", "organizer_id"),
        Index("ix_made_files_file", "file"),
    )
    op.create_index("ix_attendees_noted", "attendees", ["event_id", "door_note"])
    op.create_index("ix_scans_outcomes", "scans", ["event_id", "outcome", "received_at", "gate_id"])
