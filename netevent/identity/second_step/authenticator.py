"""The codes of an authenticator app (RFC 6238), and its secret, which is kept encrypted.

The key is made of the server's secret, so that a copy of the database alone makes no codes; an account's
secret opens for this account only. While an app is being set up its secret is computed from a random number
in the session's cookie, and is nowhere. Called by `identity.second_step.service` and its routes.
"""

from __future__ import annotations

from base64 import b32encode
from datetime import UTC, datetime

import pyotp

from netevent.core import sealing
from netevent.core.credentials import same
from netevent.identity.accounts import Account

STEP_SECONDS = 30
# A phone's clock may be this many steps behind or ahead.
STEPS_BESIDE = 1
SECRET_BYTES = 20
PURPOSE = "second step"
GROUP = 4


def secret_from(server_secret: str, number: str, account: Account) -> str:
    """The secret that the app of this account is given; the same for the same number."""
    made = sealing.derived(server_secret, f"authenticator {number} {_name(account)}", SECRET_BYTES)
    return b32encode(made).decode()


def in_groups(secret: str) -> str:
    return " ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP))


def address(secret: str, account: Account, host: str) -> str:
    """What the QR code says to the app."""
    return pyotp.TOTP(secret, name=account.email, issuer=f"NetEvent {host}").provisioning_uri()


def seal(server_secret: str, account: Account, secret: str) -> str:
    return sealing.seal(server_secret, PURPOSE, _name(account), secret)


def unseal(server_secret: str, account: Account, sealed: str) -> str:
    """The secret; '' where the server's secret is another by now."""
    return sealing.unseal(server_secret, PURPOSE, _name(account), sealed)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The half minute whose code this is, of the present one and those beside it; None for a wrong code."""
    present = step_at(now)
    steps = range(present - STEPS_BESIDE, present + STEPS_BESIDE + 1)
    app = pyotp.TOTP(secret)
    found = [step for step in steps if same(app.generate_otp(step), code)]
    return found[-1] if found and secret else None


def step_at(now: datetime) -> int:
    return int(now.replace(tzinfo=UTC).timestamp()) // STEP_SECONDS


def _name(account: Account) -> str:
    return f"{account.kind.value} {account.id}"
