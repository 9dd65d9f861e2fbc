"""Invoices that were never sold, and their PDF files read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from netevent.payments.invoices.invoice import Buyer, Content, Corrected, Invoice, Kind, Line, Paid
from netevent.payments.invoices.tax import shares
from netevent.payments.payment import Method
from netevent.payments.settings.payment_settings import Seller

BUYER = Buyer("Jörg Groß", "Müller GmbH", "Lange Straße 5\n10117 Berlin", "DE123456789")
TICKET = Line("Ticket „Profi“", 2, Decimal("59.50"), Decimal("119.00"))
CORRECTED = Corrected("2026-0017", date(2026, 11, 27))


def invoice(
    language: str = "en",
    lines: Sequence[Line] = (TICKET,),
    *,
    buyer: Buyer = BUYER,
    percent: str = "19",
    note: str = "",
    corrects: Corrected | None = None,
    **changed: Any,
) -> Invoice:
    total = sum((line.total for line in lines), Decimal(0))
    share = shares(total, Decimal(percent), str(changed.get("currency", "EUR")))
    seller = Seller("Stadtwerk eG", "Hauptstraße 1\n80331 München", "DE987654321", Decimal(percent), note)
    paid = Paid(Method.transfer, date(2026, 11, 26))
    content = Content(
        seller, buyer, "Smart Cities Summit", tuple(lines), share.net, share.tax, paid, corrects
    )
    given: dict[str, Any] = {
        "id": 1,
        "organizer_id": 1,
        "event_id": 1,
        "reference": "K7QX2MPL9TRA",
        "kind": Kind.credit_note if corrects else Kind.invoice,
        "year": 2026,
        "number": 17,
        "issued_on": date(2026, 11, 27),
        "language": language,
        "total": total,
        "currency": "EUR",
        "content": content,
        "corrects_id": None,
    }
    return Invoice(**given | changed)


def text_of(content: bytes) -> str:
    """Of all pages, with one kind of space."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return " ".join(" ".join(pages).split())
