"""The parts of an invoice, from above to below, in the language in use. Called by `drawing`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from netevent.core.i18n import gettext
from netevent.core.i18n.writing import long_date, number, price
from netevent.documents.invoices import words
from netevent.documents.invoices.text import Text
from netevent.documents.invoices.typeface import BOLD, PLAIN
from netevent.payments.invoices.invoice import Invoice, Line
from netevent.payments.invoices.tax import Shares, shares_of_each

WIDTH = 170 * mm
HALF = (100 * mm, 70 * mm)
FAINT, LINE = colors.HexColor("#5b6472"), colors.HexColor("#c9ced6")
TEXT = ParagraphStyle("text", fontName=PLAIN, fontSize=9.5, leading=13.5)
SMALL = ParagraphStyle("small", TEXT, fontSize=8, leading=11, textColor=FAINT)
STRONG = ParagraphStyle("strong", TEXT, fontName=BOLD)
RIGHT = ParagraphStyle("right", TEXT, alignment=TA_RIGHT)
RIGHT_STRONG = ParagraphStyle("right_strong", STRONG, alignment=TA_RIGHT)
TITLE = ParagraphStyle("title", STRONG, fontSize=19, leading=24)
TIGHT: list[tuple[Any, ...]] = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def parts(invoice: Invoice) -> Iterator[Flowable]:
    yield _head(invoice)
    yield Spacer(0, 12 * mm)
    yield Text(words.title(invoice), TITLE)
    if corrected := words.corrects(invoice):
        yield Text(corrected, TEXT)
    yield Spacer(0, 6 * mm)
    yield _lines(invoice)
    yield KeepTogether(list(_end(invoice)))


def _end(invoice: Invoice) -> Iterator[Flowable]:
    """What no end of a page comes between."""
    yield Spacer(0, 3 * mm)
    yield _sums(invoice)
    yield Spacer(0, 8 * mm)
    yield from _texts(*_remarks(invoice))


def _head(invoice: Invoice) -> Table:
    """Who buys at the left; who sells, and what it is about, at the right."""
    content = invoice.content
    buyer, seller = content.buyer, content.seller
    bought = [
        *_block(buyer.company or buyer.name, buyer.name if buyer.company else "", buyer.address),
        *_texts(words.vat_id(buyer.vat_id)),
    ]
    sold = [*_block(seller.name, seller.address), *_texts(words.vat_id(seller.vat_id))]
    about = [Spacer(0, 6 * mm), *_about(invoice)]
    return Table([[bought, [*sold, *about]]], colWidths=HALF, style=TIGHT)


def _about(invoice: Invoice) -> Iterator[Flowable]:
    facts = (
        (gettext("Date"), long_date(invoice.issued_on)),
        (gettext("Event"), invoice.content.event),
        (gettext("Order"), invoice.reference),
    )
    for name, value in facts:
        yield Text(name, SMALL)
        yield Text(value, TEXT)
        yield Spacer(0, 1 * mm)


def _lines(invoice: Invoice) -> Table:
    """Over as many pages as it needs, with the headings on each."""
    lines = invoice.content.lines
    percent = invoice.content.seller.vat_percent
    totals = (line.total for line in lines)
    shares = shares_of_each(totals, percent, invoice.currency) if percent else [None] * len(lines)
    rows = [_headings(has_tax=bool(percent))]
    rows += [_row(invoice.currency, line, share) for line, share in zip(lines, shares, strict=True)]
    numbers = (27 * mm, 26 * mm, 27 * mm) if percent else (27 * mm, 27 * mm)
    quantity = 18 * mm
    widths = (WIDTH - quantity - sum(numbers), quantity, *numbers)
    style = [
        *TIGHT,
        ("RIGHTPADDING", (0, 0), (0, -1), 3 * mm),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, FAINT),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    return Table(rows, colWidths=widths, style=style, repeatRows=1, splitInRow=1)


def _headings(*, has_tax: bool) -> list[Any]:
    amounts = [gettext("Unit price"), *([gettext("Net")] if has_tax else []), gettext("Total")]
    faint = ParagraphStyle("heading", SMALL, alignment=TA_RIGHT)
    numbers = [Text(one, faint) for one in (gettext("Quantity"), *amounts)]
    return [Text(gettext("Description"), SMALL), *numbers]


def _row(currency: str, line: Line, share: Shares | None) -> list[Any]:
    amounts = [line.unit_price, *([share.net] if share else []), line.total]
    numbers = [_number(number(line.quantity)), *(_amount(one, currency) for one in amounts)]
    return [Text(line.text, TEXT), *numbers]


def _sums(invoice: Invoice) -> Table:
    """The total; what of it is tax, where there is one."""
    content, currency = invoice.content, invoice.currency
    rows: list[list[Any]] = []
    if content.seller.vat_percent:
        rows.append([_number(gettext("Net amount")), _amount(content.net, currency)])
        rows.append([_number(words.tax_name(invoice)), _amount(content.tax, currency)])
    total = price(invoice.total, currency)
    rows.append([_number(gettext("Total"), RIGHT_STRONG), _number(total, RIGHT_STRONG)])
    style = [*TIGHT, ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    return Table(rows, colWidths=(WIDTH - 42 * mm, 42 * mm), style=style)


def _remarks(invoice: Invoice) -> Iterator[str]:
    if invoice.content.seller.vat_percent:
        yield gettext("Unit prices and totals include VAT.")
    if how := words.paid(invoice):
        yield how
    if invoice.content.seller.note:
        yield invoice.content.seller.note


def _block(first: str, *more: str) -> list[Flowable]:
    """A name, and what stands below it."""
    named = [Text(first, STRONG)] if first else []
    return [*named, *_texts(*more)]


def _texts(*texts: str) -> list[Flowable]:
    return [Text(text, TEXT) for text in texts if text]


def _amount(amount: Decimal, currency: str) -> Text:
    return _number(price(amount, currency))


def _number(text: str, style: ParagraphStyle = RIGHT) -> Text:
    """A number that no line end cuts."""
    return Text(text, style, is_whole=True)
