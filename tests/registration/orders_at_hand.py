"""Orders as they stand in the database, for tests of what counts them."""

from __future__ import annotations

from itertools import count

from sqlalchemy import insert

from netevent.core import clock
from netevent.core.credentials import new_code
from netevent.core.database import Database, Transaction, inserted_id
from netevent.core.database.tables import order_seats, orders

_numbers = count(1)


async def insert_seats(
    database: Database, event_id: int, type_id: int | None, number: int = 1, state: str = "held"
) -> None:
    """An order with so many seats of the type."""

    def work(tx: Transaction) -> None:
        order_id = inserted_id(tx.execute(insert(orders).values(order_row(event_id))))
        for _ in range(number):
            tx.execute(insert(order_seats).values(_seat(event_id, order_id, type_id, state)))

    await database.transact(work)


def order_row(event_id: int, **given: object) -> dict[str, object]:
    return {
        "event_id": event_id,
        "reference": new_code(12),
        "token_hash": f"{next(_numbers)}",
        "name": "Bea Buyer",
        "email": "bea@example.org",
        "email_key": "bea@example.org",
        "language": "en",
        "total": 0,
        "currency": "EUR",
        "made_at": clock.now(),
    } | given


def _seat(event_id: int, order_id: int, type_id: int | None, state: str) -> dict[str, object]:
    email = f"seat{next(_numbers)}@example.org"
    return {
        "order_id": order_id,
        "event_id": event_id,
        "attendee_type_id": type_id,
        "type_name": "VIP",
        "price": 0,
        "state": state,
        "first_name": "Sam",
        "last_name": "Seat",
        "email": email,
        "email_key": email,
        "answers": "",
    }
