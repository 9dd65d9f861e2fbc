"""The payments as Excel and CSV: what the list shows, by the same address."""

from __future__ import annotations

from quart import Blueprint, Response, request

from netevent.core.errors import existing
from netevent.core.i18n import gettext
from netevent.core.sandbox import ChildDied, OutOfBounds
from netevent.core.site import read, site
from netevent.documents.download import download_file, file_name
from netevent.documents.tables.process import Kind
from netevent.events.queries import select_event
from netevent.identity import guards
from netevent.office.payments.exporting.export import file_of
from netevent.office.payments.listing import filter_in
from netevent.reports.answering import FILES_OF_AN_EVENT, MEDIA_TYPES, FileNotMade
from netevent.reports.turns import ExportTurns

routes = Blueprint("payment_files", __name__)


@routes.get("/organizer/event/<int:event_id>/payments/excel/download")
@guards.organizer
async def excel(event_id: int) -> Response:
    return await _file(event_id, Kind.excel)


@routes.get("/organizer/event/<int:event_id>/payments/csv/download")
@guards.organizer
async def csv(event_id: int) -> Response:
    return await _file(event_id, Kind.csv)


async def _file(event_id: int, kind: Kind) -> Response:
    event = existing(await read(select_event, event_id))
    await site().limits.spend(FILES_OF_AN_EVENT, "payments", str(event_id))
    async with site().part(ExportTurns).turn():
        try:
            made = await file_of(site().database, event_id, kind, filter_in(request.args))
        except (ChildDied, OutOfBounds):
            raise FileNotMade from None
    name = file_name(f"{event.name} - {gettext('Payments')}", "payments")
    return download_file(made, MEDIA_TYPES[kind], f"{name}.{kind}", f"payments.{kind}")
