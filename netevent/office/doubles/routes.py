"""People who may be there twice: the list of pairs, the two side by side, the merge and its undo."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from netevent.core.errors import Conflict
from netevent.core.i18n import current_language
from netevent.core.site import read, transact
from netevent.core.web.forms import asked, asked_number, number_in
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.office.doubles import service
from netevent.office.doubles.person import FIELDS
from netevent.office.doubles.reading import read_comparison, read_doubles, read_same
from netevent.office.doubles.service import SamePerson, Wanted

routes = Blueprint("doubles", __name__)


@routes.get("/organizer/event/<int:event_id>/attendees/doubles")
@guards.event_editor
async def doubles(event_id: int) -> str:
    return await _list(event_id)


@routes.route(
    "/organizer/event/<int:event_id>/attendees/doubles/<int:one_id>/<int:other_id>", methods=["GET", "POST"]
)
@guards.event_editor
async def compare(event_id: int, one_id: int, other_id: int) -> Any:
    """Side by side, who stays first. A POST merges them."""
    if one_id == other_id:
        raise SamePerson
    if request.method == "GET":
        return await _comparison(event_id, one_id, other_id, asked_number("stays"))
    wanted = _wanted(await request.form, one_id, other_id)
    try:
        await transact(service.merge, event_id, wanted)
    except Conflict as refusal:
        page = await _comparison(event_id, one_id, other_id, wanted.stays_id, refusal.text)
        return page, refusal.status
    return go_to("office_attendees.attendee", event_id=event_id, attendee_id=wanted.stays_id)


@routes.post("/organizer/event/<int:event_id>/attendees/doubles/two-people")
@guards.event_editor
async def two_people(event_id: int) -> Response:
    form = await request.form
    one_id, other_id = (number_in(form.get(name)) or 0 for name in ("one", "other"))
    await transact(service.two_people, event_id, one_id, other_id)
    return go_to("doubles.doubles", event_id=event_id)


@routes.post("/organizer/event/<int:event_id>/attendees/doubles/undo")
@guards.event_editor
async def undo(event_id: int) -> Any:
    form = await request.form
    try:
        await transact(service.undo, event_id, number_in(form.get("merge")) or 0)
    except Conflict as refusal:
        return await _list(event_id, refusal.text), refusal.status
    return go_to("doubles.doubles", event_id=event_id, undone=1)


@routes.get("/organizer/event/<int:event_id>/attendees/<int:attendee_id>/same-as")
@guards.event_editor
async def same_as(event_id: int, attendee_id: int) -> str:
    """Whom the attendee is the same person as: a search."""
    same = await read(read_same, event_id, attendee_id, asked("q"), current_language())
    return await office_page("office/doubles/same_as.html", event_id, same=same)


async def _list(event_id: int, problem: str = "") -> str:
    shown = await read(read_doubles, event_id)
    is_undone = not problem and "undone" in request.args
    return await office_page(
        "office/doubles/doubles.html", event_id, shown=shown, problem=problem, is_undone=is_undone
    )


async def _comparison(
    event_id: int, one_id: int, other_id: int, stays_id: int | None, problem: str = ""
) -> str:
    shown = await read(read_comparison, event_id, one_id, other_id, stays_id)
    return await office_page("office/doubles/compare.html", event_id, shown=shown, problem=problem)


def _wanted(form: MultiDict[str, str], one_id: int, other_id: int) -> Wanted:
    """Of the two in the address; the form says which stays."""
    stays_id = other_id if number_in(form.get("stays")) == other_id else one_id
    gone_id = one_id if stays_id == other_id else other_id
    chosen = frozenset(field for field in FIELDS if number_in(form.get(field)) == gone_id)
    return Wanted(stays_id, gone_id, chosen, form.get("seen", ""))
