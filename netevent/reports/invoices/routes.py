"""The organizer's invoices: the list, one as PDF, and the order of a file with many.

Who does not sell any more, or whose event is archived, needs them for years: nothing here changes the event.
"""

from __future__ import annotations

import asyncio
from typing import Any

from quart import Blueprint, Response, request
from werkzeug.wrappers import Response as BaseResponse

from netevent.core.errors import existing
from netevent.core.i18n import current_language, gettext
from netevent.core.site import read, site, transact
from netevent.core.web.forms import number_in
from netevent.core.web.paths import path
from netevent.core.web.requests import go_to
from netevent.documents.download import download, file_name
from netevent.documents.invoices import drawing
from netevent.documents.made.made_file import Ordered
from netevent.documents.made.service import order
from netevent.events.details import Event
from netevent.events.office_page import office_page
from netevent.events.queries import select_event
from netevent.identity import guards
from netevent.payments.invoices.invoice import Kind
from netevent.payments.invoices.queries import Shown, select_invoice
from netevent.reports.invoices.asking import asked_file, asked_list
from netevent.reports.invoices.files import FileKind, InvoiceFile
from netevent.reports.invoices.jobs import INVOICES
from netevent.reports.invoices.reading import read_list

routes = Blueprint("invoices", __name__)

FILES_OF_AN_EVENT = "60/hour"


@routes.get("/organizer/event/<int:event_id>/invoices")
@guards.organizer
async def show(event_id: int) -> str:
    shown = asked_list(request.args)
    listed = await read(read_list, event_id, shown, number_in(request.args.get("before")))
    seller_form = path("payment_settings.edit", event_id=event_id)
    given: dict[str, Any] = {"listed": listed, "shown": shown, "kinds": list(Kind), "asked": _asked(shown)}
    return await office_page("reports/invoices/list.html", event_id, seller_form=seller_form, **given)


@routes.get("/organizer/event/<int:event_id>/invoices/<int:invoice_id>")
@guards.organizer
async def pdf(event_id: int, invoice_id: int) -> Response:
    invoice = existing(await read(select_invoice, event_id, invoice_id))
    content = await asyncio.to_thread(drawing.invoice_pdf, invoice)
    return download(content, drawing.CONTENT_TYPE, drawing.file_name(invoice))


@routes.post("/organizer/event/<int:event_id>/invoices/file")
@guards.event_team
async def file(event_id: int) -> BaseResponse:
    """A job makes it, and its page shows how far it is."""
    kind, shown = asked_file(await request.form)
    event = existing(await read(select_event, event_id))
    await site().limits.spend(FILES_OF_AN_EVENT, "export", str(event_id))
    wanted = InvoiceFile(event_id, kind, shown, current_language())
    file_id = await transact(order, INVOICES, wanted, _ordered(event, kind, shown))
    return go_to("made_files.show", event_id=event_id, file_id=file_id)


def _ordered(event: Event, kind: FileKind, shown: Shown) -> Ordered:
    month = f" {shown.since:%Y-%m}" if shown.since else ""
    name = file_name(f"{event.name} - {gettext('Invoices')}{month}", "invoices")
    return Ordered(
        organizer_id=guards.viewer().id,
        event_id=event.id,
        name=f"{name}.{kind}",
        plain_name=f"invoices{month.replace(' ', '-')}.{kind}",
        media_type=kind.media_type,
        back=path("invoices.show", event_id=event.id, **_asked(shown)),
    )


def _asked(shown: Shown) -> dict[str, str]:
    """What an address says for it."""
    asked = {"year": shown.year, "kind": shown.kind}
    return {name: str(value) for name, value in asked.items() if value is not None}
