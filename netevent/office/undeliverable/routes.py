"""Addresses that mail does not reach: the list, and trying them again."""

from __future__ import annotations

from quart import Blueprint, request, session
from werkzeug.wrappers import Response

from netevent.core.i18n import ngettext
from netevent.core.i18n.writing import number
from netevent.core.site import read, site, transact
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.office.undeliverable import service
from netevent.office.undeliverable.queries import select_unreached

routes = Blueprint("undeliverable", __name__)

NOTICE = "undeliverable_notice"
# Each try lets a mail go to an address that refused one: senders that go on so are blocked themselves.
TRIES = "60/hour"
MOST = 500


@routes.get("/organizer/event/<int:event_id>/addresses")
@guards.organizer
async def listed(event_id: int) -> str:
    people = await read(select_unreached, event_id, MOST)
    flashes = _said(event_id)
    return await office_page(
        "office/undeliverable/list.html", event_id, people=people, most=MOST, flashes=flashes
    )


@routes.post("/organizer/event/<int:event_id>/addresses/try-again")
@guards.event_editor
async def try_all_again(event_id: int) -> Response:
    await _spend()
    count = await transact(service.try_all_again, event_id)
    return _back_to_list(event_id, _next(max(count, 1)))


@routes.post("/organizer/event/<int:event_id>/attendees/<int:attendee_id>/try-address")
@guards.event_editor
async def try_again(event_id: int, attendee_id: int) -> Response:
    await _spend()
    await transact(service.try_again, event_id, attendee_id)
    if "from_list" in await request.form:
        return _back_to_list(event_id, _next(1))
    return go_to("office_attendees.attendee", event_id=event_id, attendee_id=attendee_id)


async def _spend() -> None:
    """Raises TooMany."""
    await site().limits.spend(TRIES, "try-address", str(guards.viewer().id))


def _next(count: int) -> str:
    said = ngettext(
        "The next email to this address is sent.",
        "The next emails to these %(num)s addresses are sent.",
        count,
    )
    return said % {"num": number(count)}


def _back_to_list(event_id: int, said: str) -> Response:
    """The page says it once."""
    session[NOTICE] = {"event_id": event_id, "said": said}
    return go_to("undeliverable.listed", event_id=event_id)


def _said(event_id: int) -> list[tuple[str, str]]:
    notice = session.pop(NOTICE, None) or {}
    return [("good", notice["said"])] if notice.get("event_id") == event_id else []
