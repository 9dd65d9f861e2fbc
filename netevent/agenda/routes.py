"""The attendee's agenda: what waits for an answer, then everything on one timeline."""

from __future__ import annotations

from quart import Blueprint

from netevent.agenda.calendar.service import calendar_token
from netevent.agenda.screens import AGENDA
from netevent.appointments.notifications import PROPOSAL
from netevent.attendees.attendee_page import attendee_page
from netevent.core.site import read, site, transact
from netevent.core.web.paths import url
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.notifications.service import mark_seen

routes = Blueprint("agenda", __name__)


@routes.get("/appointments")
@guards.attendee
async def show() -> str:
    """Who opens it has seen the proposals in it."""
    attendee_id = viewer().id
    await transact(mark_seen, attendee_id, (PROPOSAL,))
    return await attendee_page(
        "agenda/agenda.html",
        **await read(AGENDA.context, attendee_id),
        calendar_address=await _calendar_address(attendee_id),
    )


async def _calendar_address(attendee_id: int) -> str:
    token = await read(calendar_token, attendee_id=attendee_id, secret=site().secret)
    return url(site().settings.base_url, "calendar.subscribed", token=token)
