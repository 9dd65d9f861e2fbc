"""The requests of an attendee: the page with who asks and who was asked, and the buttons that answer."""

from __future__ import annotations

from quart import Blueprint

from netevent.attendees.attendee_page import attendee_page
from netevent.connections import service
from netevent.connections.actions import Answer, run_action
from netevent.connections.notifications import CONNECTION, REQUEST
from netevent.connections.screens import REQUESTS
from netevent.core.site import transact
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.notifications.service import mark_seen

routes = Blueprint("connections", __name__)


@routes.get("/attendee/connection-requests")
@guards.attendee
async def requests() -> str:
    """Who opens the list has seen what is new in it."""
    await transact(mark_seen, viewer().id, (REQUEST, CONNECTION))
    return await attendee_page("connections/requests.html", REQUESTS)


@routes.post("/attendee/connection-requests/<int:connection_id>/accept")
@guards.attendee
async def accept(connection_id: int) -> Answer:
    return await run_action(service.accept, connection_id)


@routes.post("/attendee/connection-requests/<int:connection_id>/decline")
@guards.attendee
async def decline(connection_id: int) -> Answer:
    return await run_action(service.decline, connection_id)


@routes.post("/attendee/connection-requests/<int:connection_id>/withdraw")
@guards.attendee
async def withdraw(connection_id: int) -> Answer:
    return await run_action(service.withdraw, connection_id)
