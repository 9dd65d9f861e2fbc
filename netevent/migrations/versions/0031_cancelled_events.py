"""Events that do not take place."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column

from netevent.migrations.columns import MOMENT

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("events", Column("cancelled_at", MOMENT))
