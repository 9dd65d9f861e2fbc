"""SQL of the order of an attendee."""

from __future__ import annotations

from sqlalchemy import select

from netevent.core.database import Transaction
from netevent.core.database.tables import order_seats
from netevent.registration.orders.order import Order, SeatState
from netevent.registration.orders.queries import select_order


def select_order_of(tx: Transaction, event_id: int, attendee_id: int) -> Order | None:
    """The one that gives the attendee a seat; of two (both were one person) the later one."""
    its = (order_seats.c.event_id == event_id, order_seats.c.attendee_id == attendee_id)
    statement = select(order_seats.c.order_id).where(*its, order_seats.c.state == SeatState.given)
    order_id = tx.execute(statement.order_by(order_seats.c.id.desc()).limit(1)).scalar()
    return select_order(tx, event_id, order_id) if order_id else None
