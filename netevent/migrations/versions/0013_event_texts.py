"""What an organizer says of an event in other languages than the default one."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String, Text

from netevent.migrations.columns import LANGUAGE, belongs_to, table

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("events", Column("name_texts", Text))
    table(
        "event_texts",
        belongs_to("event_id", "events", primary_key=True),
        Column("language", LANGUAGE, primary_key=True),
        Column("name", String(255), nullable=False, server_default=""),
        Column("description", Text),
    )
