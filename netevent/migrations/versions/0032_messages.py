"""What became of mails, announcements, push, and whom an event's mails come from."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Index, Integer, String, Text, UniqueConstraint

from netevent.migrations.columns import (
    LANGUAGE,
    MOMENT,
    belongs_to,
    choice,
    code,
    exact,
    flag,
    key,
    status,
    table,
)

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("events", Column("mail_name", String(255), nullable=False, server_default=""))
    op.add_column("events", Column("reply_to", exact(255), nullable=False, server_default=""))
    op.add_column("attendees", flag("wants_announcements", True))
    op.add_column("notifications", Column("pushed_at", MOMENT))
    op.add_column("notifications", Column("recalled_at", MOMENT))
    _mails()
    _announcements()
    _push()


def _mails() -> None:
    table(
        "mails",
        key(),
        Column("message_id", code(32), nullable=False, unique=True),
        belongs_to("job_id", "jobs", "SET NULL", nullable=True),
        belongs_to("event_id", "events", nullable=True),
        belongs_to("attendee_id", "attendees", nullable=True),
        Column("email_key", exact(255), nullable=False),
        Column("kind", code(40), nullable=False),
        status("state", "waiting", "sent", "delivered", "refused", "bounced", "complained", "held_back"),
        Column("said", String(255), nullable=False, server_default=""),
        Column("queued_at", MOMENT, nullable=False),
        Column("changed_at", MOMENT, nullable=False),
        Index("ix_mails_job_id", "job_id"),
        Index("ix_mails_event_id_state", "event_id", "state"),
        Index("ix_mails_attendee_id", "attendee_id"),
        Index("ix_mails_queued_at", "queued_at"),
    )
    table(
        "suppressions",
        Column("email_key", exact(255), primary_key=True),
        choice("reason", "refused", "bounced", "complained"),
        Column("said", String(255), nullable=False, server_default=""),
        Column("since", MOMENT, nullable=False),
    )


def _announcements() -> None:
    table(
        "announcements",
        key(),
        belongs_to("event_id", "events"),
        choice("kind", "announcement", "invitation", "reminder"),
        status("state", "draft", "scheduled", "sending", "sent", "stopped"),
        Column("audience", code(20), nullable=False),
        Column("audience_id", Integer),
        Column("language", LANGUAGE, nullable=False),
        flag("by_mail", True),
        flag("on_pages", True),
        flag("by_push", True),
        flag("is_important", False),
        Column("starts", code(20), nullable=False, server_default="by_hand"),
        Column("send_at", MOMENT),
        Column("minutes_before", Integer),
        belongs_to("reminds_id", "announcements", "SET NULL", nullable=True),
        belongs_to("job_id", "jobs", "SET NULL", nullable=True),
        belongs_to("organizer_id", "organizers", "SET NULL", nullable=True),
        Column("sent_by", String(255), nullable=False, server_default=""),
        Column("changed_at", MOMENT, nullable=False),
        Column("began_at", MOMENT),
        Column("ended_at", MOMENT),
        Column("not_sent", code(20), nullable=False, server_default=""),
        Index("ix_announcements_event_id", "event_id"),
        Index("ix_announcements_state_send_at", "state", "send_at"),
        Index("ix_announcements_job_id", "job_id"),
    )
    table(
        "announcement_texts",
        belongs_to("announcement_id", "announcements", primary_key=True),
        Column("language", LANGUAGE, primary_key=True),
        Column("subject", String(200), nullable=False),
        Column("body", Text, nullable=False),
    )
    table(
        "announcement_recipients",
        key(),
        belongs_to("announcement_id", "announcements"),
        belongs_to("attendee_id", "attendees"),
        belongs_to("mail_id", "mails", "SET NULL", nullable=True),
        Column("left_out", code(20), nullable=False, server_default=""),
        Column("told_at", MOMENT, nullable=False),
        Column("opened_at", MOMENT),
        UniqueConstraint("announcement_id", "attendee_id"),
        Index("ix_announcement_recipients_attendee_id", "attendee_id"),
        Index("ix_announcement_recipients_mail_id", "mail_id"),
    )


def _push() -> None:
    table(
        "push_subscriptions",
        key(),
        belongs_to("attendee_id", "attendees"),
        Column("login_id", code(64), nullable=False),
        Column("endpoint", Text, nullable=False),
        Column("endpoint_hash", code(64), nullable=False, unique=True),
        Column("p256dh", code(128), nullable=False),
        Column("auth", code(64), nullable=False),
        Column("device", String(80), nullable=False, server_default=""),
        Column("added_at", MOMENT, nullable=False),
        Column("used_at", MOMENT),
        Index("ix_push_subscriptions_attendee_id", "attendee_id"),
        Index("ix_push_subscriptions_login_id", "login_id"),
    )
    table(
        "push_refusals",
        belongs_to("attendee_id", "attendees", primary_key=True),
        Column("kind", code(30), primary_key=True),
    )
    table(
        "vapid_keys",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("private_key", Text, nullable=False),
        Column("public_key", code(100), nullable=False),
        Column("made_at", MOMENT, nullable=False),
    )
