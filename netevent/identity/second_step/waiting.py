"""The login that waits for its second step in this browser: its number is in the session's cookie.

Called by `identity.browser`, and by the routes that end the wait.
"""

from __future__ import annotations

from dataclasses import dataclass

from quart import session

KEY = "waits_for_code"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the browser keeps: the token, and what the first step asked for."""

    token: str
    stays: bool
    wanted: str


def keep(kept: Kept) -> None:
    session[KEY] = [kept.token, kept.stays, kept.wanted]


def kept() -> Kept | None:
    found = session.get(KEY)
    return Kept(*found) if found else None


def forget() -> None:
    session.pop(KEY, None)
