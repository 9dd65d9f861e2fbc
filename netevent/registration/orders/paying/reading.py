"""What the page of an order shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.text.comparing import normalize_email
from netevent.events.details import Event
from netevent.events.queries import select_event
from netevent.payments.invoices.invoice import Invoice
from netevent.payments.invoices.queries import select_of_order as select_invoices
from netevent.payments.payment import ONLINE, Method, Payment, State
from netevent.payments.queries import select_of_order
from netevent.payments.settings.payment_settings import PaymentSettings
from netevent.payments.settings.queries import select_settings
from netevent.payments.transfer.how_to_pay import HowToPay, how_to_pay
from netevent.registration.orders.handing_over.service import ends_at as handing_over_ends_at
from netevent.registration.orders.order import Order, OrderState
from netevent.registration.orders.queries import count_before, select_any
from netevent.registration.orders.settling.service import is_for_somebody
from netevent.registration.settings.queries import select_settings as select_registration_settings


@dataclass(frozen=True, slots=True)
class Shown:
    """What the region of the page is given."""

    shown: OrderPage


@dataclass(frozen=True, slots=True)
class OrderPage:
    """`place` is the number in the line of one that waits, from 1."""

    order: Order
    event: Event
    payments: Sequence[Payment]
    settings: PaymentSettings
    place: int
    may_hand_over: bool = False
    invoices: Sequence[Invoice] = ()
    # Somebody of it comes; else nothing is to be paid.
    comes: bool = True

    @property
    def waits_for(self) -> Payment | None:
        """A payment that somebody has begun elsewhere, and of which no word has come."""
        waiting = [one for one in self.payments if one.method in ONLINE and one.state is State.pending]
        return waiting[-1] if waiting and self.order.state.holds else None

    @property
    def has_failed(self) -> bool:
        """The last attempt to pay failed."""
        tries = [one for one in self.payments if one.method in ONLINE]
        return bool(tries) and tries[-1].state is State.failed and self.order.state.holds

    @property
    def by_transfer(self) -> Payment | None:
        return self._open(Method.transfer)

    @property
    def transfer(self) -> HowToPay | None:
        """What to write into the bank transfer that is awaited."""
        open_one = self.by_transfer
        if open_one is None or not self.settings.account.iban:
            return None
        return how_to_pay(self.settings.account, open_one.money, self.order.reference)

    @property
    def at_the_desk(self) -> Payment | None:
        return self._open(Method.desk)

    @property
    def to_give_back(self) -> list[Payment]:
        """Money that came too late, or twice, and is still here."""
        return [one for one in self.payments if one.problem.is_to_refund and one.left]

    @property
    def has_own_seat(self) -> bool:
        """Whether the buyer is one of the people."""
        own = normalize_email(self.order.buyer.email)
        return any(normalize_email(seat.person.email) == own for seat in self.order.seats)

    def _open(self, method: Method) -> Payment | None:
        return next((one for one in self.payments if one.method is method and one.state.is_open), None)


def read_order(tx: Transaction, order_id: int) -> Shown | None:
    """For a reader whose browser has the right to this order (`orders.reading_rights`)."""
    found = read_page(tx, order_id)
    return Shown(found) if found else None


def read_page(tx: Transaction, order_id: int) -> OrderPage | None:
    """As `read_order`."""
    order = select_any(tx, order_id)
    event = select_event(tx, order.event_id) if order else None
    if order is None or event is None:
        return None
    place = count_before(tx, order) + 1 if order.state is OrderState.waiting else 0
    settings = select_settings(tx, event.id)
    is_in_time = clock.now() < handing_over_ends_at(event, select_registration_settings(tx, event.id))
    may_hand_over = is_in_time and order.state in (OrderState.settled, OrderState.placed)
    comes = order.state is not OrderState.placed or is_for_somebody(tx, order)
    payments, invoices = select_of_order(tx, order.reference), select_invoices(tx, order.reference)
    return OrderPage(order, event, payments, settings, place, may_hand_over, invoices, comes)
