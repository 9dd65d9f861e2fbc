"""The rules of the till. Called by its routes, inside one transaction.

Who is registered by an order pays the whole order, for all its people. Who was added by a list or at the desk
pays the own seat, and the payment has a reference of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from netevent.attendees.queries import AttendeeRow, select_attendee
from netevent.changes import AttendeesChanged
from netevent.checkin.queries import select_due
from netevent.core.credentials import new_code
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, Malformed, NotFound
from netevent.core.i18n import N_
from netevent.payments import service as payments
from netevent.payments.payment import Method, Money, Payment, TakenAs
from netevent.payments.queries import lock_of_order
from netevent.payments.settings.queries import select_settings
from netevent.registration.orders.order import REFERENCE_LENGTH, Order
from netevent.registration.orders.queries import select_order
from netevent.till import queries


class NothingDue(Conflict):
    code = "nothing_due"
    message = N_("There is nothing to pay for this person any more.")


class AmountUnknown(Malformed):
    code = "amount_unknown"
    field = "amount"
    message = N_("The amount due is not known. Enter the amount that you take.")


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be paid, and for whom: the names of all people of the order. No amount: nobody knows it."""

    person: AttendeeRow
    names: tuple[str, ...]
    amount: Decimal | None
    currency: str
    reference: str = ""


def due(tx: Transaction, event_id: int, attendee_id: int) -> Due:
    """
    Raises:
        NotFound: the event has no such attendee.
        NothingDue: it is paid, or there was nothing to pay.
    """
    person = select_attendee(tx, attendee_id)
    if person is None or person.event_id != event_id:
        raise NotFound
    if person.is_paid:
        raise NothingDue
    if order := _order(tx, event_id, attendee_id):
        names = tuple(seat.person.name for seat in order.standing)
        return Due(person, names, order.total, order.currency, order.reference)
    money = select_due(tx, event_id, attendee_id)
    amount = money.amount if money else None
    return Due(person, (person.name,), amount, select_settings(tx, event_id).currency)


def take(
    tx: Transaction, event_id: int, attendee_id: int, by: str, taken_as: TakenAs, amount: Decimal | None
) -> None:
    """The money is here. `amount` counts only where nobody knows what is due.

    Raises:
        NotFound, NothingDue: as `due` does; somebody else may have taken it meanwhile.
        AmountUnknown: and none was given.
    """
    lock_event(tx, event_id)
    found = due(tx, event_id, attendee_id)
    money = Money(found.amount or _given(amount), found.currency)
    reference = found.reference or new_code(REFERENCE_LENGTH)
    payment = _begun(tx, reference) or payments.begin(tx, event_id, reference, Method.desk, money)
    payments.take(tx, event_id, payment.id, by, taken_as)
    if queries.update_paid(tx, event_id, attendee_id):
        tx.publish(AttendeesChanged(event_id))


def _order(tx: Transaction, event_id: int, attendee_id: int) -> Order | None:
    """The order that is still to be paid."""
    order_id = queries.select_order_of(tx, event_id, attendee_id)
    order = select_order(tx, event_id, order_id) if order_id else None
    return order if order and order.state.holds else None


def _begun(tx: Transaction, reference: str) -> Payment | None:
    """That the order is paid at the desk was said before."""
    its = lock_of_order(tx, reference)
    return next((one for one in its if one.method is Method.desk and one.state.is_open), None)


def _given(amount: Decimal | None) -> Decimal:
    if not amount:
        raise AmountUnknown
    return amount
