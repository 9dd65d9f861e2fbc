"""The page of an appointment, and the buttons that answer: on it, in the agenda and in toasts."""

from __future__ import annotations

from quart import Blueprint, request

from netevent.appointments import service
from netevent.appointments.actions import Answer, details_page, run_action
from netevent.appointments.notifications import KINDS
from netevent.core.errors import Malformed
from netevent.core.site import transact
from netevent.core.web.forms import number_in
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.notifications.service import mark_seen

routes = Blueprint("appointments", __name__)


@routes.get("/appointments/<int:appointment_id>")
@guards.attendee
async def show(appointment_id: int) -> str:
    """Who opens it has seen what is new in it."""
    await transact(mark_seen, viewer().id, KINDS, appointment_id)
    return await details_page(appointment_id)


@routes.post("/appointments/<int:appointment_id>/accept")
@guards.attendee
async def accept(appointment_id: int) -> Answer:
    return await run_action(service.accept, appointment_id, await _revision())


@routes.post("/appointments/<int:appointment_id>/decline")
@guards.attendee
async def decline(appointment_id: int) -> Answer:
    return await run_action(service.decline, appointment_id, await _revision())


@routes.post("/appointments/<int:appointment_id>/cancel")
@guards.attendee
async def cancel(appointment_id: int) -> Answer:
    """A proposal; with ``agreed``, what was agreed."""
    agreed = (await request.form).get("agreed", "") == "1"
    return await run_action(service.cancel, appointment_id, agreed=agreed)


async def _revision() -> int:
    """Which of the proposed times the button was about."""
    revision = number_in((await request.form).get("revision"))
    if revision is None:
        raise Malformed
    return revision
