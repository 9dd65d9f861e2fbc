"""The organizer uploads a timetable, sees what it would change, and lets it in."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from netevent.breakouts.importing import service
from netevent.breakouts.importing.reading import read_import
from netevent.breakouts.timetable import MOST_BYTES, UnreadableTimetable
from netevent.breakouts.timetable.process import read_in_process
from netevent.core.database.budget import patient
from netevent.core.errors import Conflict, Refusal, existing
from netevent.core.foreign_files import filename_of
from netevent.core.i18n import N_, gettext
from netevent.core.site import read, site, transact
from netevent.core.web.bodies import takes
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.events.queries import select_event
from netevent.identity import guards

routes = Blueprint("timetables", __name__)

UPLOADS_OF_AN_EVENT = "60/hour"
NO_FILE = N_("Choose a file first: schedule.xml, .xlsx, .xls, .ods or .csv.")


@routes.route("/organizer/event/<int:event_id>/breakout-sessions/import", methods=["GET", "POST"])
@guards.event_editor
@takes(MOST_BYTES)
async def upload(event_id: int) -> Any:
    if request.method != "POST":
        return await _upload_page(event_id)
    await site().limits.spend(UPLOADS_OF_AN_EVENT, "timetable", str(event_id))
    file = (await request.files).get("file")
    if file is None or not file.filename:
        return await _upload_page(event_id, gettext(NO_FILE)), 422
    try:
        return await _kept(event_id, file)
    except (UnreadableTimetable, Conflict) as refusal:
        return await _refused(event_id, refusal)


@routes.route(
    "/organizer/event/<int:event_id>/breakout-sessions/import/<int:import_id>", methods=["GET", "POST"]
)
@guards.event_editor
async def preview(event_id: int, import_id: int) -> Any:
    """What would change; once it was posted, what was done."""
    try:
        if request.method == "POST":
            with patient():  # a whole programme, and its lines move up
                await transact(service.apply, event_id, import_id)
            return go_to("timetables.preview", event_id=event_id, import_id=import_id)
        shown = await read(read_import, event_id, import_id)
    except Conflict as refusal:
        return await _refused(event_id, refusal)
    template = "breakouts/importing/done.html" if shown.done else "breakouts/importing/preview.html"
    return await office_page(template, event_id, done=shown.done, preview=shown.preview)


async def _kept(event_id: int, file: FileStorage) -> Response:
    event = existing(await read(select_event, event_id))
    name = filename_of(file.filename or "")
    timetable = await read_in_process(file.read(), name, event.zone)
    import_id = await transact(service.keep, event_id, name, timetable)
    return go_to("timetables.preview", event_id=event_id, import_id=import_id)


async def _refused(event_id: int, refusal: Refusal) -> Any:
    return await _upload_page(event_id, refusal.text), refusal.status


async def _upload_page(event_id: int, problem: str = "") -> str:
    return await office_page("breakouts/importing/upload.html", event_id, problem=problem)
