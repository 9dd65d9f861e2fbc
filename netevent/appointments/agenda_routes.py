"""The attendee's agenda: what waits for an answer, then everything on one timeline."""

from __future__ import annotations

from functools import partial

from quart import Blueprint

from netevent.appointments.agenda_queries import select_agenda
from netevent.appointments.agenda_regions import agenda_region
from netevent.appointments.calendar_service import calendar_token
from netevent.attendees.phone import phone_page
from netevent.core import clock
from netevent.core.errors import NotFound
from netevent.core.site import site
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("agenda", __name__)


@routes.get("/appointments")
@guards.attendee
async def agenda() -> str:
    attendee_id = viewer().id
    found = await site().database.read(partial(select_agenda, attendee_id=attendee_id))
    if found is None:
        raise NotFound
    region = agenda_region(found, clock.now())
    return await phone_page(
        "appointments/agenda.html",
        event_name=found.event_name,
        calendar_address=await _calendar_address(attendee_id),
        oob=False,
        **region.context,
    )


async def _calendar_address(attendee_id: int) -> str:
    find = partial(calendar_token, attendee_id=attendee_id, secret=site().secret)
    return f"{site().settings.base_url}/calendar/{await site().database.read(find)}.ics"
