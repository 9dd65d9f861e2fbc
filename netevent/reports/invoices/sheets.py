"""The table of invoices, in the language of who asks. Called by `files`."""

from __future__ import annotations

from netevent.core.i18n import N_, gettext
from netevent.documents.invoices import words
from netevent.documents.tables.rows import Sheet, Value
from netevent.payments.invoices.invoice import Invoice

# With the widths of their columns.
COLUMNS = {
    N_("Number"): 14,
    N_("Kind"): 20,
    N_("Date"): 14,
    N_("Corrects"): 14,
    N_("Order"): 16,
    N_("Name"): 26,
    N_("Company"): 26,
    N_("Address"): 36,
    N_("VAT ID"): 18,
    N_("Email"): 30,
    N_("Net"): 12,
    N_("VAT in percent"): 14,
    N_("VAT"): 12,
    N_("Total"): 12,
    N_("Currency"): 10,
    N_("Paid"): 24,
}


def invoices_sheet() -> Sheet:
    return Sheet(gettext("Invoices"), {gettext(heading): width for heading, width in COLUMNS.items()})


def invoice_row(one: Invoice) -> tuple[Value, ...]:
    """Days are written as 2026-11-27, which every program sorts."""
    content = one.content
    buyer, how, of = content.buyer, content.paid, content.corrects
    return (
        one.label,
        words.kind_name(one.kind),
        one.issued_on.isoformat(),
        of.label if of else "",
        one.reference,
        buyer.name,
        buyer.company,
        buyer.address,
        buyer.vat_id,
        buyer.email,
        content.net,
        content.seller.vat_percent,
        content.tax,
        one.total,
        one.currency,
        f"{how.on.isoformat()}, {words.method_name(how)}" if how else "",
    )
