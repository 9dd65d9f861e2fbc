"""Attendees meet: who sees what of whom, requests, blocks, notes, appointments and where they take place.

Written out, not made from `core.database.tables`: what an installed server has does not move with the code.
"""

from __future__ import annotations

import unicodedata

from alembic import op
from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    column,
    select,
    update,
)
from sqlalchemy import table as named_table

from netevent.migrations.columns import (
    MOMENT,
    belongs_to,
    created_at,
    exact,
    flag,
    key,
    shown_to,
    status,
    table,
)

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SOME = 1000


def upgrade() -> None:
    _profiles()
    _list_everybody()
    # Nothing has written into these two yet: before this revision no page could.
    op.drop_table("connections")
    op.drop_table("appointments")
    _connections()
    _appointments()


def _profiles() -> None:
    for added in (
        shown_to("name", "everyone"),
        shown_to("organisation", "everyone"),
        shown_to("role", "everyone"),
        shown_to("introduction", "everyone"),
        shown_to("photo", "everyone"),
        shown_to("email", "connections"),
        shown_to("phone", "connections"),
        shown_to("linkedin", "connections"),
        Column("directory_key", exact(512), nullable=False, server_default=""),
        Column("confirmation_expires_at", DateTime),
        Column("requests_on", Date),
        Column("requests_made", Integer, nullable=False, server_default="0"),
        flag("wants_digest", True),
        Column("digest_sent_at", MOMENT),
        Column("calendar_version", Integer, nullable=False, server_default="1"),
    ):
        op.add_column("attendees", added)
    op.create_index("ix_attendees_directory", "attendees", ["event_id", "directory_key"])
    op.add_column("mails", Column("attendee_id", Integer))
    op.create_index("ix_mails_attendee_id", "mails", ["attendee_id"])


def _list_everybody() -> None:
    """Those who are registered already can be found by name, organisation and role."""
    names = ("id", "first_name", "last_name", "organisation", "role", "directory_key")
    people = named_table("attendees", *(column(name) for name in names))
    fill = update(people).where(people.c.id == bindparam("b_id")).values(directory_key=bindparam("b_key"))
    last = 0
    while (
        rows := op.get_bind()
        .execute(select(people).where(people.c.id > last).order_by(people.c.id).limit(SOME))
        .all()
    ):
        keys = [_found_by(row.last_name, row.first_name, row.organisation, row.role) for row in rows]
        op.get_bind().execute(
            fill,
            [{"b_id": row.id, "b_key": search_keys} for row, search_keys in zip(rows, keys, strict=True)],
        )
        last = rows[-1].id


def _found_by(*texts: str | None) -> str:
    """What `core.credentials.search_key` made of texts when this revision was written."""
    strokes = str.maketrans(
        {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "AE"}
    )
    joined = " ".join(text for text in texts if text).translate(strokes)
    bare = "".join(c for c in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())[:512]


def _connections() -> None:
    table(
        "connections",
        key(),
        belongs_to("attendee_id", "attendees"),
        belongs_to("connected_attendee_id", "attendees"),
        status("status", "pending", "accepted", "rejected"),
        created_at(),
        UniqueConstraint("attendee_id", "connected_attendee_id"),
        Column("low_id", Integer, nullable=False),
        Column("high_id", Integer, nullable=False),
        Column("message", String(300), nullable=False, server_default=""),
        status("met_how", "search", "scan"),
        Column("asked_at", MOMENT, nullable=False),
        Column("answered_at", MOMENT),
        Column("seen_at", MOMENT),
        Column("answer_seen_at", MOMENT),
        Column("withdrawn_at", MOMENT),
        UniqueConstraint("low_id", "high_id"),
        Index("ix_connections_connected_attendee_id_status", "connected_attendee_id", "status"),
        Index("ix_connections_attendee_id_status", "attendee_id", "status"),
    )
    table(
        "badge_scans",
        Column("scanner_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
        Column("scanned_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
        Column("scanned_at", MOMENT, nullable=False),
    )
    table(
        "blocks",
        Column("blocker_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
        Column("blocked_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
        Column("blocked_at", MOMENT, nullable=False),
    )
    table(
        "connection_notes",
        Column("attendee_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
        Column("other_id", Integer, ForeignKey("attendees.id", ondelete="CASCADE"), primary_key=True),
        Column("note", Text, nullable=False),
        Column("tags", String(320), nullable=False, server_default=""),
        Column("met_where", String(255), nullable=False, server_default=""),
        Column("updated_at", MOMENT, nullable=False),
    )


def _appointments() -> None:
    table(
        "meeting_points",
        key(),
        belongs_to("event_id", "events"),
        Column("name", String(100), nullable=False),
        Column("sort_order", Integer, nullable=False, server_default="0"),
        created_at(),
        UniqueConstraint("event_id", "name"),
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
        status("status", "pending", "accepted", "rejected", "cancelled", "lapsed"),
        created_at(),
        Column("end_time", DateTime, nullable=False),
        belongs_to("meeting_point_id", "meeting_points", "SET NULL", nullable=True),
        Column("revision", Integer, nullable=False, server_default="1"),
        Column("changed_at", MOMENT, nullable=False),
        Column("expires_at", DateTime, nullable=False),
        Column("reminded_at", MOMENT),
        Column("cancelled_by_id", Integer),
        flag("seen_by_requester", True),
        flag("seen_by_target", False),
        Index("ix_appointments_requester_id_status", "requester_id", "status"),
        Index("ix_appointments_target_id_status", "target_id", "status"),
        Index("ix_appointments_status_expires_at", "status", "expires_at"),
        Index("ix_appointments_status_appointment_time", "status", "appointment_time"),
    )
    table(
        "appointment_cells",
        key(),
        belongs_to("appointment_id", "appointments"),
        belongs_to("attendee_id", "attendees", nullable=True),
        belongs_to("meeting_point_id", "meeting_points", nullable=True),
        Column("starts_at", DateTime, nullable=False),
        UniqueConstraint("attendee_id", "starts_at"),
        UniqueConstraint("meeting_point_id", "starts_at"),
    )
