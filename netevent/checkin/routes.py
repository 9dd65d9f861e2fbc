"""The desk's pages and calls. Scans come by POST, with the number that the page gave them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quart import Blueprint, request

from netevent.attendees.questions.answers.queries import select_door_answers
from netevent.attendees.questions.question import Given
from netevent.checkin import service
from netevent.checkin.desks import queries as desk_queries
from netevent.checkin.desks.answering import as_html, as_json, refused_as_html
from netevent.checkin.desks.desk import Desk, door_desk
from netevent.checkin.desks.posted import posted_scan
from netevent.checkin.desks.queries import DoorEvent, Found
from netevent.checkin.desks.reading import read_found
from netevent.checkin.gates import GateNotYours, own_gates, require_gate
from netevent.checkin.scan import Answer
from netevent.checkin.screens import DOOR
from netevent.core import clock
from netevent.core.badge_codes import is_of_another_keyboard
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n import current_language
from netevent.core.site import read, transact
from netevent.core.web.paths import path
from netevent.core.web.requests import fragment, page, wants_fragment, wants_json
from netevent.identity import guards
from netevent.identity.accounts import Kind
from netevent.identity.guards import viewer

routes = Blueprint("checkin", __name__)

Rule = Callable[..., Answer]


@routes.get("/staff/<int:event_id>/dashboard")
@guards.door
async def desk(event_id: int) -> str:
    is_organizer = viewer().kind is Kind.organizer
    shown = await read(DOOR.context, event_id)
    event, gates = shown["event"], shown["gates"]
    assert isinstance(event, DoorEvent)
    assert isinstance(gates, list)
    return page(
        "checkin/desk.html",
        **shown | {"gates": own_gates(gates)},
        desk=door_desk(event, viewer().account),
        now_ms=clock.epoch_ms(),
        dashboard_url=path("home.event", event_id=event_id) if is_organizer else None,
    )


@routes.get("/staff/<int:event_id>/attendees/search")
@guards.door
async def search(event_id: int) -> str:
    query = request.args.get("q", "")[:100]
    event, found, is_by_code = await read(_search, event_id, query)
    shown = {
        "found": found,
        "is_by_code": is_by_code,
        "query": query,
        "zone": event.zone,
        "is_of_another_keyboard": is_of_another_keyboard(query),
    }
    desk = door_desk(event, viewer().account)
    if wants_fragment():
        return fragment("checkin/_search_results.html", walk_in=desk.walk_in, prints=desk.prints, **shown)
    return page("checkin/search.html", desk=desk, walk_in=desk.walk_in, prints=desk.prints, **shown)


@routes.post("/staff/<int:event_id>/checkin")
@guards.door
async def check_in(event_id: int) -> Any:
    return await _scanned(service.check_in, event_id)


@routes.post("/staff/<int:event_id>/checkin/undo")
@guards.door
async def undo(event_id: int) -> Any:
    return await _scanned(service.undo, event_id)


@routes.post("/organizer/event/<int:event_id>/checkin/<int:attendee_id>")
@guards.organizer
async def check_in_attendee(event_id: int, attendee_id: int) -> Any:
    return await _scanned(service.check_in, event_id, attendee_id)


@routes.post("/organizer/event/<int:event_id>/checkin/<int:attendee_id>/undo")
@guards.organizer
async def undo_attendee(event_id: int, attendee_id: int) -> Any:
    return await _scanned(service.undo, event_id, attendee_id)


async def _scanned(rule: Rule, event_id: int, attendee_id: int | None = None) -> Any:
    """A refused gate is an answer of the desk, too: a scan that waited must not be sent for ever."""
    scan = await posted_scan(event_id, attendee_id)
    try:
        require_gate(scan)
    except GateNotYours as refusal:
        if wants_json():
            raise
        return refused_as_html("wrong_gate", refusal.status, _desk(await _event(event_id)))
    answer = await transact(rule, scan=scan)
    if wants_json():
        return as_json(answer)
    event = await _event(event_id)
    return as_html(answer, _desk(event), await _answers(event, answer))


async def _event(event_id: int) -> DoorEvent:
    return existing(await read(desk_queries.select_event, event_id))


def _desk(event: DoorEvent) -> Desk:
    return door_desk(event, viewer().account)


async def _answers(event: DoorEvent, answer: Answer) -> list[Given]:
    """Asked for where the event has such questions alone: other doors are as fast as without any."""
    if not event.has_door_questions or answer.attendee is None:
        return []
    return await read(select_door_answers, event.id, answer.attendee.id)


def _search(tx: Transaction, event_id: int, query: str) -> tuple[DoorEvent, list[Found], bool]:
    event = existing(desk_queries.select_event(tx, event_id))
    return event, *read_found(tx, event_id, query, current_language())
