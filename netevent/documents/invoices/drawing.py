"""An invoice as a PDF file, in its buyer's language: what goes in is all that stands on it.

Called by routes and jobs, in a thread: some ten milliseconds for a page. ReportLab keeps what it registers
for the whole process, so one is drawn after the other.
"""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import SimpleDocTemplate

from netevent.core.i18n import speaking
from netevent.documents.invoices import typeface, words
from netevent.documents.invoices.pages import numbered
from netevent.documents.invoices.parts import parts
from netevent.documents.one_at_a_time import one_at_a_time
from netevent.payments.invoices.invoice import Invoice

CONTENT_TYPE = "application/pdf"
MARGIN = 20 * mm
# What ReportLab leaves free within the margins.
PADDING = 6


def invoice_pdf(invoice: Invoice) -> bytes:
    with one_at_a_time(), speaking(invoice.language):
        typeface.register()
        return _drawn(invoice)


def file_name(invoice: Invoice) -> str:
    """invoice-2026-0017.pdf, in ASCII and alike for all readers: programs sort by it."""
    return f"{invoice.kind.value.replace('_', '-')}-{invoice.label}.pdf"


def _drawn(invoice: Invoice) -> bytes:
    file = BytesIO()
    title, seller = words.title(invoice), invoice.content.seller.name
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN - PADDING,
        rightMargin=MARGIN - PADDING,
        topMargin=MARGIN - PADDING,
        bottomMargin=MARGIN - PADDING,
        title=title,
        author=seller,
        subject=invoice.content.event,
        creator="NetEvent",
        lang=invoice.language,
        displayDocTitle=True,
    )
    foot = typeface.drawable(" · ".join(filter(None, (seller, title))))
    document.build(list(parts(invoice)), canvasmaker=numbered(foot, MARGIN))
    return file.getvalue()
