"""What an event says of its place, its look and its registration."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, DateTime, String

from netevent.migrations.columns import LONG_TEXT, MOMENT, belongs_to, code, table

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("events", Column("map_url", String(500), nullable=False, server_default=""))
    op.add_column("events", Column("opens_at", DateTime))
    op.add_column("events", Column("closes_at", DateTime))
    op.add_column("events", Column("link_token", code(43), nullable=False, server_default=""))
    op.add_column("events", Column("archived_at", MOMENT))
    op.add_column("events", Column("colour", code(7), nullable=False, server_default=""))
    op.add_column("events", Column("logo", code(32), nullable=False, server_default=""))
    table(
        "event_logos",
        belongs_to("event_id", "events", primary_key=True),
        Column("content", LONG_TEXT, nullable=False),
    )
