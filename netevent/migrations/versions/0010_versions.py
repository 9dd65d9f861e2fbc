"""Attendees and events carry a version: who comes back with the same one is sent nothing."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("events", "attendees"):
        op.add_column(table, Column("version", Integer, nullable=False, server_default="0"))
