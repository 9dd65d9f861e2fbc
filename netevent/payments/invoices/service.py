"""The rules of invoices: one for each payment, a credit note for each refund, numbered without gaps.

The numbers are the organizer's, over all events, and begin anew with each year. Called by `registration`
when an order is paid, by the reactions, and by who deletes an event.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import Conflict, existing
from netevent.core.i18n import N_, gettext, speaking
from netevent.events.details import Event
from netevent.events.queries import select_event, select_zone
from netevent.payments.invoices import queries
from netevent.payments.invoices.invoice import Buyer, Content, Corrected, Draft, Invoice, Kind, Line, Paid
from netevent.payments.invoices.tax import Shares, shares
from netevent.payments.payment import Payment
from netevent.payments.queries import lock_payment
from netevent.payments.settings.queries import select_settings


class HasInvoices(Conflict):
    code = "has_invoices"
    message = N_(
        "This event has invoices or payments, which the law makes you keep for years."
        " Put it into the archive instead."
    )


def issue(
    tx: Transaction,
    event_id: int,
    payment_id: int,
    reference: str,
    buyer: Buyer,
    lines: Sequence[Line],
    language: str,
    today: date,
) -> Invoice:
    """The invoice of a payment; the first one where it has one. `today` is the day at the event: `today_at`.

    Raises:
        NotFound: the event has no such payment.
    """
    payment = existing(lock_payment(tx, event_id, payment_id))
    issued = queries.select_of_payment(tx, payment_id)
    if issued is not None:
        return issued
    event, owner_id = existing(select_event(tx, event_id)), existing(queries.select_owner(tx, event_id))
    content = _content(tx, event, payment, buyer, tuple(lines), language)
    draft = Draft(
        organizer_id=owner_id,
        event_id=event_id,
        reference=reference,
        kind=Kind.invoice,
        issued_on=today,
        language=language,
        total=sum((line.total for line in lines), Decimal(0)),
        currency=payment.money.currency,
        content=content,
        payment_id=payment_id,
    )
    return _numbered(tx, draft)


def correct(tx: Transaction, refund_id: int, payment_id: int, amount: Decimal, today: date) -> Invoice | None:
    """The credit note of a refund, in the series of the invoice that it corrects; the first one where there
    is one. None: the payment has no invoice.
    """
    invoice = queries.lock_of_payment(tx, payment_id)
    if invoice is None:
        return None
    issued = queries.select_of_refund(tx, refund_id)
    return issued or _numbered(tx, _credit_note(tx, invoice, refund_id, amount, today))


def today_at(tx: Transaction, event_id: int) -> date:
    """The day on the calendar of the event, by which the year of a number goes."""
    return clock.local(clock.now(), select_zone(tx, event_id)).date()


def require_none(tx: Transaction, event_id: int) -> None:
    """
    Raises:
        HasInvoices: the event has invoices, or money was paid for it.
    """
    if queries.select_has_money(tx, event_id):
        raise HasInvoices


def _content(
    tx: Transaction, event: Event, payment: Payment, buyer: Buyer, lines: tuple[Line, ...], language: str
) -> Content:
    seller = select_settings(tx, event.id).seller
    paid_at = payment.paid_at
    paid = Paid(payment.method, clock.local(paid_at, event.zone).date()) if paid_at else None
    gross = sum((line.total for line in lines), Decimal(0))
    share = shares(gross, seller.vat_percent, payment.money.currency)
    return Content(seller, buyer, event.name.inside(language), lines, share.net, share.tax, paid)


def _credit_note(tx: Transaction, invoice: Invoice, refund_id: int, amount: Decimal, today: date) -> Draft:
    """By what stood on the invoice, whatever the organizer says today."""
    with speaking(invoice.language):
        line = Line(gettext("Refund"), 1, -amount, -amount)
    of, share = invoice.content, _share_of(tx, invoice, amount)
    content = Content(
        seller=of.seller,
        buyer=of.buyer,
        event=of.event,
        lines=(line,),
        net=-share.net,
        tax=-share.tax,
        paid=Paid(of.paid.method, today) if of.paid else None,
        corrects=Corrected(invoice.label, invoice.issued_on),
    )
    return Draft(
        organizer_id=invoice.organizer_id,
        event_id=invoice.event_id,
        reference=invoice.reference,
        kind=Kind.credit_note,
        issued_on=today,
        language=invoice.language,
        total=-amount,
        currency=invoice.currency,
        content=content,
        corrects_id=invoice.id,
        refund_id=refund_id,
    )


def _share_of(tx: Transaction, invoice: Invoice, amount: Decimal) -> Shares:
    """The last part takes what is left of the tax, so that no cent of it stays."""
    before = queries.select_corrections(tx, invoice.id)
    if amount != invoice.total + sum(one.total for one in before):
        return shares(amount, invoice.content.seller.vat_percent, invoice.currency)
    tax = invoice.content.tax + sum((one.content.tax for one in before), Decimal(0))
    return Shares(amount - tax, tax)


def _numbered(tx: Transaction, draft: Draft) -> Invoice:
    number = queries.take_number(tx, draft.organizer_id, draft.issued_on.year)
    return queries.select_issued(tx, queries.insert_invoice(tx, draft, number))
