"""One type for many attendees: those who are ticked in the list, or all that its search shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quart import Blueprint, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from netevent.attendees.filters import ListFilter
from netevent.attendees.listing import filter_in
from netevent.attendees.queries import select_ids
from netevent.attendees.types.assigning import parts
from netevent.attendees.types.queries import select_types
from netevent.core.errors import NotFound
from netevent.core.site import read
from netevent.core.web.forms import LONGEST_ASKED, number_in
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards

routes = Blueprint("type_assigning", __name__)

MOST_TICKED = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form asks for. `type_id` 0: no type, None: not chosen yet. `is_sure`: the page has asked."""

    type_id: int | None
    all_found: bool
    ticked: tuple[int, ...]
    shown: ListFilter
    is_sure: bool

    @property
    def is_clear(self) -> bool:
        return self.type_id is not None and (self.is_sure or not self.all_found)


@routes.route("/organizer/event/<int:event_id>/attendees/batch-assign-type", methods=["GET", "POST"])
@guards.event_editor
async def assign(event_id: int) -> Any:
    """Who is ticked gets the type at once; for all that the search shows, the page asks first."""
    is_posted = request.method == "POST"
    wanted = _wanted(await request.form if is_posted else request.args)
    people = await read(select_ids, event_id, wanted.shown) if wanted.all_found else wanted.ticked
    if is_posted and people and wanted.is_clear:
        number = await parts.assign(event_id, wanted.type_id or 0, people)
        return _to_list(event_id, wanted.shown, number)
    return await _question(event_id, wanted, len(people)), 422 if is_posted and not people else 200


@routes.post("/organizer/event/<int:event_id>/attendees/batch-assign-type/undo")
@guards.organizer
async def undo(event_id: int) -> Response:
    form = await request.form
    await parts.undo(event_id, form.get("assigned", "")[:LONGEST_ASKED])
    return _to_list(event_id, _wanted(form).shown)


async def _question(event_id: int, wanted: Wanted, count: int) -> str:
    types = await read(select_types, event_id)
    names = {0: ""} | {one.id: one.name for one in types}
    if wanted.type_id is not None and wanted.type_id not in names:
        raise NotFound
    name = None if wanted.type_id is None else names[wanted.type_id]
    return await office_page(
        "attendees/types/assign.html", event_id, wanted=wanted, count=count, types=types, name=name
    )


def _wanted(asked: MultiDict[str, str]) -> Wanted:
    """Nonsense in it is as if it were not there."""
    ticked = (number_in(text) for text in asked.getlist("attendee_id")[:MOST_TICKED])
    return Wanted(
        number_in(asked.get("to")),
        asked.get("whom") == "found",
        tuple(sorted({number for number in ticked if number})),
        filter_in(asked),
        "sure" in asked,
    )


def _to_list(event_id: int, shown: ListFilter, number: str = "") -> Response:
    """Back to the list that was shown, which offers the undo."""
    asked = {**shown.asked, "assigned": number or None}
    return go_to("attendees.attendee_list", event_id=event_id, **asked)
