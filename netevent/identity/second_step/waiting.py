"""The login that waits for its second step in this browser: its number is in the session's cookie.

Called by `identity.browser`, and by the routes that end the wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quart import session

KEY = "waits_for_code"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the browser keeps: the token, and what the first step asked for. `until`: when the login ends."""

    token: str
    stays: bool
    wanted: str
    until: datetime | None = None


def keep(kept: Kept) -> None:
    until = kept.until.isoformat() if kept.until else ""
    session[KEY] = [kept.token, kept.stays, kept.wanted, until]


def kept() -> Kept | None:
    found = session.get(KEY)
    if not found:
        return None
    token, stays, wanted, until = found
    return Kept(token, stays, wanted, datetime.fromisoformat(until) if until else None)


def forget() -> None:
    session.pop(KEY, None)
