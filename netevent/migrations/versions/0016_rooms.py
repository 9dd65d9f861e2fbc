"""Who is in a session's room, what presenters write, and a programme that is public."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Index, Integer, String, Text

from netevent.migrations.columns import MOMENT, belongs_to, choice, code, flag, key, table

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

OUTCOMES = (
    "checked_in",
    "already_checked_in",
    "full",
    "not_attending",
    "unpaid",
    "wrong_event",
    "unknown_code",
    "undone",
    "not_in",
)


def upgrade() -> None:
    op.add_column("organizers", flag("presents_only", False))
    op.add_column("events", Column("no_show_minutes", Integer))
    op.add_column("events", flag("has_public_programme", False))
    op.add_column("events", flag("lets_presenters_write", True))
    op.add_column("breakout_sessions", Column("in_room", Integer, nullable=False, server_default="0"))
    op.add_column("breakout_sessions", Column("presenter_names", Text))
    op.add_column("breakout_sessions", Column("changed_at", MOMENT))
    op.add_column("breakout_session_rsvps", Column("entered_at", MOMENT))
    op.add_column(
        "breakout_session_rsvps", Column("entered_from", code(10), nullable=False, server_default="")
    )
    op.add_column("breakout_session_rsvps", Column("seat_of_id", Integer))
    _room_scans()
    _messages()


def _room_scans() -> None:
    table(
        "room_scans",
        key(),
        Column("scan_id", code(36), nullable=False, unique=True),
        belongs_to("breakout_session_id", "breakout_sessions"),
        belongs_to("attendee_id", "attendees", "SET NULL", nullable=True),
        Column("scanned_by_kind", code(10), nullable=False),
        Column("scanned_by_id", Integer, nullable=False),
        Column("scanned_by", String(255), nullable=False),
        Column("code_scanned", String(64), nullable=False, server_default=""),
        choice("outcome", *OUTCOMES),
        Column("scanned_at", MOMENT, nullable=False),
        Column("received_at", MOMENT, nullable=False),
        Column("answer_at", MOMENT),
        Column("answer_by", String(255), nullable=False, server_default=""),
        Index("ix_room_scans_breakout_session_id_received_at", "breakout_session_id", "received_at"),
        Index("ix_room_scans_attendee_id", "attendee_id"),
    )


def _messages() -> None:
    table(
        "session_messages",
        key(),
        belongs_to("breakout_session_id", "breakout_sessions"),
        belongs_to("organizer_id", "organizers", "SET NULL", nullable=True),
        Column("text", Text, nullable=False),
        Column("recipients", Integer, nullable=False, server_default="0"),
        Column("sent_at", MOMENT, nullable=False),
        Index("ix_session_messages_breakout_session_id_sent_at", "breakout_session_id", "sent_at"),
    )
