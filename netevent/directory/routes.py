"""The directory: the attendees of the own event, to be found by what they show to everyone."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request

from netevent.attendees.attendee_page import attendee_page
from netevent.attendees.types.queries import select_types
from netevent.core.site import read
from netevent.core.web.forms import asked, asked_number
from netevent.core.web.paths import path
from netevent.core.web.requests import fragment, wants_fragment
from netevent.directory.queries import DirectoryFilter, Place
from netevent.directory.reading import DirectoryPage, directory_page
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("directory", __name__)

LONGEST_KEY = 512


@routes.get("/attendee/people/find")
@guards.attendee
async def find() -> Any:
    """The first page of what is searched for, or the one behind a place; htmx gets the people alone."""
    event_id, after = viewer().event_id or 0, _place()
    found = await read(
        directory_page, viewer_id=viewer().id, event_id=event_id, shown=_asked_for(), after=after
    )
    context: dict[str, Any] = {"found": found, "more_path": _more_path(found), "is_more": after is not None}
    if wants_fragment():
        part = "_found_people" if after else "_found"
        return fragment(f"directory/{part}.html", **context)
    types = await read(select_types, event_id=event_id)
    return await attendee_page("directory/find.html", types=types, **context)


def _asked_for() -> DirectoryFilter:
    """What the address asks to see; nonsense in it is as if it were not there."""
    return DirectoryFilter(asked("q"), asked_number("type") or 0, asked("organisation"), asked("role"))


def _place() -> Place | None:
    after = asked_number("after")
    return Place(request.args.get("key", "")[:LONGEST_KEY], after) if after else None


def _more_path(found: DirectoryPage) -> str:
    """The address of the next page; empty when there is none."""
    if found.place is None:
        return ""
    shown = found.shown
    return path(
        "directory.find",
        q=shown.words or None,
        type=shown.type_id or None,
        organisation=shown.organisation or None,
        role=shown.role or None,
        after=found.place.id,
        key=found.place.key,
    )
