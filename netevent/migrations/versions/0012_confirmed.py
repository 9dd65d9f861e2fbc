"""Addresses that are confirmed, links that log in once, and events that close their form or ask for a word.

Whoever is there already counts as confirmed: they came in under the rules of their day.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, DateTime, Index, Integer, String

from netevent.migrations.columns import MOMENT, code, flag, table

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for people in ("organizers", "attendees"):
        op.add_column(people, Column("unconfirmed_since", MOMENT))
    op.add_column("attendees", Column("link_version", Integer, nullable=False, server_default="1"))
    op.create_index("ix_attendees_unconfirmed_since", "attendees", ["unconfirmed_since"])
    op.add_column("events", flag("is_open", True))
    op.add_column("events", Column("entry_word", String(100), nullable=False, server_default=""))
    table(
        "login_links",
        Column("id", code(64), primary_key=True),
        Column("account_kind", code(10), nullable=False),
        Column("account_id", Integer, nullable=False),
        Column("expires_at", DateTime, nullable=False),
        Index("ix_login_links_account", "account_kind", "account_id"),
    )
