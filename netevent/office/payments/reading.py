"""What the pages of payments show, put together inside one read."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees.types.queries import AttendeeType, select_types
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.events.queries import select_zone
from netevent.office.payments import queries
from netevent.office.payments.listing import TO_REFUND, PaymentFilter
from netevent.office.payments.queries import OrderInvoice, PaymentRow
from netevent.office.payments.totals.queries import (
    Day,
    Line,
    select_by_day,
    select_by_method,
    select_by_type,
    select_open,
)
from netevent.payments.queries import select_of_order
from netevent.payments.refunds.asking.queries import Refund, select_refunds
from netevent.registration.orders.order import Order
from netevent.registration.orders.queries import select_order

PAGE_SIZE = 50
# Of those that wait to be given back, so many stand above the list.
FIRST_TO_REFUND = 20


@dataclass(frozen=True, slots=True)
class Totals:
    methods: list[Line]
    types: list[Line]
    days: list[Day]
    open: list[Line]

    @property
    def sums(self) -> list[Line]:
        """Of all methods, by currency."""
        return [_sum(one, self.methods) for one in dict.fromkeys(line.currency for line in self.methods)]


@dataclass(frozen=True, slots=True)
class PaymentList:
    """A page of the list. `older`: the number that its next page begins before, if there is one."""

    event_id: int
    zone: str
    rows: list[PaymentRow]
    older: int | None


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """`order` None: its order is gone. `others`: the other payments of the order."""

    row: PaymentRow
    zone: str
    order: Order | None
    refunds: list[Refund]
    invoices: list[OrderInvoice]
    others: list[PaymentRow]


def read_totals(tx: Transaction, event_id: int) -> Totals:
    return Totals(
        select_by_method(tx, event_id),
        select_by_type(tx, event_id),
        select_by_day(tx, event_id, select_zone(tx, event_id)),
        select_open(tx, event_id),
    )


def read_page(tx: Transaction, event_id: int, shown: PaymentFilter, before: int) -> PaymentList:
    zone = select_zone(tx, event_id)
    rows = queries.select_rows(tx, event_id, shown, zone, PAGE_SIZE + 1, before)
    older = rows[PAGE_SIZE - 1].id if len(rows) > PAGE_SIZE else None
    return PaymentList(event_id, zone, rows[:PAGE_SIZE], older)


def read_to_refund(tx: Transaction, event_id: int) -> list[PaymentRow]:
    zone = select_zone(tx, event_id)
    return queries.select_rows(tx, event_id, PaymentFilter(look=TO_REFUND), zone, FIRST_TO_REFUND)


def read_types(tx: Transaction, event_id: int) -> list[AttendeeType]:
    return select_types(tx, event_id)


def read_payment(tx: Transaction, event_id: int, payment_id: int) -> PaymentPage:
    """
    Raises:
        NotFound: the event has no such payment.
    """
    row = existing(queries.select_row(tx, event_id, payment_id))
    same = [one.id for one in select_of_order(tx, row.reference) if one.id != payment_id]
    others = (queries.select_row(tx, event_id, one) for one in same)
    return PaymentPage(
        row,
        select_zone(tx, event_id),
        select_order(tx, event_id, row.order_id) if row.order_id else None,
        select_refunds(tx, event_id, payment_id),
        queries.select_invoices(tx, event_id, row.reference),
        [one for one in others if one is not None],
    )


def _sum(currency: str, lines: list[Line]) -> Line:
    those = [line for line in lines if line.currency == currency]
    count = sum(line.count for line in those)
    received = sum((line.received for line in those), those[0].received * 0)
    return Line("", currency, count, received, sum((one.given_back for one in those), received * 0))
