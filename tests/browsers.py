"""What the session of a browser in a test lets it see, as the pages that it was at have written it."""

from __future__ import annotations

from typing import Any

from netevent.core.web.browsers import BROWSER


async def let_see(client: Any, what: str, *keys: int, browser: str = "") -> None:
    async with client.session_transaction() as session:
        session[what] = list(keys)
        if browser:
            session[BROWSER] = browser
