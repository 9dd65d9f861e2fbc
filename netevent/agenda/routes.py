"""The attendee's agenda: what waits for an answer, then everything on one timeline."""

from __future__ import annotations

from quart import Blueprint

from netevent.agenda.calendar.service import calendar_token
from netevent.agenda.queries import select_agenda
from netevent.agenda.regions import agenda_region
from netevent.appointments.notifications import PROPOSAL
from netevent.appointments.reading import Proposals, read_proposals
from netevent.attendees.attendee_page import attendee_page
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.site import read, site, transact
from netevent.core.web.paths import url
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.notifications.service import mark_seen

routes = Blueprint("agenda", __name__)


@routes.get("/appointments")
@guards.attendee
async def show() -> str:
    attendee_id = viewer().id
    found = existing(await read(select_agenda, attendee_id=attendee_id))
    proposals = await transact(_mark_proposals_seen, attendee_id=attendee_id)
    region = agenda_region(found, clock.now())
    return await attendee_page(
        "agenda/agenda.html",
        event_name=found.event_name,
        calendar_address=await _calendar_address(attendee_id),
        oob=False,
        proposals=proposals,
        **region.context,
    )


def _mark_proposals_seen(tx: Transaction, attendee_id: int) -> Proposals:
    """Who opens the agenda has seen the proposals in it."""
    mark_seen(tx, attendee_id, (PROPOSAL,))
    return read_proposals(tx, attendee_id, clock.now())


async def _calendar_address(attendee_id: int) -> str:
    token = await read(calendar_token, attendee_id=attendee_id, secret=site().secret)
    return url(site().settings.base_url, "calendar.subscribed", token=token)
