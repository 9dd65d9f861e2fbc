"""The requests of an attendee: the page with who asks and who was asked, and the buttons that answer."""

from __future__ import annotations

from functools import partial

from quart import Blueprint

from netevent.attendees.attendee_page import phone_page
from netevent.connections import service
from netevent.connections.fragments import Answer, acted
from netevent.connections.regions import read_requests
from netevent.core.site import site
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("connections", __name__)


@routes.get("/attendee/connection-requests")
@guards.attendee
async def requests() -> str:
    """Who opens the list has seen what is new in it."""
    database, attendee_id = site().database, viewer().id
    await database.transaction(partial(service.see, viewer_id=attendee_id))
    found = await database.read(partial(read_requests, attendee_id=attendee_id))
    return await phone_page("connections/requests.html", requests=found, oob=False)


@routes.post("/attendee/connection-requests/<int:connection_id>/accept")
@guards.attendee
async def accept(connection_id: int) -> Answer:
    work = partial(service.accept, viewer_id=viewer().id, connection_id=connection_id)
    return await acted(work, connection_id)


@routes.post("/attendee/connection-requests/<int:connection_id>/decline")
@guards.attendee
async def decline(connection_id: int) -> Answer:
    work = partial(service.decline, viewer_id=viewer().id, connection_id=connection_id)
    return await acted(work, connection_id)


@routes.post("/attendee/connection-requests/<int:connection_id>/withdraw")
@guards.attendee
async def withdraw(connection_id: int) -> Answer:
    work = partial(service.withdraw, viewer_id=viewer().id, connection_id=connection_id)
    return await acted(work, connection_id)


@routes.post("/attendee/connection-requests/<int:connection_id>/later")
@guards.attendee
async def later(connection_id: int) -> Answer:
    """Put the news of this request or connection away."""
    work = partial(service.later, viewer_id=viewer().id, connection_id=connection_id)
    return await acted(work, connection_id)
