"""The tables of the specification by which attendees meet; what it leaves open stands under "added"."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, Integer, String, Text, UniqueConstraint

from netevent.core.database.columns import MOMENT, belongs_to, created_at, key, status, table

connections = table(
    "connections",
    key(),
    belongs_to("attendee_id", "attendees"),
    belongs_to("connected_attendee_id", "attendees"),
    status("status", "pending", "accepted", "rejected"),
    created_at(),
    UniqueConstraint("attendee_id", "connected_attendee_id"),
    # added: the two in the order of their ids, so that a pair has one row whoever asks; what was said, how
    # they met; when it was asked and answered; a withdrawn request that
    # was declined before keeps its row, so that it cannot be asked again
    Column("low_id", Integer, nullable=False),
    Column("high_id", Integer, nullable=False),
    Column("message", String(300), nullable=False, server_default=""),
    status("met_how", "search", "scan"),
    Column("asked_at", MOMENT, nullable=False),
    Column("answered_at", MOMENT),
    Column("withdrawn_at", MOMENT),
    UniqueConstraint("low_id", "high_id"),
    Index("ix_connections_connected_attendee_id_status", "connected_attendee_id", "status"),
    Index("ix_connections_attendee_id_status", "attendee_id", "status"),
)

appointments = table(
    "appointments",
    key(),
    belongs_to("event_id", "events"),
    belongs_to("requester_id", "attendees"),
    belongs_to("target_id", "attendees"),
    Column("appointment_time", DateTime, nullable=False),
    Column("location", String(255)),
    Column("notes", Text),
    status("status", "pending", "accepted", "rejected", "cancelled", "lapsed"),
    created_at(),
    # added: until when; at which of the points; each new proposal of a time increases the revision,
    # so that an answer to an older one is refused
    Column("end_time", DateTime, nullable=False),
    belongs_to("meeting_point_id", "meeting_points", "SET NULL", nullable=True),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("changed_at", MOMENT, nullable=False),
    Column("expires_at", DateTime, nullable=False),
    Column("reminded_at", MOMENT),
    Column("cancelled_by_id", Integer),
    Index("ix_appointments_requester_id_status", "requester_id", "status"),
    Index("ix_appointments_target_id_status", "target_id", "status"),
    Index("ix_appointments_status_expires_at", "status", "expires_at"),
    Index("ix_appointments_status_appointment_time", "status", "appointment_time"),
)
