"""The page of an appointment, and the buttons that answer: on it, in the agenda and in toasts."""

from __future__ import annotations

from functools import partial

from quart import Blueprint, request

from netevent.appointments import service
from netevent.appointments.fragments import Answer, acted, details_page
from netevent.core.database import Transaction
from netevent.core.errors import Malformed
from netevent.core.site import site
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("appointments", __name__)


@routes.get("/appointments/<int:appointment_id>")
@guards.attendee
async def show(appointment_id: int) -> str:
    """Who opens it has seen what is new in it."""
    await site().database.transaction(partial(_see, appointment_id=appointment_id, viewer_id=viewer().id))
    return await details_page(appointment_id)


@routes.post("/appointments/<int:appointment_id>/accept")
@guards.attendee
async def accept(appointment_id: int) -> Answer:
    work = partial(service.accept, appointment_id=appointment_id, revision=await _revision())
    return await acted(partial(work, viewer_id=viewer().id), appointment_id)


@routes.post("/appointments/<int:appointment_id>/decline")
@guards.attendee
async def decline(appointment_id: int) -> Answer:
    work = partial(service.decline, appointment_id=appointment_id, revision=await _revision())
    return await acted(partial(work, viewer_id=viewer().id), appointment_id)


@routes.post("/appointments/<int:appointment_id>/cancel")
@guards.attendee
async def cancel(appointment_id: int) -> Answer:
    """A proposal; with ``agreed``, what was agreed."""
    agreed = (await request.form).get("agreed", "") == "1"
    work = partial(service.cancel, appointment_id=appointment_id, agreed=agreed)
    return await acted(partial(work, viewer_id=viewer().id), appointment_id)


@routes.post("/appointments/<int:appointment_id>/seen")
@guards.attendee
async def seen(appointment_id: int) -> Answer:
    """Put the news of this appointment away."""
    return await acted(partial(_see, appointment_id=appointment_id, viewer_id=viewer().id), appointment_id)


def _see(tx: Transaction, viewer_id: int, appointment_id: int) -> None:
    found = service.find(tx, viewer_id, appointment_id)
    service.see(tx, viewer_id, found.event_id, appointment_id)


async def _revision() -> int:
    """Which of the proposed times the button was about."""
    text = (await request.form).get("revision", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Malformed
    return int(text)
