"""The organizer's attendee types: the list, a page for each, and one that asks before a type goes."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request
from werkzeug.wrappers import Response

from netevent.attendees.types import service
from netevent.attendees.types.forms import TypeForm
from netevent.attendees.types.queries import AttendeeType, CountedType
from netevent.attendees.types.screens import TYPES
from netevent.core.database import Transaction
from netevent.core.errors import Malformed, NotFound, existing
from netevent.core.site import read, transact
from netevent.core.web.forms import answered, filled, number_in
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.events.queries import select_event
from netevent.events.zones.moments import in_zone
from netevent.identity import guards

routes = Blueprint("attendee_types", __name__)


@routes.route("/organizer/event/<int:event_id>/attendee-types", methods=["GET", "POST"])
@guards.organizer
async def types(event_id: int) -> Any:
    """The list, and the form that adds."""
    kind = await _form_of(event_id)
    form = await filled(kind, colour=await read(service.next_colour, event_id))

    async def act() -> Response:
        await transact(service.add, event_id, form.details)
        return _back(event_id)

    async def show(problem: str) -> str:
        return await office_page("attendees/types/list.html", event_id, TYPES, form=form, problem=problem)

    return await answered(form, act, show)


@routes.route("/organizer/event/<int:event_id>/attendee-types/<int:type_id>", methods=["GET", "POST"])
@guards.event_editor
async def edit(event_id: int, type_id: int) -> Any:
    one = await read(service.find, event_id, type_id)
    kind = await _form_of(event_id)
    form = await filled(kind, **kind.defaults(one))

    async def act() -> Response:
        await transact(service.edit, event_id, type_id, form.details)
        return _back(event_id)

    async def show(problem: str) -> str:
        return await office_page("attendees/types/edit.html", event_id, type=one, form=form, problem=problem)

    return await answered(form, act, show)


@routes.post("/organizer/event/<int:event_id>/attendee-types/<int:type_id>/move")
@guards.organizer
async def move(event_id: int, type_id: int) -> Response:
    match (await request.form).get("direction"):
        case "up" | "down" as direction:
            await transact(service.move, event_id, type_id, direction)
        case _:
            raise Malformed
    return _back(event_id)


@routes.route("/organizer/event/<int:event_id>/attendee-types/<int:type_id>/delete", methods=["GET", "POST"])
@guards.event_editor
async def delete(event_id: int, type_id: int) -> Any:
    """Asks where its people go; a POST is the answer."""
    if request.method != "POST":
        return await _removal(event_id, type_id)
    heir_id = number_in((await request.form).get("heir"))
    try:
        await transact(service.remove, event_id, type_id, heir_id)
    except (service.TypeInUse, service.TypeAsked) as refusal:
        return await _removal(event_id, type_id, refusal.text), 422
    return _back(event_id)


async def _form_of(event_id: int) -> type[TypeForm]:
    return in_zone(TypeForm, existing(await read(select_event, event_id)).zone)


async def _removal(event_id: int, type_id: int, problem: str = "") -> str:
    one, others = await read(_with_others, event_id, type_id)
    return await office_page(
        "attendees/types/delete.html", event_id, counted=one, others=others, problem=problem
    )


def _with_others(tx: Transaction, event_id: int, type_id: int) -> tuple[CountedType, list[AttendeeType]]:
    found = {one.type.id: one for one in service.counted(tx, event_id)}
    if type_id not in found:
        raise NotFound
    return found.pop(type_id), [one.type for one in found.values()]


def _back(event_id: int) -> Response:
    return go_to("attendee_types.types", event_id=event_id)
