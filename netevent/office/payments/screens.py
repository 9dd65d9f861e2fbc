"""The organizer's payments, live: sums, what waits to be given back, and each payment wherever it shows."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.changes import MoneyGivenBack, OrderChanged, PaymentsChanged
from netevent.core.database import Transaction
from netevent.core.errors import NotFound
from netevent.events.queries import select_zone
from netevent.events.status import live_status
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveItem, LiveRegion, Screen
from netevent.office.payments import words
from netevent.office.payments.listing import PaymentFilter
from netevent.office.payments.queries import PaymentRow, count_to_refund, select_row
from netevent.office.payments.reading import (
    PaymentList,
    PaymentPage,
    Totals,
    read_page,
    read_payment,
    read_to_refund,
    read_totals,
)

CHANGES = (PaymentsChanged, MoneyGivenBack)


@dataclass(frozen=True, slots=True)
class Sums:
    event_id: int
    totals: Totals
    words: object = words


@dataclass(frozen=True, slots=True)
class ToRefund:
    """`waiting`: how many wait; the first of them are `to_refund`."""

    event_id: int
    zone: str
    waiting: int
    to_refund: list[PaymentRow]
    words: object = words


@dataclass(frozen=True, slots=True)
class Newest:
    newest: PaymentList
    words: object = words


@dataclass(frozen=True, slots=True)
class OneRow:
    row: PaymentRow
    zone: str
    words: object = words


@dataclass(frozen=True, slots=True)
class OnePayment:
    shown: PaymentPage
    words: object = words


def read_sums(tx: Transaction, event_id: int) -> Sums:
    return Sums(event_id, read_totals(tx, event_id))


def read_refunds(tx: Transaction, event_id: int) -> ToRefund:
    zone, waiting = select_zone(tx, event_id), count_to_refund(tx, event_id)
    return ToRefund(event_id, zone, waiting, read_to_refund(tx, event_id) if waiting else [])


def read_newest(tx: Transaction, event_id: int) -> Newest:
    return Newest(read_page(tx, event_id, PaymentFilter(), 0))


def read_row(tx: Transaction, event_id: int, payment_id: int) -> OneRow | None:
    row = select_row(tx, event_id, payment_id)
    return OneRow(row, select_zone(tx, event_id)) if row else None


def read_one(tx: Transaction, event_id: int, payment_id: int) -> OnePayment | None:
    try:
        return OnePayment(read_payment(tx, event_id, payment_id))
    except NotFound:
        return None


PAYMENTS = Screen(
    "payments",
    require_event_team,
    (
        LiveRegion(
            "payments-{key}-sums", "office/payments/_sums.html", read_sums, (*CHANGES, OrderChanged), 2.0
        ),
        LiveRegion("payments-{key}-refund", "office/payments/_to_refund.html", read_refunds, CHANGES, 1.0),
        LiveRegion("payments-{key}-newest", "office/payments/_newest.html", read_newest, CHANGES, 1.0),
        live_status(*CHANGES),
    ),
    items=(
        LiveItem(
            "payment-{key}-row",
            "office/payments/_row.html",
            read_row,
            CHANGES,
            lambda change, event_id: int(change.payment_id),
        ),
        LiveItem(
            "payment-{key}-state",
            "office/payments/_payment.html",
            read_one,
            CHANGES,
            lambda change, event_id: int(change.payment_id),
        ),
    ),
    within="office",
)
