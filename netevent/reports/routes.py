"""The organizer's list of attendees as files: what the list shows, by the same address."""

from __future__ import annotations

from quart import Blueprint, Response

from netevent.attendees.listing import asked_filter
from netevent.core.errors import existing
from netevent.core.i18n import gettext
from netevent.core.site import read, site
from netevent.documents.download import download_file, file_name
from netevent.documents.workbook import CONTENT_TYPE as EXCEL
from netevent.events.details import Event
from netevent.events.queries import select_event
from netevent.identity import guards
from netevent.reports.export import csv_of, workbook_of
from netevent.reports.turns import ExportTurns

routes = Blueprint("reports", __name__)

CSV = "text/csv; charset=utf-8"


@routes.get("/organizer/event/<int:event_id>/attendees/excel/download")
@guards.organizer
async def excel(event_id: int) -> Response:
    event = existing(await read(select_event, event_id))
    async with site().part(ExportTurns).turn():
        made = await workbook_of(event, asked_filter())
    return download_file(made, EXCEL, f"{_name(event)}.xlsx", "attendees.xlsx")


@routes.get("/organizer/event/<int:event_id>/attendees/csv/download")
@guards.organizer
async def csv(event_id: int) -> Response:
    event = existing(await read(select_event, event_id))
    async with site().part(ExportTurns).turn():
        made = await csv_of(event, asked_filter())
    return download_file(made, CSV, f"{_name(event)}.csv", "attendees.csv")


def _name(event: Event) -> str:
    return file_name(f"{event.name} - {gettext('Attendees')}", "attendees")
