"""The organizer's page of other paper than badges, and its files."""

from __future__ import annotations

import asyncio
from functools import partial

from quart import Blueprint, Response

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n import current_language, gettext
from netevent.core.site import read, site
from netevent.core.web.paths import url
from netevent.documents.door_list.drawing import door_list_pdf
from netevent.documents.download import download, file_name
from netevent.documents.name_tents.drawing import name_tents_pdf
from netevent.events.office_page import office_page
from netevent.events.queries import select_event
from netevent.identity import guards
from netevent.papers.door_list.queries import count_listed
from netevent.papers.door_list.reading import read_door_list
from netevent.papers.name_tents.reading import read_tents
from netevent.reports.answering import FILES_OF_AN_EVENT
from netevent.reports.turns import ExportTurns

routes = Blueprint("papers", __name__)

PDF = "application/pdf"


@routes.get("/organizer/event/<int:event_id>/papers")
@guards.organizer
async def show(event_id: int) -> str:
    tents, listed = await read(_counts, event_id)
    return await office_page("papers/show.html", event_id, tents=tents, listed=listed)


@routes.get("/organizer/event/<int:event_id>/papers/door-list")
@guards.organizer
async def door_list(event_id: int) -> Response:
    await site().limits.spend(FILES_OF_AN_EVENT, "papers", str(event_id))
    listed = await read(read_door_list, event_id, partial(_desk_link, event_id), clock.now())
    async with site().part(ExportTurns).turn():
        content = await asyncio.to_thread(door_list_pdf, listed)
    return _pdf(content, f"{listed.event} - {gettext('Door list')}", "door-list")


@routes.get("/organizer/event/<int:event_id>/papers/name-tents")
@guards.organizer
async def name_tents(event_id: int) -> Response:
    await site().limits.spend(FILES_OF_AN_EVENT, "papers", str(event_id))
    event = existing(await read(select_event, event_id))
    tents = existing(await read(read_tents, event_id, current_language()) or None)
    async with site().part(ExportTurns).turn():
        content = await asyncio.to_thread(name_tents_pdf, tents, str(event.name), current_language())
    return _pdf(content, f"{event.name} - {gettext('Name tents')}", "name-tents")


def _pdf(content: bytes, name: str, plain: str) -> Response:
    return download(content, PDF, f"{file_name(name, plain)}.pdf", f"{plain}.pdf")


def _counts(tx: Transaction, event_id: int) -> tuple[int, int]:
    return len(read_tents(tx, event_id, current_language())), count_listed(tx, event_id)


def _desk_link(event_id: int, initial: str) -> str:
    """Where the people of the letter stand at the desk."""
    base_url = site().settings.base_url
    if not initial:
        return url(base_url, "checkin.search", event_id=event_id)
    return url(base_url, "letters.show", event_id=event_id, initial=initial)
