"""The attendee's agenda: what waits for an answer, then everything on one timeline."""

from __future__ import annotations

from quart import Blueprint

from netevent.agenda.calendar.service import calendar_token
from netevent.agenda.screens import AGENDA
from netevent.appointments.notifications import PROPOSAL
from netevent.attendees.attendee_page import attendee_page
from netevent.core.database import Transaction
from netevent.core.site import site, transact
from netevent.core.web.paths import url
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.notifications.service import mark_seen

routes = Blueprint("agenda", __name__)


@routes.get("/appointments")
@guards.attendee
async def show() -> str:
    """Who opens it has seen the proposals in it."""
    token = await transact(_opened, viewer().id, site().secret)
    address = url(site().settings.base_url, "calendar.subscribed", token=token)
    return await attendee_page("agenda/agenda.html", AGENDA, calendar_address=address)


def _opened(tx: Transaction, attendee_id: int, secret: str) -> str:
    """The token of the calendar's address."""
    mark_seen(tx, attendee_id, (PROPOSAL,))
    return calendar_token(tx, attendee_id, secret)
