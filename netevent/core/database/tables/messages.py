"""Tables of what reaches people: what became of each mail, announcements, push to phones."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Text, UniqueConstraint

from netevent.core.database.columns import (
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

# What became of each mail. The Message-ID is `message_id` at the sender's domain: by it a bounce that comes
# back is told. `said` are the words of the mail server, or of the one that sent the mail back.
mails = table(
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

# Addresses that nothing goes to any more, until somebody says that they work again: the suppression list.
suppressions = table(
    "suppressions",
    Column("email_key", exact(255), primary_key=True),
    choice("reason", "refused", "bounced", "complained"),
    Column("said", String(255), nullable=False, server_default=""),
    Column("since", MOMENT, nullable=False),
)

# What an organizer tells many at once: by mail, on the open pages, by push. `audience` says whom, and
# `audience_id` of which type or session; `starts` says what begins it: somebody's tap, a moment (`send_at`),
# or so many minutes before the event; `not_sent` why that did
# not happen. Whom it reaches is found out when it begins.
announcements = table(
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

# The words of an announcement; who has none in the own language reads those in the announcement's.
announcement_texts = table(
    "announcement_texts",
    belongs_to("announcement_id", "announcements", primary_key=True),
    Column("language", LANGUAGE, primary_key=True),
    Column("subject", String(200), nullable=False),
    Column("body", Text, nullable=False),
)

# Whom an announcement was for, and what became of it there. `left_out` says why no mail went; `opened_at` is
# when the own page was first opened by the personal link after it.
announcement_recipients = table(
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

# A browser that may be sent push: its address at its maker's push service, and the keys for which what is
# sent there is encrypted. It ends with the login in which somebody allowed it.
push_subscriptions = table(
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

# What an attendee does not want by push: a kind of notification, or the names in them.
push_refusals = table(
    "push_refusals",
    belongs_to("attendee_id", "attendees", primary_key=True),
    Column("kind", code(30), primary_key=True),
)

# The pair of keys by which push services know this server (VAPID). One row; the private one is encrypted.
vapid_keys = table(
    "vapid_keys",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("private_key", Text, nullable=False),
    Column("public_key", code(100), nullable=False),
    Column("made_at", MOMENT, nullable=False),
)
