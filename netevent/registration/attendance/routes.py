"""Whether an attendee comes: said on the own pages."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request

from netevent.attendees.attendee_page import attendee_page
from netevent.core import clock
from netevent.core.errors import Refusal
from netevent.core.site import read, transact
from netevent.core.web.requests import go_to
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.registration.attendance import service
from netevent.registration.attendance.forms import is_attending_in

routes = Blueprint("attendance", __name__)


@routes.route("/attendee/event/attendance", methods=["GET", "POST"])
@guards.attendee
async def edit() -> Any:
    problem = ""
    if request.method == "POST":
        try:
            return await _changed()
        except Refusal as refusal:
            problem = refusal.text
    person, event = await read(service.find, attendee_id=viewer().id)
    shown = await attendee_page(
        "registration/attendance.html",
        attendee=person,
        event=event,
        is_over=event.is_over(clock.now()),
        problem=problem,
    )
    return shown, 422 if problem else 200


async def _changed() -> Any:
    is_attending = is_attending_in(await request.form)
    await transact(service.change, attendee_id=viewer().id, is_attending=is_attending)
    return go_to("attendance.edit")
