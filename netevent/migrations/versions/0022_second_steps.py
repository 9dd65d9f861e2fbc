"""Authenticator apps, recovery codes and passkeys; a login may wait for its second step."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Index, Integer, String, Text

from netevent.migrations.columns import MOMENT, belongs_to, code, flag, key, table

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("logins", flag("waits", default=False))
    table(
        "second_steps",
        key(),
        belongs_to("organizer_id", "organizers", nullable=True, unique=True),
        belongs_to("staff_id", "staff", nullable=True, unique=True),
        Column("secret", code(255), nullable=False),
        Column("last_step", Integer, nullable=False),
        Column("on_since", MOMENT, nullable=False),
    )
    table(
        "recovery_codes",
        belongs_to("second_step_id", "second_steps", primary_key=True),
        Column("code_hash", code(64), primary_key=True),
    )
    table(
        "passkeys",
        key(),
        belongs_to("organizer_id", "organizers", nullable=True),
        belongs_to("staff_id", "staff", nullable=True),
        Column("credential_id", code(1400), nullable=False, unique=True),
        Column("public_key", Text, nullable=False),
        Column("sign_count", BigInteger, nullable=False),
        Column("name", String(100), nullable=False),
        Column("added_at", MOMENT, nullable=False),
        Column("last_used_at", MOMENT),
        Index("ix_passkeys_organizer_id", "organizer_id"),
        Index("ix_passkeys_staff_id", "staff_id"),
    )
    table(
        "passkey_challenges",
        Column("id", code(64), primary_key=True),
        Column("browser", code(64), nullable=False),
        belongs_to("organizer_id", "organizers", nullable=True),
        belongs_to("staff_id", "staff", nullable=True),
        Column("expires_at", MOMENT, nullable=False),
        Index("ix_passkey_challenges_expires_at", "expires_at"),
        Index("ix_passkey_challenges_organizer_id", "organizer_id"),
        Index("ix_passkey_challenges_staff_id", "staff_id"),
    )
