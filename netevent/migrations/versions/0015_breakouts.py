"""Sessions that fill and wait: seats, the line, tracks, and where an imported session comes from."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)

from netevent.migrations.columns import MOMENT, belongs_to, code, created_at, exact, key, status, table

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "tracks",
        key(),
        belongs_to("event_id", "events"),
        Column("name", exact(100), nullable=False),
        Column("colour", SmallInteger, nullable=False, server_default="0"),
        UniqueConstraint("event_id", "name"),
    )
    # Nothing but the demo has written into these three yet: before this revision no page could.
    for name in ("breakout_session_rsvps", "breakout_session_organizers", "breakout_sessions"):
        op.drop_table(name)
    _sessions()
    _organizers()
    _rsvps()


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
        Column("seats_held", Integer, nullable=False, server_default="0"),
        Column("seats_taken", Integer, nullable=False, server_default="0"),
        Column("waiting", Integer, nullable=False, server_default="0"),
        Column("last_number", Integer, nullable=False, server_default="0"),
        belongs_to("track_id", "tracks", "SET NULL", nullable=True),
        Column("upstream_id", exact(255)),
        UniqueConstraint("event_id", "upstream_id"),
        Index("ix_breakout_sessions_event_id_start_time", "event_id", "start_time"),
        CheckConstraint("seats_taken >= 0 AND waiting >= 0", name="seats"),
    )


def _organizers() -> None:
    table(
        "breakout_session_organizers",
        key(),
        belongs_to("breakout_session_id", "breakout_sessions"),
        belongs_to("organizer_id", "organizers"),
        created_at(),
        UniqueConstraint("breakout_session_id", "organizer_id"),
    )


def _rsvps() -> None:
    table(
        "breakout_session_rsvps",
        key(),
        belongs_to("breakout_session_id", "breakout_sessions"),
        belongs_to("attendee_id", "attendees"),
        status("status", "registered", "cancelled", "waitlisted"),
        created_at(),
        UniqueConstraint("breakout_session_id", "attendee_id"),
        Column("number", Integer),
        Column("changed_at", MOMENT, nullable=False),
        Column("moved_up_at", MOMENT),
        Index("ix_breakout_session_rsvps_line", "breakout_session_id", "status", "number"),
        Index("ix_breakout_session_rsvps_attendee_id_status", "attendee_id", "status"),
    )
