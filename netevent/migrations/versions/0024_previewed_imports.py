"""Lists of attendees wait for a yes, remember what their columns are, and can be undone."""

from __future__ import annotations

from sqlalchemy import Column, Index, UniqueConstraint

from netevent.migrations.columns import LONG_TEXT, MOMENT, belongs_to, code, key, table

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "import_files",
        key(),
        belongs_to("job_id", "jobs"),
        Column("content", LONG_TEXT, nullable=False),
        Index("ix_import_files_job_id", "job_id"),
    )
    table(
        "import_mappings",
        key(),
        belongs_to("organizer_id", "organizers"),
        Column("headers_key", code(64), nullable=False),
        Column("fields", LONG_TEXT, nullable=False),
        Column("used_at", MOMENT, nullable=False),
        UniqueConstraint("organizer_id", "headers_key"),
    )
    table(
        "import_changes",
        key(),
        belongs_to("job_id", "jobs"),
        belongs_to("attendee_id", "attendees"),
        Column("before", LONG_TEXT),
        Column("made_at", MOMENT, nullable=False),
        Index("ix_import_changes_job_id", "job_id"),
        Index("ix_import_changes_attendee_id", "attendee_id"),
        Index("ix_import_changes_made_at", "made_at"),
    )
