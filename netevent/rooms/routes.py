"""The desk of a session's room. Its pages and scripts are those of the event's desk."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request

from netevent.checkin.desks.answering import as_html, as_json
from netevent.checkin.desks.desk import Desk
from netevent.checkin.desks.posted import posted_scan
from netevent.core import clock
from netevent.core.badge_codes import is_of_another_keyboard
from netevent.core.errors import existing
from netevent.core.i18n import current_language
from netevent.core.site import read, transact
from netevent.core.web.paths import path
from netevent.core.web.requests import fragment, page, wants_fragment, wants_json
from netevent.identity import guards
from netevent.identity.accounts import Kind
from netevent.identity.guards import viewer
from netevent.identity.roles.queries import select_role
from netevent.rooms import service
from netevent.rooms.queries import Place, select_place
from netevent.rooms.reading import read_search
from netevent.rooms.scan import Answer
from netevent.rooms.screens import ROOM

routes = Blueprint("rooms", __name__)


@routes.get("/rooms/<int:session_id>")
@guards.room
async def desk(session_id: int) -> str:
    shown = await read(ROOM.context, session_id)
    place = shown["place"]
    assert isinstance(place, Place)
    return page(
        "rooms/desk.html",
        **shown,
        desk=room_desk(place),
        gates=[],
        now_ms=clock.epoch_ms(),
        event_desk=path("checkin.desk", event_id=place.event_id) if viewer().kind is Kind.staff else None,
    )


@routes.get("/rooms/<int:session_id>/search")
@guards.room
async def search(session_id: int) -> str:
    query = request.args.get("q", "")[:100]
    of_event = await _works_for_event(existing(await read(select_place, session_id)))
    place, found, is_by_code = await read(
        read_search, session_id, query, current_language(), of_event=of_event
    )
    shown = {
        "found": found,
        "is_by_code": is_by_code,
        "query": query,
        "zone": place.zone,
        "is_of_another_keyboard": is_of_another_keyboard(query),
    }
    if wants_fragment():
        return fragment("checkin/_search_results.html", **shown)
    return page("checkin/search.html", desk=room_desk(place), **shown)


@routes.post("/rooms/<int:session_id>/checkin")
@guards.room
async def check_in(session_id: int) -> Any:
    place = existing(await read(select_place, session_id))
    scan = await posted_scan(place.event_id)
    of_event = await _works_for_event(place)
    answer = await transact(service.check_in, session_id=session_id, scan=scan, of_event=of_event)
    return _answered(place, answer)


@routes.post("/rooms/<int:session_id>/checkin/undo")
@guards.room
async def undo(session_id: int) -> Any:
    place = existing(await read(select_place, session_id))
    scan = await posted_scan(place.event_id)
    of_event = await _works_for_event(place)
    answer = await transact(service.undo, session_id=session_id, scan=scan, of_event=of_event)
    return _answered(place, answer)


async def _works_for_event(place: Place) -> bool:
    """Its staff, its owner and its editors know all attendees; a presenter those of the session."""
    if viewer().kind is Kind.staff:
        return True
    role = await read(select_role, viewer().id, place.event_id)
    return role is not None and role.may_edit


def room_desk(place: Place) -> Desk:
    number = place.session_id
    return Desk(
        key=f"room-{number}",
        title=place.name,
        zone=place.zone,
        address=path("rooms.desk", session_id=number),
        check_in=path("rooms.check_in", session_id=number),
        undo=path("rooms.undo", session_id=number),
        search=path("rooms.search", session_id=number),
        live=path("live.listen", kind="room", key=number),
        poll=path("live.regions", kind="room", key=number),
    )


def _answered(place: Place, answer: Answer) -> Any:
    return as_json(answer) if wants_json() else as_html(answer, room_desk(place))
