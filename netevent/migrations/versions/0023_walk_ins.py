"""What staff may do and at which gates, their log-in codes, and people who are added at the desk."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, String

from netevent.migrations.columns import MOMENT, code, flag, status, table

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("events", flag("walk_ins_over_capacity", False))
    # Who was on the staff scanned and searched, and goes on doing so.
    op.add_column("staff", status("role", "door", "walk_ins", "money"))
    op.add_column("staff", Column("gates_since", MOMENT))
    table(
        "staff_gates",
        Column("staff_id", Integer, ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
        Column("gate_id", Integer, ForeignKey("gates.id", ondelete="CASCADE"), primary_key=True),
        Index("ix_staff_gates_gate_id", "gate_id"),
    )
    table(
        "staff_log_in_codes",
        Column("staff_id", Integer, ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
        Column("token_hash", code(64), nullable=False, unique=True),
        Column("expires_at", DateTime, nullable=False),
        Column("used_at", DateTime),
        Column("device", String(80), nullable=False, server_default=""),
    )
