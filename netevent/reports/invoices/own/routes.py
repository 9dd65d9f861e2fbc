"""An invoice or a credit note for who bought: the browser that may see the order gets those of that order."""

from __future__ import annotations

import asyncio

from quart import Blueprint, Response

from netevent.core.errors import existing
from netevent.core.site import read
from netevent.documents.download import download
from netevent.documents.invoices import drawing
from netevent.identity import guards
from netevent.payments.invoices.queries import select_invoice
from netevent.registration.orders.paying.own import event_of, own_order

routes = Blueprint("own_invoices", __name__)


@routes.get("/event/<code>/payment/invoice/<int:invoice_id>")
@guards.public
async def pdf(code: str, invoice_id: int) -> Response:
    """404 alike for one that there is not, of another event, and of another one's order."""
    event = await event_of(code)
    invoice = existing(await read(select_invoice, event.id, invoice_id))
    existing(await own_order(code, invoice.reference))
    content = await asyncio.to_thread(drawing.invoice_pdf, invoice)
    return download(content, drawing.CONTENT_TYPE, drawing.file_name(invoice))
