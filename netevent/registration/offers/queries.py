"""SQL of what is left of an event's types: the seats of orders that are held and have no attendee yet."""

from __future__ import annotations

from sqlalchemy import func, select

from netevent.core.database import Transaction
from netevent.core.database.tables import order_seats


def count_held(tx: Transaction, event_id: int) -> dict[int | None, int]:
    """By type. Whoever holds or gives back one has the event's lock."""
    its_type = order_seats.c.attendee_type_id
    is_held = (order_seats.c.event_id == event_id, order_seats.c.state == "held")
    rows = tx.execute(select(its_type, func.count().label("seats")).where(*is_held).group_by(its_type))
    return {row.attendee_type_id: int(row.seats) for row in rows}
