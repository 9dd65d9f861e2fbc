"""The organizer's page of one session's people: who has a seat, who waits; seats given and taken by hand."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request
from werkzeug.wrappers import Response

from netevent.breakouts.rsvps import service
from netevent.breakouts.rsvps.reading import People, read_people, read_person
from netevent.breakouts.rsvps.screens import SESSION_PEOPLE
from netevent.core import clock
from netevent.core.i18n import current_language, gettext
from netevent.core.site import read, transact
from netevent.core.web.forms import LONGEST_ASKED, PageForm, answered, asked, filled
from netevent.core.web.requests import fragment, go_to, wants_fragment
from netevent.events.office_page import office_page
from netevent.identity import guards

routes = Blueprint("session_people", __name__)


@routes.get("/organizer/event/<int:event_id>/breakout-sessions/<int:session_id>/people")
@guards.organizer
async def people(event_id: int, session_id: int) -> str:
    shown = await _people(event_id, session_id, asked("q"))
    if wants_fragment():
        return fragment("breakouts/rsvps/_people.html", event_id=event_id, people=shown, oob=False)
    return await _page(event_id, shown)


@routes.post(
    "/organizer/event/<int:event_id>/breakout-sessions/<int:session_id>/people/<int:attendee_id>/put-in"
)
@guards.organizer
async def put_in(event_id: int, session_id: int, attendee_id: int) -> Any:
    """Past the line, and on a seat that was held back if no other is left."""
    form = await filled(PageForm)

    async def act() -> Any:
        name = await transact(service.put_in_by_hand, event_id, session_id, attendee_id, clock.now())
        return await _answer(event_id, session_id, gettext("%(name)s has a seat.") % {"name": name})

    return await answered(form, act, lambda problem: _refusal(event_id, session_id, problem))


@routes.route(
    "/organizer/event/<int:event_id>/breakout-sessions/<int:session_id>/people/<int:attendee_id>/take-out",
    methods=["GET", "POST"],
)
@guards.event_editor
async def take_out(event_id: int, session_id: int, attendee_id: int) -> Any:
    """Asks first; a POST is the answer, and the page sends it at once for who only waits."""
    if request.method == "POST":
        name = await transact(service.take_out, event_id, session_id, attendee_id, clock.now())
        return await _answer(event_id, session_id, gettext("%(name)s is out.") % {"name": name})
    session, person = await read(read_person, event_id, session_id, attendee_id)
    if person is None:
        return go_to("session_people.people", event_id=event_id, session_id=session_id)
    return await office_page("breakouts/rsvps/take_out.html", event_id, session=session, person=person)


async def _answer(event_id: int, session_id: int, said: str) -> str | Response:
    words = await _words()
    if not wants_fragment():
        return go_to("session_people.people", event_id=event_id, session_id=session_id, q=words or None)
    return _pieces(event_id, await _people(event_id, session_id, words), said, "good")


async def _refusal(event_id: int, session_id: int, problem: str) -> str:
    shown = await _people(event_id, session_id, await _words())
    if wants_fragment():
        return _pieces(event_id, shown, problem, "bad")
    return await _page(event_id, shown, problem)


def _pieces(event_id: int, shown: People, said: str, kind: str) -> str:
    return fragment("breakouts/rsvps/_answer.html", event_id=event_id, people=shown, said=said, kind=kind)


async def _page(event_id: int, shown: People, problem: str = "") -> str:
    return await office_page(
        "breakouts/rsvps/people.html", event_id, SESSION_PEOPLE, people=shown, problem=problem
    )


async def _people(event_id: int, session_id: int, words: str) -> People:
    shown: People = await read(read_people, event_id, session_id, words, current_language())
    return shown


async def _words() -> str:
    """Who was looked for when the button was pressed: the next one may be in the same list."""
    posted = await request.form
    words: str = posted.get("q", posted.get("shown", ""))
    return words[:LONGEST_ASKED].strip()
