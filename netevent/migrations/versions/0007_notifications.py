"""What waits for somebody has one table, and no longer columns of its own wherever it is about.

What was unseen is so in the new table, and what a mail has told is not told again. What was seen is copied
too: who withdraws a request and asks again rings at nobody twice, and no mail follows another too soon.
"""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    Index,
    Integer,
    String,
    UniqueConstraint,
    case,
    column,
    func,
    insert,
    literal,
    null,
    select,
)
from sqlalchemy import table as named_table

from netevent.migrations.columns import MOMENT, code, key, table

revision = "0007"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = ("attendee_id", "kind", "subject_id", "created_at", "seen_at", "mailed_at")
GONE = (
    ("connections", "seen_at"),
    ("connections", "answer_seen_at"),
    ("appointments", "seen_by_requester"),
    ("appointments", "seen_by_target"),
    ("attendees", "digest_sent_at"),
)


def upgrade() -> None:
    table(
        "notifications",
        key(),
        Column("attendee_id", Integer, nullable=False),
        Column("kind", code(30), nullable=False),
        Column("subject_id", Integer, nullable=False),
        Column("created_at", MOMENT, nullable=False),
        Column("seen_at", MOMENT),
        Column("mailed_at", MOMENT),
        UniqueConstraint("attendee_id", "kind", "subject_id"),
        Index("ix_notifications_attendee_id_seen_at", "attendee_id", "seen_at"),
        Index("ix_notifications_seen_at_kind_created_at", "seen_at", "kind", "created_at"),
    )
    _connections()
    _appointments()
    for table_name, column_name in GONE:
        op.drop_column(table_name, column_name)


def _connections() -> None:
    """A request is for the one who was asked; an answer for who asked, and of two scans for the first."""
    rows = CONNECTIONS.c
    since = func.coalesce(rows.answered_at, rows.asked_at)
    is_open, is_made = rows.status == "pending", rows.status == "accepted"
    seen = case((is_open, rows.seen_at), else_=func.coalesce(rows.seen_at, since))
    _copy("request", rows, rows.connected_attendee_id, rows.asked_at, seen)
    _copy("connection", rows, rows.attendee_id, since, rows.answer_seen_at, is_made)
    _copy("connection", rows, rows.connected_attendee_id, since, null(), is_made, rows.seen_at.is_(None))


def _appointments() -> None:
    """A proposal is for who must answer; what became of one, or that it is near, for who has not seen it."""
    rows = APPOINTMENTS.c
    is_open, is_near = rows.status == "pending", rows.reminded_at.is_not(None)
    is_unseen = rows.seen_by_target.is_(False)
    seen = case((is_open & is_unseen, null()), else_=rows.changed_at)
    _copy("proposal", rows, rows.target_id, rows.changed_at, seen)
    for person, is_seen in (
        (rows.requester_id, rows.seen_by_requester),
        (rows.target_id, rows.seen_by_target),
    ):
        told = (~is_open, is_seen.is_(False))
        is_reminder = (rows.status == "accepted") & is_near
        _copy("reminder", rows, person, rows.reminded_at, null(), *told, is_reminder)
        _copy("appointment", rows, person, rows.changed_at, null(), *told, ~is_reminder)


def _copy(
    kind: str,
    rows: Any,
    person: ColumnElement[int],
    created_at: ColumnElement[Any],
    seen_at: ColumnElement[Any],
    *which: ColumnElement[bool],
) -> None:
    """All these rows as notifications of one kind, with the mail that its owner got last."""
    told = select(person, literal(kind), rows.id, created_at, seen_at, ATTENDEES.c.digest_sent_at).where(
        ATTENDEES.c.id == person, *which
    )
    op.execute(insert(NOTIFICATIONS).from_select(COLUMNS, told))


ATTENDEES = named_table("attendees", column("id", Integer), column("digest_sent_at", DateTime))
CONNECTIONS = named_table(
    "connections",
    *(column(name, Integer) for name in ("id", "attendee_id", "connected_attendee_id")),
    *(column(name, DateTime) for name in ("asked_at", "answered_at", "seen_at", "answer_seen_at")),
    column("status", String),
)
APPOINTMENTS = named_table(
    "appointments",
    *(column(name, Integer) for name in ("id", "requester_id", "target_id")),
    *(column(name, DateTime) for name in ("changed_at", "reminded_at")),
    *(column(name, Boolean) for name in ("seen_by_requester", "seen_by_target")),
    column("status", String),
)
NOTIFICATIONS = named_table("notifications", *(column(name) for name in COLUMNS))
