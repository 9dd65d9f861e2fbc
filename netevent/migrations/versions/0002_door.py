"""The door and what a server keeps for itself: lists brought in, scans, desks, logins, mail.

Written out, not made from `core.database.tables`: what an installed server has does not move with the code.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
)

from netevent.migrations.columns import (
    LONG_TEXT,
    MOMENT,
    belongs_to,
    choice,
    code,
    created_at,
    key,
    status,
    table,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ADMITTED = ("checked_in", "already_checked_in")
REFUSED = ("not_attending", "unpaid", "wrong_event", "unknown_code")
OUTCOMES = (*ADMITTED, *REFUSED, "undone", "not_in")


def upgrade() -> None:
    _imports()
    _door()
    _logins_and_mail()


def _imports() -> None:
    table(
        "imports",
        key(),
        belongs_to("event_id", "events"),
        Column("filename", String(255), nullable=False),
        status("state", "running", "done", "failed"),
        Column("rows_total", Integer, nullable=False),
        Column("rows_done", Integer, nullable=False, server_default="0"),
        Column("rows_created", Integer, nullable=False, server_default="0"),
        Column("rows_updated", Integer, nullable=False, server_default="0"),
        Column("rows_unchanged", Integer, nullable=False, server_default="0"),
        Column("report", LONG_TEXT, nullable=False),
        Column("moved_at", MOMENT, nullable=False),
    )


def _door() -> None:
    table(
        "scans",
        key(),
        Column("scan_id", code(36), nullable=False, unique=True),
        belongs_to("event_id", "events"),
        belongs_to("attendee_id", "attendees", "SET NULL", nullable=True),
        belongs_to("gate_id", "gates", "SET NULL", nullable=True),
        Column("scanned_by_kind", code(10), nullable=False),
        Column("scanned_by_id", Integer, nullable=False),
        Column("scanned_by", String(255), nullable=False),
        Column("code_scanned", String(64), nullable=False, server_default=""),
        choice("outcome", *OUTCOMES),
        Column("scanned_at", MOMENT, nullable=False),
        Column("received_at", MOMENT, nullable=False),
        Column("answer_at", MOMENT),
        Column("answer_gate", String(100), nullable=False, server_default=""),
        Column("answer_by", String(255), nullable=False, server_default=""),
        Index("ix_scans_event_id_received_at", "event_id", "received_at"),
        Index("ix_scans_attendee_id", "attendee_id"),
    )
    table(
        "desks",
        Column("id", code(36), primary_key=True),
        belongs_to("event_id", "events"),
        belongs_to("gate_id", "gates", "SET NULL", nullable=True),
        Column("name", String(255), nullable=False),
        Column("seen_at", MOMENT, nullable=False),
        Index("ix_desks_event_id", "event_id"),
    )


def _logins_and_mail() -> None:
    table(
        "logins",
        Column("id", code(64), primary_key=True),
        Column("csrf_token", code(64), nullable=False),
        Column("account_kind", code(10), nullable=False),
        Column("account_id", Integer, nullable=False),
        Column("expires_at", DateTime, nullable=False),
        created_at(),
        Index("ix_logins_account", "account_kind", "account_id"),
    )
    table(
        "login_accounts",
        Column("login_id", code(64), ForeignKey("logins.id", ondelete="CASCADE"), primary_key=True),
        Column("account_kind", code(10), primary_key=True),
        Column("account_id", Integer, primary_key=True),
        Index("ix_login_accounts_account", "account_kind", "account_id"),
    )
    table(
        "mails",
        key(),
        Column("recipient", String(255), nullable=False),
        Column("subject", String(255), nullable=False),
        Column("body_text", Text, nullable=False),
        Column("body_html", Text, nullable=False),
        status("status", "waiting", "sent", "failed"),
        Column("tries", Integer, nullable=False, server_default="0"),
        Column("next_try_at", DateTime, nullable=False),
        Column("last_error", String(255), nullable=False, server_default=""),
        created_at(),
        Index("ix_mails_status_next_try_at", "status", "next_try_at"),
    )
