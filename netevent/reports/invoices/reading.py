"""What the organizer's page of invoices shows. Called by the routes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netevent.core.database import Transaction
from netevent.payments.invoices.invoice import Invoice
from netevent.payments.invoices.queries import Shown, select_days, select_shown
from netevent.payments.settings.payment_settings import Seller
from netevent.payments.settings.queries import select_settings

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class InvoiceList:
    """`older_than`: the last one of this page, where there are more; `months` are their first days.

    `seller` is who sells from now on: what was issued keeps the one that it had.
    """

    invoices: list[Invoice]
    older_than: int | None
    years: list[int]
    months: list[date]
    seller: Seller

    @property
    def lacks_seller(self) -> bool:
        """An invoice is none without its seller's name and address."""
        return not (self.seller.name and self.seller.address)


def read_list(tx: Transaction, event_id: int, shown: Shown, before: int | None) -> InvoiceList:
    found = select_shown(tx, event_id, shown, before, ON_A_PAGE + 1)
    page = found[:ON_A_PAGE]
    days = select_days(tx, event_id)
    return InvoiceList(
        invoices=page,
        older_than=page[-1].id if len(found) > ON_A_PAGE else None,
        years=sorted({day.year for day in days}, reverse=True),
        months=sorted({day.replace(day=1) for day in days}, reverse=True),
        seller=select_settings(tx, event_id).seller,
    )
