"""SQL of the organizer's list of orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, case, exists, func, or_, select

from netevent.core.database import Transaction
from netevent.core.database.tables import order_seats, orders
from netevent.registration.orders.order import OrderState

# What waits for the organizer is first, then what waits for a seat, in the order of the line.
AHEAD = case((orders.c.state == "requested", 0), (orders.c.state == "waiting", 1), else_=2)
IN_LINE = case((orders.c.state.in_(("requested", "waiting")), orders.c.id), else_=-orders.c.id)


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """`words`: part of a name or an address, or a reference."""

    state: OrderState | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ListedOrder:
    """`types`: what was ordered, each type with its number; `place` in the line from 1, else 0."""

    id: int
    reference: str
    state: OrderState
    is_offer: bool
    name: str
    email: str
    total: Decimal
    currency: str
    made_at: datetime
    expires_at: datetime | None
    types: tuple[tuple[str, int], ...]
    place: int = 0

    @property
    def people(self) -> int:
        return sum(number for _, number in self.types)


def count_states(tx: Transaction, event_id: int) -> dict[OrderState, int]:
    counted = select(orders.c.state, func.count().label("number")).where(orders.c.event_id == event_id)
    return {OrderState(row.state): int(row.number) for row in tx.execute(counted.group_by(orders.c.state))}


def count_orders(tx: Transaction, event_id: int, shown: OrderFilter) -> int:
    statement = select(func.count()).select_from(orders).where(*_found(event_id, shown))
    return int(tx.execute(statement).scalar_one())


def select_listed(
    tx: Transaction, event_id: int, shown: OrderFilter, first: int, most: int
) -> list[ListedOrder]:
    statement = select(orders).where(*_found(event_id, shown)).order_by(AHEAD, IN_LINE)
    rows = tx.execute(statement.offset(first).limit(most)).all()
    types = _types(tx, [row.id for row in rows])
    places = _places(tx, event_id) if any(row.state == "waiting" for row in rows) else {}
    return [_listed(row, types.get(row.id, ()), places.get(row.id, 0)) for row in rows]


def _found(event_id: int, shown: OrderFilter) -> list[ColumnElement[bool]]:
    found = [orders.c.event_id == event_id]
    if shown.state is not None:
        found.append(orders.c.state == shown.state)
    if shown.words:
        found.append(_says(shown.words))
    return found


def _says(words: str) -> ColumnElement[bool]:
    seat = order_seats.c
    name = seat.first_name + " " + seat.last_name
    is_of_somebody = exists().where(
        seat.order_id == orders.c.id,
        or_(name.icontains(words, autoescape=True), seat.email.icontains(words, autoescape=True)),
    )
    one = orders.c
    columns = (one.name, one.email, one.reference, one.company)
    return or_(*(column.icontains(words, autoescape=True) for column in columns), is_of_somebody)


def _types(tx: Transaction, order_ids: Sequence[int]) -> dict[int, tuple[tuple[str, int], ...]]:
    seat = order_seats.c
    counted = select(seat.order_id, seat.type_name, func.count().label("number"))
    grouped = counted.where(seat.order_id.in_(order_ids)).group_by(seat.order_id, seat.type_name)
    found: dict[int, tuple[tuple[str, int], ...]] = {}
    for row in tx.execute(grouped.order_by(func.min(seat.id))):
        found[row.order_id] = (*found.get(row.order_id, ()), (row.type_name, int(row.number)))
    return found


def _places(tx: Transaction, event_id: int) -> dict[int, int]:
    waits = (orders.c.event_id == event_id, orders.c.state == OrderState.waiting)
    ids = tx.execute(select(orders.c.id).where(*waits).order_by(orders.c.id)).scalars()
    return {order_id: place for place, order_id in enumerate(ids, 1)}


def _listed(row: Row[Any], types: tuple[tuple[str, int], ...], place: int) -> ListedOrder:
    return ListedOrder(
        id=row.id,
        reference=row.reference,
        state=OrderState(row.state),
        is_offer=row.is_offer,
        name=row.name,
        email=row.email,
        total=Decimal(row.total),
        currency=row.currency,
        made_at=row.made_at,
        expires_at=row.expires_at,
        types=types,
        place=place,
    )
