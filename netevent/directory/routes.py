"""The directory: the attendees of the own event, to be found by what they show to everyone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from quart import Blueprint, request, url_for

from netevent.attendees.attendee_page import attendee_page
from netevent.attendees.types.queries import select_types
from netevent.core.site import read
from netevent.core.web.requests import fragment, wants_fragment
from netevent.directory.queries import DirectoryFilter, Place
from netevent.directory.reading import DirectoryPage, directory_page
from netevent.identity import guards
from netevent.identity.guards import viewer

routes = Blueprint("directory", __name__)

LONGEST_WISH = 100
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
    return DirectoryFilter(_text("q"), _number("type"), _text("organisation"), _text("role"))


def _place() -> Place | None:
    after = _number("after")
    return Place(request.args.get("key", "")[:LONGEST_KEY], after) if after else None


def _text(name: str) -> str:
    return request.args.get(name, "")[:LONGEST_WISH].strip()


def _number(name: str) -> int:
    given = request.args.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 9 else 0


def _more_path(found: DirectoryPage) -> str:
    """The address of the next page; empty when there is none."""
    if found.place is None:
        return ""
    shown = found.shown
    parts = {"q": shown.words, "type": shown.type_id, "organisation": shown.organisation, "role": shown.role}
    given = {name: value for name, value in parts.items() if value}
    return (
        f"{url_for('directory.find')}?{urlencode(given | {'after': found.place.id, 'key': found.place.key})}"
    )
