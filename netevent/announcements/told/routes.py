"""What the organizer told an attendee, the newest first."""

from __future__ import annotations

from quart import Blueprint

from netevent.announcements.notifications import KINDS
from netevent.announcements.told.reading import read_told
from netevent.attendees.attendee_page import attendee_page
from netevent.core.site import read, site, transact
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.notifications.service import mark_seen

routes = Blueprint("own_announcements", __name__)


@routes.get("/attendee/announcements")
@guards.attendee
async def listed() -> str:
    """Who opens the list has seen what is new in it."""
    await transact(mark_seen, viewer().id, KINDS)
    told = await read(read_told, viewer().id, site().settings.base_url, site().secret)
    return await attendee_page("announcements/told.html", told=told)
