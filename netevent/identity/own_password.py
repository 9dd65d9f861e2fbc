"""Whether the password of an unconfirmed account was chosen in this very browser.

Anybody can register with anybody's address, and a password of their own. Who then opens the link in the
mailbox keeps that password only in the browser that chose it. Called by the routes of registrations, and of
the links that confirm them.
"""

from __future__ import annotations

from quart import session

from netevent.core.credentials import same, signature
from netevent.core.site import site

KEY = "registered"


def remember(email_key: str, password_hash: str) -> None:
    """Keep it in this browser. It is the same whether the address is registered already."""
    session[KEY] = _mark(email_key, password_hash)


def is_own(email_key: str, password_hash: str) -> bool:
    return same(str(session.get(KEY, "")), _mark(email_key, password_hash))


def _mark(email_key: str, password_hash: str) -> str:
    return signature(site().secret, KEY, email_key, password_hash)
