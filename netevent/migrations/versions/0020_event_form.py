"""What an event says of its place, its look and its registration."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("events", Column("map_url", String(500), nullable=False, server_default=""))
