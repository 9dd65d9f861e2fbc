"""The rules of cancelling a registration. Called by its routes, inside one transaction.

Its people are removed as by the office's own button, but for who is in: the door has let them in. What of the
money goes back is another question, answered in the same form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees, lock_event, lock_session
from netevent.core.errors import existing
from netevent.core.mail import Recipient, queue_mail
from netevent.events.queries import select_event
from netevent.office.batches.queries import select_session_ids, select_standings
from netevent.office.payments.cancelling.mails import RegistrationCancelled
from netevent.payments.payment import ONLINE, Payment
from netevent.payments.queries import select_of_order
from netevent.payments.refunds.asking.service import NotSoMuchLeft, ask
from netevent.privacy.deletion.service import delete_account
from netevent.registration.orders import service as orders
from netevent.registration.orders.leaving.queries import select_seated
from netevent.registration.orders.order import Order, OrderSeat, OrderState
from netevent.registration.orders.queries import select_order


@dataclass(frozen=True, slots=True)
class Cancelling:
    """What the page asks about: `seat` None: the whole order. `payments`: of which something is left."""

    order: Order
    seat: OrderSeat | None
    payments: tuple[Payment, ...]

    @property
    def left(self) -> Decimal:
        return sum((one.left for one in self.payments), Decimal(0))

    @property
    def has_cash(self) -> bool:
        """Some of it came by transfer or at the desk."""
        return any(one.method not in ONLINE for one in self.payments)

    @property
    def due(self) -> Decimal:
        """What is offered to be given back: all that is left, or what the one seat cost."""
        return self.left if self.seat is None else min(self.left, self.seat.due)


def find(tx: Transaction, event_id: int, order_id: int, seat_id: int | None) -> Cancelling:
    """
    Raises:
        NotFound: the event has no such order, or the order no such seat.
    """
    order = existing(select_order(tx, event_id, order_id))
    seat = None
    if seat_id is not None:
        seat = existing(next((one for one in order.seats if one.id == seat_id), None))
    theirs = (one for one in select_of_order(tx, order.reference) if one.left)
    return Cancelling(order, seat, tuple(theirs))


def cancel(
    tx: Transaction, event_id: int, order_id: int, seat_id: int | None, back: Decimal, by: str
) -> list[str]:
    """Cancel it, and give so much back. Returns the photos whose files are to be removed after the commit.

    Raises:
        NotFound: as `find`.
        NotSettled, CannotCancel: somebody was faster.
        NoSuchAmount, NotSoMuchLeft: then nothing is cancelled either.
    """
    lock_event(tx, event_id)
    cancelling = find(tx, event_id, order_id, seat_id)
    photos = _remove(tx, event_id, _taken_back(tx, cancelling))
    _give_back(tx, event_id, cancelling, back, by)
    return photos


def _taken_back(tx: Transaction, cancelling: Cancelling) -> list[int]:
    """The attendees of the seats that are nobody's from now on."""
    order, seat = cancelling.order, cancelling.seat
    if seat is not None:
        orders.take_seat_back(tx, order.event_id, order.id, seat.id)
        _tell(tx, order.event_id, seat)
        return [seat.attendee_id] if seat.attendee_id else []
    if order.state is not OrderState.settled:
        orders.cancel(tx, order.event_id, order.id)
        return []
    before = orders.take_back(tx, order.event_id, order.id)
    return sorted(one.attendee_id for one in before.seats if one.attendee_id)


def _remove(tx: Transaction, event_id: int, people: Sequence[int]) -> list[str]:
    """The locks of all come first, in the order of everybody's."""
    for session_id in select_session_ids(tx, people):
        lock_session(tx, event_id, session_id)
    lock_attendees(tx, *people)
    standing = select_standings(tx, event_id, people)
    seated = select_seated(tx, event_id, people)  # of two who were merged, the other order stands
    gone = [one for one in standing.values() if one.is_somebody and not one.is_in and one.id not in seated]
    return [delete_account(tx, one.id, forgets_orders=False) for one in gone]


def _tell(tx: Transaction, event_id: int, seat: OrderSeat) -> None:
    mail = RegistrationCancelled(existing(select_event(tx, event_id)).name, seat.person.first_name)
    queue_mail(tx, mail, Recipient(seat.person.email, seat.person.language, event_id=event_id))


def _give_back(tx: Transaction, event_id: int, cancelling: Cancelling, back: Decimal, by: str) -> None:
    """From the first payment as much as is left of it, the rest from the next."""
    for payment in cancelling.payments:
        part = min(back, payment.left)
        if part:
            ask(tx, event_id, payment.id, part, "", by)
            back -= part
    if back:
        raise NotSoMuchLeft
