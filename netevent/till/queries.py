"""SQL of what is to be paid at the desk."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from netevent.attendees.writing import update_attendee
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, order_seats
from netevent.registration.orders.order import SeatState


def select_order_of(tx: Transaction, event_id: int, attendee_id: int) -> int | None:
    """The order in which this one was registered."""
    its = (order_seats.c.event_id == event_id, order_seats.c.attendee_id == attendee_id)
    statement = select(order_seats.c.order_id).where(*its, order_seats.c.state == SeatState.given)
    return tx.execute(statement.limit(1)).scalar()


def update_paid(tx: Transaction, event_id: int, attendee_id: int) -> bool:
    """False: there is nothing to be paid any more."""
    its = (attendees.c.event_id == event_id, _is_due())
    return update_attendee(tx, attendee_id, *its, payment_status="paid", amount_due=None)


def _is_due() -> ColumnElement[bool]:
    return attendees.c.payment_status == "pending"
