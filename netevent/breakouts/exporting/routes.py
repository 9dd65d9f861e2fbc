"""The organizer's programme as files."""

from __future__ import annotations

from quart import Blueprint, Response

from netevent.breakouts.exporting import files
from netevent.breakouts.exporting.reading import Export, read_export
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.site import read
from netevent.events.queries import select_event
from netevent.identity import guards

routes = Blueprint("timetable_files", __name__)


@routes.get("/organizer/event/<int:event_id>/breakout-sessions/schedule.xml")
@guards.organizer
async def schedule_xml(event_id: int) -> Response:
    return await files.schedule_xml(await read(_export, event_id))


@routes.get("/organizer/event/<int:event_id>/breakout-sessions/programme.ics")
@guards.organizer
async def calendar(event_id: int) -> Response:
    return await files.calendar(await read(_export, event_id))


def _export(tx: Transaction, event_id: int) -> Export:
    return read_export(tx, existing(select_event(tx, event_id)))
