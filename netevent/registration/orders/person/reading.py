"""What the own pages of an attendee say of the order. Called by `home`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from netevent.attendees.queries import select_attendee
from netevent.core.database import Transaction
from netevent.core.text.comparing import normalize_email
from netevent.payments.invoices.invoice import Invoice
from netevent.payments.invoices.queries import select_of_order as select_invoices
from netevent.payments.payment import Method
from netevent.payments.queries import select_of_order
from netevent.registration.orders.order import Order, OrderSeat, OrderState
from netevent.registration.orders.person.queries import select_order_of


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """`is_buyer`: the attendee placed it, and alone may open its page. `by_transfer`: else at the desk."""

    order: Order
    seat: OrderSeat
    is_buyer: bool
    comes: bool
    by_transfer: bool
    invoices: Sequence[Invoice]

    @property
    def costs(self) -> bool:
        """Whether somebody pays, or has paid, for the own seat: then it does not end by itself."""
        return bool(self.seat.due)

    @property
    def amount(self) -> Decimal:
        """All of it for who pays it, else the own seat's."""
        return self.order.total if self.is_buyer else self.seat.due

    @property
    def due(self) -> Decimal:
        """What is still to be paid; nothing for who does not come."""
        is_due = self.order.state is OrderState.placed and self.comes
        return self.amount if is_due else Decimal(0)


def read_own_order(tx: Transaction, attendee_id: int) -> OwnOrder | None:
    """None for who came onto the list without an order."""
    person = select_attendee(tx, attendee_id)
    order = select_order_of(tx, person.event_id, attendee_id) if person else None
    if person is None or order is None:
        return None
    is_buyer = normalize_email(order.buyer.email) == normalize_email(person.email)
    its = select_of_order(tx, order.reference)
    return OwnOrder(
        order=order,
        seat=next(seat for seat in order.seats if seat.attendee_id == attendee_id),
        is_buyer=is_buyer,
        comes=person.is_attending or person.is_in,
        by_transfer=any(one.method is Method.transfer and one.state.is_open for one in its),
        invoices=select_invoices(tx, order.reference) if is_buyer else (),
    )
