"""The hash of a password that somebody chooses. Called by the routes that ask for a new one."""

from __future__ import annotations

from netevent.core.credentials import hash_password, salt_for
from netevent.core.site import site
from netevent.core.text.comparing import normalize_email


async def hashed(email: str, password: str) -> str:
    return await hash_password(password, salt_for(site().secret, normalize_email(email)))
