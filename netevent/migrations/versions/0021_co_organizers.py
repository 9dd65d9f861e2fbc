"""Co-organizers: who organizes an event besides its owner, as an editor or a viewer."""

from __future__ import annotations

from alembic import op
from sqlalchemy import UniqueConstraint

from netevent.migrations.columns import belongs_to, choice, created_at, key, table

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "event_organizers",
        key(),
        belongs_to("event_id", "events"),
        belongs_to("organizer_id", "organizers"),
        choice("role", "editor", "viewer"),
        created_at(),
        UniqueConstraint("event_id", "organizer_id"),
    )
    op.create_index("ix_event_organizers_organizer_id", "event_organizers", ["organizer_id"])
