"""Attendees who are there twice: badges of those who became one, and pairs who are two people."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer

from netevent.core.database.columns import MOMENT, belongs_to, code, table

# The code of a badge whose owner became one with somebody: it is as good as that one's own.
former_codes = table(
    "former_codes",
    Column("code", code(10), primary_key=True),
    belongs_to("attendee_id", "attendees"),
    Index("ix_former_codes_attendee_id", "attendee_id"),
)

# Whom the organizer called two people, in the order of their ids: they are not proposed again.
not_doubles = table(
    "not_doubles",
    Column("low_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
    Column("high_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
    Column("said_at", MOMENT, nullable=False),
    Index("ix_not_doubles_high_id", "high_id"),
)
