"""The attendee's pages: what every one of them shows in its frame. Called by the routes of all features."""

from __future__ import annotations

from typing import Any

from netevent.attendees.tab_counts import select_waiting
from netevent.core.site import read
from netevent.core.web.requests import page
from netevent.identity.guards import viewer


async def attendee_page(template: str, **context: Any) -> str:
    """A page in `layouts/attendee.html`, with the numbers at its tabs."""
    waiting = await read(select_waiting, attendee_id=viewer().id)
    return page(template, waiting=waiting, **context)
