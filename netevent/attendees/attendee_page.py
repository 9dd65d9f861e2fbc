"""The attendee's pages: what every one of them shows in its frame. Called by the routes of all features."""

from __future__ import annotations

from typing import Any

from netevent.core.database import Transaction
from netevent.core.site import read
from netevent.core.web.requests import page
from netevent.events.look.queries import select_look_for
from netevent.identity.guards import viewer
from netevent.live.screen import Screen
from netevent.notifications.inbox import Inbox, inbox


async def attendee_page(template: str, screen: Screen | None = None, /, **context: Any) -> str:
    """A page in `layouts/attendee.html`: with its dots, the event's look, and of a live one what it shows."""
    return page(template, **await read(_frame, viewer().id, inbox(), screen), **context)


def _frame(tx: Transaction, attendee_id: int, waiting: Inbox, screen: Screen | None) -> dict[str, object]:
    shown = screen.context(tx, attendee_id) if screen else {}
    look = select_look_for(tx, attendee_id)
    return {"dots": waiting.read_dots(tx, attendee_id), "look": look, **shown}
