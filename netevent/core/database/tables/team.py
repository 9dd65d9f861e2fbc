"""Who organizes an event besides its owner, and what its staff may do."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, String, UniqueConstraint

from netevent.core.database.columns import belongs_to, choice, code, created_at, key, table

# Who organizes an event besides its owner, and as what: editors change it, viewers look.
event_organizers = table(
    "event_organizers",
    key(),
    belongs_to("event_id", "events"),
    belongs_to("organizer_id", "organizers"),
    choice("role", "editor", "viewer"),
    created_at(),
    UniqueConstraint("event_id", "organizer_id"),
    Index("ix_event_organizers_organizer_id", "organizer_id"),
)

# The gates that a member of staff works at; who has none here works at all.
staff_gates = table(
    "staff_gates",
    Column("staff_id", Integer, ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("gate_id", Integer, ForeignKey("gates.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_staff_gates_gate_id", "gate_id"),
)

# The newest code that logs a member of staff in by phone, and what became of it. The code on the screen
# carries a random number; its SHA-256 stands here.
staff_log_in_codes = table(
    "staff_log_in_codes",
    Column("staff_id", Integer, ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("token_hash", code(64), nullable=False, unique=True),
    Column("expires_at", DateTime, nullable=False),
    Column("used_at", DateTime),
    Column("device", String(80), nullable=False, server_default=""),
)
