"""The page of an appointment, and the buttons that answer: on it, in the agenda and in toasts."""

from __future__ import annotations

from quart import Blueprint, request

from netevent.appointments import service
from netevent.appointments.actions import (
    Answer,
    details_page,
    find_question,
    question_page,
    run_action,
)
from netevent.appointments.notifications import KINDS
from netevent.appointments.overlaps.forms import answer_in
from netevent.core.errors import Malformed
from netevent.core.site import transact
from netevent.core.web.forms import number_in
from netevent.core.web.requests import go_to
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


@routes.get("/appointments/<int:appointment_id>/accept")
@guards.attendee
async def asked(appointment_id: int) -> Answer:
    """What overlaps an appointment that the viewer wants to accept; its page where nothing does."""
    question = await find_question(appointment_id)
    if not question.overlapping:
        return go_to("appointments.show", appointment_id=appointment_id)
    return await question_page(question)


@routes.post("/appointments/<int:appointment_id>/accept")
@guards.attendee
async def accept(appointment_id: int) -> Answer:
    """With a session at that time: ``keep=1`` or ``give_up``, and as ``named`` what was asked about."""
    answer = answer_in(await request.form)
    return await run_action(service.accept, appointment_id, await _revision(), answer)


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
