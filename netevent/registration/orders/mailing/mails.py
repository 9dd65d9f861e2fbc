"""The mails about orders. Queued by the job in `orders.mailing.service`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from netevent.core.jobs import Priority
from netevent.core.mail import Mail
from netevent.payments.transfer.how_to_pay import HowToPay


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat: for whom, of which type, and what it costs, voucher taken off."""

    name: str
    type_name: str
    due: Decimal


@dataclass(frozen=True, slots=True)
class OrderMail(Mail):
    """What has become of an order, to who placed it. `news` is a `News`.

    `until` is UTC, and told in the event's `zone`. `amount` is money that came and is to be given back.
    `personal_link` opens the own page of who has a seat in it, else ''.
    """

    template: ClassVar[str] = "order"
    priority: ClassVar[Priority] = Priority.awaited

    news: str
    first_name: str
    event_name: str
    reference: str
    seats: list[SeatLine]
    total: Decimal
    currency: str
    until: datetime | None
    zone: str
    link: str
    personal_link: str
    transfer: HowToPay | None
    amount: Decimal
    has_invoice: bool = False


@dataclass(frozen=True, slots=True)
class SeatGiven(Mail):
    """To somebody whom another one registered."""

    template: ClassVar[str] = "seat_given"
    priority: ClassVar[Priority] = Priority.awaited

    first_name: str
    event_name: str
    buyer: str
    type_name: str
    link: str
    until: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class PaymentToReturn(Mail):
    """To the organizer: money is to be given back. `problem` is a `Problem`."""

    template: ClassVar[str] = "payment_to_return"

    first_name: str
    event_name: str
    problem: str
    buyer: str
    reference: str
    amount: Decimal
    currency: str
    link: str
