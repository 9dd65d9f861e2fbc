"""SQL of what the registration page offers (stand-in)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select

from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types, attendees, order_seats


@dataclass(frozen=True, slots=True)
class Offer:
    id: int
    name: str
    price: Decimal
    is_on_sale: bool
    left: int | None


def select_offers(tx: Transaction, event_id: int, now: datetime, unlocked: str) -> list[Offer]:
    rows = tx.execute(select(attendee_types).where(attendee_types.c.event_id == event_id)).all()
    return [
        Offer(r.id, r.name, Decimal(r.price or 0), bool(r.is_offered), left_of_type(tx, event_id, r.id))
        for r in rows
    ]


def left_of_type(tx: Transaction, event_id: int, type_id: int) -> int | None:
    capacity = tx.execute(select(attendee_types.c.capacity).where(attendee_types.c.id == type_id)).scalar()
    if capacity is None:
        return None
    have = tx.execute(
        select(func.count()).where(
            attendees.c.event_id == event_id,
            attendees.c.attendee_type_id == type_id,
            attendees.c.attendance_status == "attending",
        )
    ).scalar_one()
    held = tx.execute(
        select(func.count()).where(
            order_seats.c.event_id == event_id,
            order_seats.c.attendee_type_id == type_id,
            order_seats.c.state == "held",
        )
    ).scalar_one()
    return max(int(capacity) - int(have) - int(held), 0)
