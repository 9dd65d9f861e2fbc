"""A letter's page of the desk: opened by the code beside it on the list on paper."""

from __future__ import annotations

from quart import Blueprint

from netevent.checkin.desks import queries as desk_queries
from netevent.checkin.desks.desk import door_desk
from netevent.checkin.desks.queries import DoorEvent, Found
from netevent.core.database import Transaction
from netevent.core.errors import NotFound, existing
from netevent.core.i18n import current_language
from netevent.core.site import read
from netevent.core.web.requests import page
from netevent.identity import guards

routes = Blueprint("letters", __name__)


@routes.get("/staff/<int:event_id>/letter/<initial>")
@guards.door
async def show(event_id: int, initial: str) -> str:
    if len(initial) != 1:
        raise NotFound
    event, found = await read(_found, event_id, initial)
    desk = door_desk(event, guards.viewer().account)
    return page("checkin/letter.html", desk=desk, initial=initial.upper(), found=found, zone=event.zone)


def _found(tx: Transaction, event_id: int, initial: str) -> tuple[DoorEvent, list[Found]]:
    event = existing(desk_queries.select_event(tx, event_id))
    return event, desk_queries.select_found_by_initial(tx, event_id, initial, current_language())
