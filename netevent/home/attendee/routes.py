"""The attendee's dashboard: the own badge, large, for who forgot it at home, and what comes next."""

from __future__ import annotations

from quart import request

from netevent.agenda.queries import select_agenda
from netevent.agenda.regions import agenda_region, next_region
from netevent.agenda.timeline import Agenda
from netevent.appointments import regions as appointments
from netevent.attendees.attendee_page import attendee_page
from netevent.attendees.queries import AttendeeRow, select_attendee
from netevent.connections import regions as connections
from netevent.core import clock
from netevent.core.badge_codes import badge_link
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n import current_language, gettext
from netevent.core.site import read, site
from netevent.core.web.pages import dom_id
from netevent.documents.qr import qr_svg
from netevent.events.queries import select_event
from netevent.home.blueprint import routes
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.live.region import Region
from netevent.notifications.inbox import inbox


@routes.get("/attendee/dashboard")
@guards.attendee
async def attendee() -> str:
    person = await _person()
    event = existing(await read(select_event, event_id=person.event_id))
    link = badge_link(site().settings.base_url, person.code)
    qr = qr_svg(link, gettext("QR code of your badge"))
    coming = next_region(await _agenda(), clock.now())
    return await attendee_page(
        "home/attendee.html", attendee=person, event=event, qr=qr, oob=False, **coming.context
    )


@routes.get("/attendee/live")
@guards.attendee
async def live() -> str:
    """For a page whose socket is down: what the socket would have sent."""
    return "".join(region.render(current_language()) for region in await _regions())


async def _regions() -> list[Region]:
    view, attendee_id = request.args.get("view", ""), viewer().id
    found = await _own_regions(view)
    found += (await read(inbox().read, attendee_id=attendee_id)).regions()
    return found + await read(_view_regions, attendee_id=attendee_id, view=view)


def _view_regions(tx: Transaction, attendee_id: int, view: str) -> list[Region]:
    if view == "agenda":
        return appointments.read_agenda_regions(tx, attendee_id, clock.now())
    return connections.read_view_regions(tx, attendee_id, view)


async def _own_regions(view: str) -> list[Region]:
    if view == "agenda":
        return [agenda_region(await _agenda(), clock.now())]
    if view != "badge":
        return []
    person = await _person()
    target = dom_id("attendee", person.id, "presence")
    open_desks = Region(target, "attendees/_presence.html", {"attendee": person})
    return [open_desks, next_region(await _agenda(), clock.now())]


async def _agenda() -> Agenda:
    return existing(await read(select_agenda, attendee_id=viewer().id))


async def _person() -> AttendeeRow:
    attendee_id = viewer().id
    return existing(await read(select_attendee, attendee_id=attendee_id))
