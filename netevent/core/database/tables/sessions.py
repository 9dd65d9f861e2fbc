"""The tables of breakout sessions: those of the specification, tracks, the room's door, messages."""

from __future__ import annotations

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

from netevent.core.clock import now
from netevent.core.database.columns import (
    MOMENT,
    belongs_to,
    choice,
    code,
    created_at,
    exact,
    key,
    status,
    table,
)
from netevent.core.database.tables.added import ADMITTED, REFUSED

breakout_sessions = table(
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
    # added: the seats that nobody gets by a tap, those that are taken, who waits, the last number drawn in
    # the line; a track of the programme; and by what name an imported timetable knows the session
    Column("seats_held", Integer, nullable=False, server_default="0"),
    Column("seats_taken", Integer, nullable=False, server_default="0"),
    Column("waiting", Integer, nullable=False, server_default="0"),
    Column("last_number", Integer, nullable=False, server_default="0"),
    belongs_to("track_id", "tracks", "SET NULL", nullable=True),
    Column("upstream_id", exact(255)),
    UniqueConstraint("event_id", "upstream_id"),
    # added: who is in the room; the presenters that an imported timetable names, a line each; and when the
    # session last changed, for calendars
    Column("in_room", Integer, nullable=False, server_default="0"),
    Column("presenter_names", Text),
    Column("changed_at", MOMENT),
    Index("ix_breakout_sessions_event_id_start_time", "event_id", "start_time"),
    CheckConstraint("seats_taken >= 0 AND waiting >= 0", name="seats"),
)

breakout_session_organizers = table(
    "breakout_session_organizers",
    key(),
    belongs_to("breakout_session_id", "breakout_sessions"),
    belongs_to("organizer_id", "organizers"),
    created_at(),
    UniqueConstraint("breakout_session_id", "organizer_id"),
)

breakout_session_rsvps = table(
    "breakout_session_rsvps",
    key(),
    belongs_to("breakout_session_id", "breakout_sessions"),
    belongs_to("attendee_id", "attendees"),
    status("status", "registered", "cancelled", "waitlisted"),
    created_at(),
    UniqueConstraint("breakout_session_id", "attendee_id"),
    # added: the number drawn in the line, which is not drawn again; when the seat or the place in line was
    # last taken or given up; and when somebody who waited moved up
    Column("number", Integer),
    Column("changed_at", MOMENT, nullable=False, default=now),
    Column("moved_up_at", MOMENT),
    # added: since when the attendee is in the room; the status before, to which an undo goes back; and whose
    # seat it is, of somebody who had not come
    Column("entered_at", MOMENT),
    Column("entered_from", code(10), nullable=False, server_default=""),
    Column("seat_of_id", Integer),
    Index("ix_breakout_session_rsvps_line", "breakout_session_id", "status", "number"),
    Index("ix_breakout_session_rsvps_attendee_id_status", "attendee_id", "status"),
)

# What a programme is sorted into; the colour is one of the product's own.
tracks = table(
    "tracks",
    key(),
    belongs_to("event_id", "events"),
    Column("name", exact(100), nullable=False),
    Column("colour", SmallInteger, nullable=False, server_default="0"),
    UniqueConstraint("event_id", "name"),
)

# Every scan at a session's room, as `scans` at the door: rows are added and never changed.
ROOM_OUTCOMES = (*ADMITTED, "full", *REFUSED, "undone", "not_in")
room_scans = table(
    "room_scans",
    key(),
    Column("scan_id", code(36), nullable=False, unique=True),
    belongs_to("breakout_session_id", "breakout_sessions"),
    belongs_to("attendee_id", "attendees", "SET NULL", nullable=True),
    Column("scanned_by_kind", code(10), nullable=False),
    Column("scanned_by_id", Integer, nullable=False),
    Column("scanned_by", String(255), nullable=False),
    Column("code_scanned", String(64), nullable=False, server_default=""),
    choice("outcome", *ROOM_OUTCOMES),
    Column("scanned_at", MOMENT, nullable=False),
    Column("received_at", MOMENT, nullable=False),
    Column("answer_at", MOMENT),
    Column("answer_by", String(255), nullable=False, server_default=""),
    Index("ix_room_scans_breakout_session_id_received_at", "breakout_session_id", "received_at"),
    Index("ix_room_scans_attendee_id", "attendee_id"),
)

# What a presenter wrote to those registered, and to how many.
session_messages = table(
    "session_messages",
    key(),
    belongs_to("breakout_session_id", "breakout_sessions"),
    belongs_to("organizer_id", "organizers", "SET NULL", nullable=True),
    Column("text", Text, nullable=False),
    Column("recipients", Integer, nullable=False, server_default="0"),
    Column("sent_at", MOMENT, nullable=False),
    Index("ix_session_messages_breakout_session_id_sent_at", "breakout_session_id", "sent_at"),
)
