"""What the form of an event proposes while somebody types a city."""

from __future__ import annotations

from quart import Blueprint, request

from netevent.core.i18n import current_language
from netevent.core.web.requests import page
from netevent.events.zones.places import find
from netevent.identity import guards

routes = Blueprint("zones", __name__)

LONGEST = 100


@routes.get("/organizer/time-zones")
@guards.organizer
async def proposals() -> str:
    typed = request.args.get("zone", "")[:LONGEST]
    return page("events/zones/_found.html", found=find(typed, current_language()), typed=typed)
