"""What was changed of attendees, when and by whom."""

from __future__ import annotations

from sqlalchemy import Column, Index, String

from netevent.core.database.columns import LONG_TEXT, MOMENT, belongs_to, code, key, table

# Rows are added and never changed; they go with the attendee. `changed` holds fields with their values.
attendee_history = table(
    "attendee_history",
    key(),
    belongs_to("attendee_id", "attendees"),
    Column("at", MOMENT, nullable=False),
    Column("by_kind", code(10), nullable=False),
    Column("by_name", String(255), nullable=False, server_default=""),
    Column("what", code(20), nullable=False),
    Column("changed", LONG_TEXT, nullable=False),
    Index("ix_attendee_history_attendee_id", "attendee_id"),
)
