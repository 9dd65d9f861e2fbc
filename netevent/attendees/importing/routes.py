"""The upload of a list, its preview until somebody says yes, how far the import is, and its undo."""

from __future__ import annotations

import asyncio
from typing import Any

from quart import request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from netevent.attendees.blueprint import routes as routes
from netevent.attendees.importing.attendee_file import AttendeeFileUnreadable, Choice, ReadList, text
from netevent.attendees.importing.attendee_file.process import read_in_process
from netevent.attendees.importing.previews import service
from netevent.attendees.importing.previews.forms import chosen
from netevent.attendees.importing.previews.jobs import Upload
from netevent.attendees.importing.previews.queries import packed, unpacked
from netevent.attendees.importing.previews.reading import fault_text, read_preview, read_rows
from netevent.attendees.importing.previews.service import Kept
from netevent.attendees.importing.previews.words import FIELD_NAMES, FIELDS_SHOWN
from netevent.attendees.importing.reading import read_import
from netevent.attendees.importing.screens import IMPORTS
from netevent.attendees.importing.undoing import service as undoing
from netevent.core.database.budget import patient
from netevent.core.errors import Conflict, NotFound, existing
from netevent.core.foreign_files import filename_of
from netevent.core.i18n import N_, current_language, gettext
from netevent.core.site import read, site, transact
from netevent.core.web.bodies import takes
from netevent.core.web.forms import asked, asked_number
from netevent.core.web.requests import fragment, go_to, wants_fragment
from netevent.events.office_page import office_page
from netevent.identity import guards

UPLOADS_OF_AN_EVENT = "60/hour"
LARGEST_UPLOAD = 10 * 1024 * 1024
# Each look reads the whole list again.
LOOKS_AT_AN_EVENT = "1200/hour"

NO_FILE = N_("Choose a file first: .xlsx, .xls, .ods or .csv.")


@routes.get("/organizer/event/<int:event_id>/attendees/import")
@guards.event_editor
async def upload(event_id: int) -> str:
    return await _upload_page(event_id)


@routes.post("/organizer/event/<int:event_id>/attendees/import")
@guards.organizer
@takes(LARGEST_UPLOAD)
async def begin_import(event_id: int) -> Any:
    await site().limits.spend(UPLOADS_OF_AN_EVENT, "import", str(event_id))
    file = (await request.files).get("file")
    if file is None or not file.filename:
        return await _upload_page(event_id, gettext(NO_FILE)), 422
    try:
        return await _kept(event_id, file)
    except AttendeeFileUnreadable as unreadable:
        return await _upload_page(event_id, text(unreadable, gettext)), 422


@routes.get("/organizer/event/<int:event_id>/attendees/import/<int:import_id>")
@guards.organizer
async def show_import(event_id: int, import_id: int) -> Any:
    """What would happen; once somebody said yes, how far it is."""
    if shown := await read(read_import, event_id, import_id):
        if wants_fragment():
            return fragment("attendees/importing/_import.html", shown=shown, oob=False)
        return await office_page(
            "attendees/importing/import.html", event_id, IMPORTS, shown=shown, problem=""
        )
    try:
        kept = await read(service.find, event_id, import_id)
    except service.UploadGone as gone:
        return await _upload_page(event_id, gone.text), gone.status
    if kept.import_id:
        return go_to("attendees.show_import", event_id=event_id, import_id=kept.import_id)
    try:
        return await _preview_page(kept, await _read(kept))
    except AttendeeFileUnreadable as unreadable:
        return await _upload_page(event_id, text(unreadable, gettext)), 422


@routes.post("/organizer/event/<int:event_id>/attendees/import/<int:import_id>")
@guards.organizer
async def answer_preview(event_id: int, import_id: int) -> Any:
    """Keep what was chosen and show what would happen then; or let the list in."""
    try:
        kept = await read(service.find, event_id, import_id)
        if kept.import_id:
            return go_to("attendees.show_import", event_id=event_id, import_id=kept.import_id)
        return await _answered(kept)
    except service.UploadGone as gone:
        return await _upload_page(event_id, gone.text), gone.status


@routes.get("/organizer/event/<int:event_id>/attendees/import/<int:import_id>/rows")
@guards.organizer
async def import_rows(event_id: int, import_id: int) -> Any:
    """The rows of one group of the preview, page by page."""
    kept = await read(service.find, event_id, import_id)
    try:
        found = await _read(kept)
    except AttendeeFileUnreadable:
        raise NotFound from None
    with patient():
        page = existing(
            await read(read_rows, kept, found, current_language(), asked("group"), asked_number("page") or 0)
        )
    context: dict[str, Any] = {"page": page, "kept": kept, "fault_text": fault_text, "fields": _field_names()}
    if wants_fragment():
        return fragment("attendees/importing/_rows.html", event_id=event_id, **context)
    return await office_page("attendees/importing/rows.html", event_id, **context)


@routes.post("/organizer/event/<int:event_id>/attendees/import/<int:import_id>/undo")
@guards.organizer
async def undo_import(event_id: int, import_id: int) -> Any:
    try:
        undo_id = await transact(undoing.begin, event_id, import_id)
    except Conflict as refusal:
        shown = existing(await read(read_import, event_id, import_id))
        template = "attendees/importing/import.html"
        return await office_page(
            template, event_id, IMPORTS, shown=shown, problem=refusal.text
        ), refusal.status
    return go_to("attendees.show_import", event_id=event_id, import_id=undo_id)


async def _kept(event_id: int, file: FileStorage) -> Response:
    name, content, choice = filename_of(file.filename or ""), file.read(), Choice()
    found = await read_in_process(content, name, choice)
    parts = await asyncio.to_thread(packed, content)
    with patient():
        upload_id = await transact(service.keep, event_id, name, parts, found.layout, choice)
    return go_to("attendees.show_import", event_id=event_id, import_id=upload_id)


async def _answered(kept: Kept) -> Any:
    """A yes counts for what the page showed: where something else is chosen with it, that is shown first."""
    found = await _read(kept)
    form = await request.form
    wanted = chosen(form, found.layout, kept.upload)
    if wanted.choice != kept.upload.choice:
        return await _chosen_anew(kept, wanted, is_yes=form.get("action") == "import")
    if form.get("action") != "import":
        return await _chosen_anew(kept, wanted)
    try:
        import_id = await _applied(kept, wanted, found)
    except service.UploadGone:
        raise
    except Conflict as refusal:
        return await _preview_page(kept, found, refusal.text), refusal.status
    return go_to("attendees.show_import", event_id=kept.event_id, import_id=import_id)


async def _applied(kept: Kept, wanted: Upload, found: ReadList) -> int:
    if wanted != kept.upload:
        await transact(service.choose, kept.event_id, kept.id, found.layout, wanted)
    with patient():
        return await transact(
            service.apply,
            kept.event_id,
            kept.id,
            wanted,
            found.layout,
            found.people,
            current_language(),
        )


async def _chosen_anew(kept: Kept, wanted: Upload, is_yes: bool = False) -> Any:
    asked_for = Kept(kept.id, kept.event_id, kept.title, wanted, kept.parts)
    try:
        found = await _read(asked_for)
    except AttendeeFileUnreadable as unreadable:
        return await _preview_page(kept, await _read(kept), text(unreadable, gettext)), 422
    await transact(service.choose, kept.event_id, kept.id, found.layout, wanted)
    if is_yes:
        return await _preview_page(asked_for, found, gettext(service.ColumnsChanged.message)), 409
    if wants_fragment():
        kept = await read(service.find, kept.event_id, kept.id)
        return await _preview_page(kept, found if kept.upload == wanted else await _read(kept))
    return go_to("attendees.show_import", event_id=kept.event_id, import_id=kept.id)


async def _read(kept: Kept) -> ReadList:
    if not kept.parts:
        raise NotFound
    await site().limits.spend(LOOKS_AT_AN_EVENT, "preview", str(kept.event_id))
    content = await asyncio.to_thread(unpacked, kept.parts)
    return await read_in_process(content, kept.title, kept.upload.choice)


async def _preview_page(kept: Kept, found: ReadList, problem: str = "") -> str:
    with patient():
        preview = await read(read_preview, kept, found, current_language())
    context: dict[str, Any] = {
        "preview": preview,
        "problem": problem,
        "fault_text": fault_text,
        "fields": _field_names(),
        "choices": FIELDS_SHOWN,
    }
    if wants_fragment():
        return fragment("attendees/importing/_preview.html", event_id=kept.event_id, oob=False, **context)
    return await office_page("attendees/importing/preview.html", kept.event_id, **context)


def _field_names() -> dict[str, str]:
    return {field: gettext(name) for field, name in FIELD_NAMES.items()}


async def _upload_page(event_id: int, problem: str = "") -> str:
    return await office_page("attendees/importing/upload.html", event_id, problem=problem)
