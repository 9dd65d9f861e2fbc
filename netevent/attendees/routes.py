"""The organizer's list of attendees, and the upload of a list."""

from __future__ import annotations

from functools import partial
from typing import Any

from quart import Blueprint, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from netevent.attendees.columns import COLUMNS, asked_columns, chosen_columns
from netevent.attendees.filters import LACKS, PRESENCES
from netevent.attendees.importing.attendee_file import AttendeeFileUnreadable, text
from netevent.attendees.importing.attendee_file.process import read_in_process
from netevent.attendees.importing.jobs import IMPORT
from netevent.attendees.importing.jobs import begin_import as queue_import
from netevent.attendees.importing.report import REPORT
from netevent.attendees.listing import Listing, asked_filter, asked_rows, listing, renewal
from netevent.attendees.screens import ATTENDEE_LIST
from netevent.attendees.types.assigning.service import assigned
from netevent.core.errors import existing
from netevent.core.foreign_files import filename_of
from netevent.core.i18n import N_, current_language, gettext
from netevent.core.jobs.job import Job, State
from netevent.core.jobs.queries import select_job_of_event
from netevent.core.site import read, site, transact
from netevent.core.web.bodies import takes
from netevent.core.web.forms import asked, asked_number
from netevent.core.web.paths import path
from netevent.core.web.requests import fragment, go_to, wants_fragment
from netevent.events.office_page import office_page
from netevent.identity import guards

routes = Blueprint("attendees", __name__)

UPLOADS_OF_AN_EVENT = "60/hour"
LARGEST_UPLOAD = 10 * 1024 * 1024

NO_FILE = N_("Choose a file first: .xlsx, .xls, .ods or .csv.")


@routes.get("/organizer/event/<int:event_id>/attendees")
@guards.organizer
async def attendee_list(event_id: int) -> Any:
    asked_page, seen = asked_number("page") or 0, asked_rows()
    if wants_fragment() and seen is not None:
        renewed = await read(renewal, event_id, asked_filter(), asked_page, seen)
        return fragment("attendees/_renewed.html", renewed=renewed, **_context(renewed.now))
    shown = await read(listing, event_id=event_id, shown=asked_filter(), page=asked_page)
    if wants_fragment():
        return fragment("attendees/_list.html", **_context(shown))
    return await _list_page(shown)


@routes.get("/organizer/event/<int:event_id>/attendees/import")
@guards.event_editor
async def upload(event_id: int) -> str:
    return await office_page("attendees/upload.html", event_id, problem="")


@routes.post("/organizer/event/<int:event_id>/attendees/import")
@guards.organizer
@takes(LARGEST_UPLOAD)
async def begin_import(event_id: int) -> Any:
    await site().limits.spend(UPLOADS_OF_AN_EVENT, "import", str(event_id))
    file = (await request.files).get("file")
    if file is None or not file.filename:
        return await _refused_upload(event_id, gettext(NO_FILE))
    try:
        return await _started(event_id, file)
    except AttendeeFileUnreadable as unreadable:
        return await _refused_upload(event_id, text(unreadable, gettext))


@routes.get("/organizer/event/<int:event_id>/attendees/import/<int:import_id>")
@guards.organizer
async def show_import(event_id: int, import_id: int) -> str:
    job = existing(await read(select_job_of_event, IMPORT.name, event_id, import_id))
    context = _import_context(job)
    if wants_fragment():
        return fragment("attendees/_import.html", **context)
    return await office_page("attendees/import.html", event_id, **context)


async def _list_page(shown: Listing) -> str:
    return await office_page(
        "attendees/list.html",
        shown.event_id,
        ATTENDEE_LIST,
        presences=PRESENCES,
        lacks=LACKS,
        all_columns=COLUMNS,
        assigned=await read(assigned, shown.event_id, asked("assigned")) if asked("assigned") else None,
        **_context(shown),
    )


def _context(shown: Listing) -> dict[str, Any]:
    """`list_at` gives the address of a list with these columns."""
    columns = chosen_columns()
    list_at = partial(path, "attendees.attendee_list", event_id=shown.event_id, column=asked_columns(columns))
    return {"listing": shown, "columns": columns, "list_at": list_at}


async def _started(event_id: int, file: FileStorage) -> Response:
    name = filename_of(file.filename or "")
    attendee_file = await read_in_process(file.read(), name)
    import_id = await transact(queue_import, event_id, name, attendee_file, current_language())
    return go_to("attendees.show_import", event_id=event_id, import_id=import_id)


async def _refused_upload(event_id: int, problem: str) -> Any:
    return await office_page("attendees/upload.html", event_id, problem=problem), 422


def _import_context(job: Job) -> dict[str, Any]:
    return {
        "job": job,
        "state": "running" if job.state is State.waiting else job.state,
        "report": REPORT.read(job.result),
    }
