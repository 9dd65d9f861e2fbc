"""Tables of the second step of a log-in: authenticator apps, recovery codes, passkeys.

An account is an organizer's or a member of staff's: one of two columns says whose a row is, so that it goes
with the account.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Text

from netevent.core.database.columns import MOMENT, belongs_to, code, key, table

# The authenticator app of an organizer or of a member of staff. The secret is encrypted; `last_step` is the
# half minute whose code was used last: no code counts twice.
second_steps = table(
    "second_steps",
    key(),
    belongs_to("organizer_id", "organizers", nullable=True, unique=True),
    belongs_to("staff_id", "staff", nullable=True, unique=True),
    Column("secret", code(255), nullable=False),
    Column("last_step", Integer, nullable=False),
    Column("on_since", MOMENT, nullable=False),
)

# What stands in for the app when the phone is gone: keyed hashes, each used once.
recovery_codes = table(
    "recovery_codes",
    belongs_to("second_step_id", "second_steps", primary_key=True),
    Column("code_hash", code(64), primary_key=True),
)

# A key that a phone or a computer keeps: it logs in without a password. The public half is here.
passkeys = table(
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

# What a passkey is asked to sign, once, in the browser that asked; with an account to add one to it. The id
# is the SHA-256 of the challenge.
passkey_challenges = table(
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
