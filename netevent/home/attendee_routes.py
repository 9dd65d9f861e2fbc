"""The attendee's dashboard: the own badge, large, for who forgot it at home."""

from __future__ import annotations

from functools import partial

from quart import request

from netevent.attendees.phone import phone_page
from netevent.attendees.queries import AttendeeRow, select_attendee
from netevent.connections.regions import read_regions
from netevent.core.errors import NotFound
from netevent.core.i18n import current_language, gettext
from netevent.core.requests import fragment
from netevent.core.site import site
from netevent.documents.qr import badge_link, qr_svg
from netevent.events.queries import select_event
from netevent.home.blueprint import routes
from netevent.identity import guards
from netevent.identity.guards import viewer


@routes.get("/attendee/dashboard")
@guards.attendee
async def attendee() -> str:
    person = await _person()
    event = await site().database.read(partial(select_event, event_id=person.event_id))
    if event is None:
        raise NotFound
    link = badge_link(site().settings.base_url, person.code)
    qr = qr_svg(link, gettext("QR code of your badge"))
    return await phone_page("home/attendee.html", attendee=person, event=event, qr=qr, oob=False)


@routes.get("/attendee/live")
@guards.attendee
async def live() -> str:
    """For a page whose socket is down: what the socket would have sent."""
    presence = fragment("attendees/_presence.html", attendee=await _person(), oob=True)
    read = partial(read_regions, attendee_id=viewer().id, view=request.args.get("view", ""))
    regions = await site().database.read(read)
    return presence + "".join(region.render(current_language()) for region in regions)


async def _person() -> AttendeeRow:
    attendee_id = viewer().id
    person = await site().database.read(partial(select_attendee, attendee_id=attendee_id))
    if person is None:
        raise NotFound
    return person
