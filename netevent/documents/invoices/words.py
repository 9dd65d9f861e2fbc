"""What an invoice says beside what was bought, in the language in use. Called by `parts` and `drawing`."""

from __future__ import annotations

from netevent.core.i18n import gettext
from netevent.core.i18n.writing import long_date, number
from netevent.payments.invoices.invoice import Invoice, Kind, Paid
from netevent.payments.payment import Method


def kind_name(kind: Kind) -> str:
    return gettext("Invoice") if kind is Kind.invoice else gettext("Credit note")


def title(invoice: Invoice) -> str:
    """Invoice 2026-0017"""
    return f"{kind_name(invoice.kind)} {invoice.label}"


def corrects(invoice: Invoice) -> str:
    """Which invoice a credit note corrects; '' for an invoice."""
    of = invoice.content.corrects
    if of is None:
        return ""
    said = gettext("Corrects invoice %(number)s of %(day)s")
    return said % {"number": of.label, "day": long_date(of.issued_on)}


def paid(invoice: Invoice) -> str:
    """When and how it was paid, or given back; '' where it was not."""
    how = invoice.content.paid
    if how is None:
        return ""
    is_invoice = invoice.kind is Kind.invoice
    said = (
        gettext("Paid on %(day)s, %(method)s") if is_invoice else gettext("Paid back on %(day)s, %(method)s")
    )
    return said % {"day": long_date(how.on), "method": method_name(how)}


def method_name(how: Paid) -> str:
    names = {
        Method.stripe: gettext("online by Stripe"),
        Method.mollie: gettext("online by Mollie"),
        Method.transfer: gettext("by bank transfer"),
        Method.desk: gettext("at the desk"),
    }
    return names.get(how.method) or gettext("in the demo")


def vat_id(known: str) -> str:
    return gettext("VAT ID: %(number)s") % {"number": known} if known else ""


def tax_name(invoice: Invoice) -> str:
    """VAT 19%"""
    return gettext("VAT %(rate)s%%") % {"rate": number(float(invoice.content.seller.vat_percent))}
