"""SQL of who stands on the list: everybody who is expected or in, in the order of names."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import case, func, select

from netevent.attendees.initials import initial_of
from netevent.attendees.predicates import is_attending
from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types, attendees


@dataclass(frozen=True, slots=True)
class Listed:
    """`initial` is the bare letter that the last name begins with, or ''; `due` None where nothing is."""

    first_name: str
    last_name: str
    initial: str
    organisation: str
    type_name: str
    code: str
    is_in: bool
    due: Decimal | None


def select_listed(tx: Transaction, event_id: int) -> list[Listed]:
    people = attendees.outerjoin(attendee_types, attendee_types.c.id == attendees.c.attendee_type_id)
    due = func.coalesce(attendees.c.amount_due, attendee_types.c.price)
    statement = select(
        attendees.c.first_name,
        attendees.c.last_name,
        attendees.c.name_order,
        attendees.c.organisation,
        attendees.c.attendee_code,
        attendees.c.checked_in,
        attendee_types.c.name.label("type_name"),
        case((attendees.c.payment_status == "pending", due)).label("due"),
    ).select_from(people)
    found = statement.where(attendees.c.event_id == event_id, is_attending())
    return [
        Listed(
            row.first_name,
            row.last_name,
            initial_of(row.name_order),
            row.organisation or "",
            row.type_name or "",
            row.attendee_code or "",
            bool(row.checked_in),
            row.due,
        )
        for row in tx.execute(found.order_by(attendees.c.name_order, attendees.c.id))
    ]


def count_listed(tx: Transaction, event_id: int) -> int:
    statement = (
        select(func.count()).select_from(attendees).where(attendees.c.event_id == event_id, is_attending())
    )
    return int(tx.execute(statement).scalar_one())
