"""The conference: events, people, sessions, and the seven languages.

Written out, not made from `core.database.tables`: what an installed server has does not move with the code.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    Numeric,
    String,
    Text,
    UniqueConstraint,
)

from netevent.migrations.columns import (
    LANGUAGE,
    MOMENT,
    belongs_to,
    code,
    created_at,
    exact,
    flag,
    key,
    preferred_language,
    status,
    table,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LANGUAGES = (
    ("en", "English", "English", "%B %e, %Y at %H:%M", True),
    ("nl", "Dutch", "Nederlands", "%e %B %Y om %H:%M", False),
    ("de", "German", "Deutsch", "%e. %B %Y um %H:%M", False),
    ("fr", "French", "Français", "%e %B %Y à %H:%M", False),
    ("es", "Spanish", "Español", "%e de %B de %Y, %H:%M", False),
    ("it", "Italian", "Italiano", "%e %B %Y, %H:%M", False),
    ("pl", "Polish", "Polski", "%e %B %Y, %H:%M", False),
)


def upgrade() -> None:
    _events()
    _people()
    _sessions()
    _languages()


def _events() -> None:
    table(
        "organizers",
        key(),
        Column("email", exact(255), nullable=False, unique=True),
        Column("password_hash", String(255), nullable=False),
        Column("name", String(255), nullable=False),
        Column("staff_code", code(10), unique=True),
        preferred_language(),
        created_at(),
        Column("email_key", exact(255), nullable=False, unique=True),
    )
    table(
        "events",
        key(),
        belongs_to("organizer_id", "organizers", None),
        Column("code", code(10), nullable=False, unique=True),
        Column("name", String(255), nullable=False),
        Column("description", Text),
        Column("start_time", DateTime, nullable=False),
        Column("end_time", DateTime),
        Column("location", String(255)),
        Column("max_attendees", Integer),
        created_at(),
        Column("time_zone", String(64), nullable=False, server_default="UTC"),
        Column("seats_taken", Integer, nullable=False, server_default="0"),
        CheckConstraint("seats_taken >= 0", name="seats_taken"),
    )
    table(
        "attendee_types",
        key(),
        belongs_to("event_id", "events"),
        Column("code", code(10), nullable=False),
        Column("name", String(100), nullable=False),
        Column("price", Numeric(10, 2), server_default="0.00"),
        created_at(),
        UniqueConstraint("event_id", "code"),
        Column("name_key", exact(100), nullable=False),
        UniqueConstraint("event_id", "name_key"),
    )
    table(
        "gates",
        key(),
        belongs_to("event_id", "events"),
        Column("name", String(100), nullable=False),
        Column("sort_order", Integer, nullable=False, server_default="0"),
        created_at(),
        UniqueConstraint("event_id", "name"),
    )


def _people() -> None:
    table(
        "attendees",
        key(),
        belongs_to("event_id", "events"),
        Column("email", exact(255), nullable=False),
        Column("password_hash", String(255), nullable=False),
        Column("first_name", String(100), nullable=False),
        Column("last_name", String(100), nullable=False),
        Column("organisation", String(255)),
        Column("role", String(255)),
        Column("introduction", Text),
        Column("phone", String(50), server_default=""),
        Column("linkedin", String(255), server_default=""),
        Column("profile_picture", String(255)),
        flag("checked_in", False),
        status("attendance_status", "attending", "not_attending"),
        Column("confirmation_token", code(64)),
        Column("attendee_code", code(10), unique=True),
        belongs_to("attendee_type_id", "attendee_types", "SET NULL", nullable=True),
        preferred_language(),
        created_at(),
        UniqueConstraint("event_id", "email"),
        Column("email_key", exact(255), nullable=False),
        Column("search_key", exact(512), nullable=False, server_default=""),
        status("payment_status", "not_due", "pending", "paid"),
        Column("checked_in_at", MOMENT),
        Column("checked_in_minute", Integer),
        belongs_to("checked_in_gate_id", "gates", "SET NULL", nullable=True),
        Column("checked_in_by", String(255), nullable=False, server_default=""),
        UniqueConstraint("event_id", "email_key"),
        Index("ix_attendees_door", "event_id", "attendance_status", "checked_in", "attendee_type_id"),
        Index("ix_attendees_minutes", "event_id", "checked_in_minute"),
        Index("ix_attendees_gates", "event_id", "checked_in_gate_id", "checked_in"),
        Index("ix_attendees_email_key", "email_key"),
        Index("ix_attendees_confirmation_token", "confirmation_token"),
        Index("ix_attendees_by_name", "event_id", "last_name", "first_name"),
    )
    table(
        "staff",
        key(),
        belongs_to("event_id", "events"),
        Column("email", exact(255), nullable=False),
        Column("password_hash", String(255)),
        Column("first_name", String(100), nullable=False),
        Column("last_name", String(100), nullable=False),
        Column("staff_code", code(10), unique=True),
        Column("invite_token", code(64)),
        flag("invite_used", False),
        preferred_language(),
        created_at(),
        UniqueConstraint("event_id", "email"),
        Column("email_key", exact(255), nullable=False),
        Column("invite_expires_at", DateTime),
        UniqueConstraint("event_id", "email_key"),
        Index("ix_staff_email_key", "email_key"),
        Index("ix_staff_invite_token", "invite_token"),
    )
    table(
        "connections",
        key(),
        belongs_to("attendee_id", "attendees"),
        belongs_to("connected_attendee_id", "attendees"),
        status("status", "pending", "accepted", "rejected"),
        created_at(),
        UniqueConstraint("attendee_id", "connected_attendee_id"),
    )
    table(
        "appointments",
        key(),
        belongs_to("event_id", "events"),
        belongs_to("requester_id", "attendees"),
        belongs_to("target_id", "attendees"),
        Column("appointment_time", DateTime, nullable=False),
        Column("location", String(255)),
        Column("notes", Text),
        status("status", "pending", "accepted", "rejected"),
        created_at(),
    )


def _sessions() -> None:
    table(
        "breakout_sessions",
        key(),
        Column("code", code(10), nullable=False, unique=True),
        belongs_to("event_id", "events"),
        Column("name", String(255), nullable=False),
        Column("description", Text),
        Column("start_time", DateTime, nullable=False),
        Column("end_time", DateTime, nullable=False),
        Column("location", String(255)),
        Column("max_attendees", Integer),
        created_at(),
    )
    table(
        "breakout_session_organizers",
        key(),
        belongs_to("breakout_session_id", "breakout_sessions"),
        belongs_to("organizer_id", "organizers"),
        created_at(),
        UniqueConstraint("breakout_session_id", "organizer_id"),
    )
    table(
        "breakout_session_rsvps",
        key(),
        belongs_to("breakout_session_id", "breakout_sessions"),
        belongs_to("attendee_id", "attendees"),
        status("status", "registered", "cancelled", "waitlisted"),
        created_at(),
        UniqueConstraint("breakout_session_id", "attendee_id"),
    )


def _languages() -> None:
    made = table(
        "languages",
        Column("code", LANGUAGE, primary_key=True),
        Column("name", String(50), nullable=False),
        Column("native_name", String(50), nullable=False),
        flag("is_active", True),
        flag("is_default", False),
        Column("date_format", String(30), server_default="%B %d, %Y at %H:%M"),
        Column("sort_order", Integer, server_default="0"),
    )
    names = ("code", "name", "native_name", "date_format", "is_default")
    rows = [dict(zip(names, row, strict=True)) for row in LANGUAGES]
    op.bulk_insert(made, [{**row, "sort_order": order} for order, row in enumerate(rows)])
