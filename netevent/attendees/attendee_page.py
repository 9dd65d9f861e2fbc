"""The attendee's pages: what every one of them shows in its frame. Called by the routes of all features."""

from __future__ import annotations

from typing import Any

from netevent.core.site import read
from netevent.core.web.requests import page
from netevent.identity.guards import viewer
from netevent.notifications.inbox import inbox


async def attendee_page(template: str, **context: Any) -> str:
    """A page in `layouts/attendee.html`, with the dots at its tabs."""
    dots = await read(inbox().read_dots, attendee_id=viewer().id)
    return page(template, dots=dots, **context)
