"""The organizer goes through the day at the door, minute by minute."""

from __future__ import annotations

from typing import Any

from quart import Blueprint

from netevent.checkin.replay.reading import replay
from netevent.core.site import read
from netevent.core.web.forms import asked, asked_number
from netevent.core.web.requests import fragment, wants_fragment
from netevent.events.office_page import office_page
from netevent.identity import guards

routes = Blueprint("replay", __name__)


@routes.get("/organizer/event/<int:event_id>/replay")
@guards.organizer
async def show(event_id: int) -> Any:
    """`at` is a minute, counted from 1970; `play` goes on by itself, where there is JavaScript."""
    shown = await read(replay, event_id, asked_number("at"))
    context = {"replay": shown, "plays": bool(asked("play"))}
    if wants_fragment() and shown is not None:
        return fragment("checkin/_replay.html", **context)
    return await office_page("checkin/replay.html", event_id, **context)
