"""The organizer's figures on a projector."""

from __future__ import annotations

from quart import Blueprint

from netevent.checkin.screens import WALL
from netevent.core.site import read
from netevent.core.web.requests import page
from netevent.identity import guards

routes = Blueprint("wall", __name__)


@routes.get("/organizer/event/<int:event_id>/live")
@guards.organizer
async def live(event_id: int) -> str:
    """For a second screen: nobody's name."""
    return page("checkin/wall.html", **await read(WALL.context, event_id))
