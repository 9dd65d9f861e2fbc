"""SQL of orders and their seats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, or_, select, true, update

from netevent.attendees.writing import Details
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import attendees, order_seats, orders
from netevent.core.text.comparing import normalize_email
from netevent.registration.orders.order import (
    HOLDING,
    Buyer,
    Order,
    OrderSeat,
    OrderState,
    Priced,
    SeatState,
)


def select_order(tx: Transaction, event_id: int, order_id: int) -> Order | None:
    return _first(tx, orders.c.id == order_id, orders.c.event_id == event_id)


def select_any(tx: Transaction, order_id: int) -> Order | None:
    """Of whatever event: for who has the right to this very order."""
    return _first(tx, orders.c.id == order_id)


def select_of_browser(tx: Transaction, event_id: int, order_ids: Sequence[int], reference: str) -> int | None:
    """Of these orders the one of the event with the reference, or its latest one where none is given."""
    its = [orders.c.event_id == event_id, orders.c.id.in_(order_ids)]
    if reference:
        its.append(orders.c.reference == reference)
    return tx.execute(select(orders.c.id).where(*its).order_by(orders.c.id.desc()).limit(1)).scalar()


def select_id_of(tx: Transaction, event_id: int, reference: str) -> int | None:
    its = (orders.c.event_id == event_id, orders.c.reference == reference)
    return tx.execute(select(orders.c.id).where(*its)).scalar()


def count_before(tx: Transaction, order: Order) -> int:
    """How many wait before it."""
    before = (
        orders.c.event_id == order.event_id,
        orders.c.state == OrderState.waiting,
        orders.c.id < order.id,
    )
    return int(tx.execute(select(func.count()).select_from(orders).where(*before)).scalar_one())


def select_by_token(tx: Transaction, hashed: str) -> Order | None:
    return _first(tx, orders.c.token_hash == hashed)


def lock_order(tx: Transaction, event_id: int, order_id: int) -> Order | None:
    """Until the commit nobody else moves it. The event's lock is held."""
    return _first(tx, orders.c.id == order_id, orders.c.event_id == event_id, locks=True)


def lock_by_reference(tx: Transaction, event_id: int, reference: str) -> Order | None:
    return _first(tx, orders.c.reference == reference, orders.c.event_id == event_id, locks=True)


def select_due(tx: Transaction, now: datetime, most: int) -> list[tuple[int, int]]:
    """Event and id of the orders whose time is over, the first ones first."""
    is_due = orders.c.expires_at <= now
    statement = select(orders.c.event_id, orders.c.id).where(is_due, orders.c.state.in_(HOLDING))
    rows = tx.execute(statement.order_by(orders.c.expires_at, orders.c.id).limit(most))
    return [(row.event_id, row.id) for row in rows]


def select_unconfirmed(tx: Transaction, before: datetime, most: int) -> list[tuple[int, int]]:
    """Event and id of orders from before that moment which are paid at the desk, where nobody has confirmed
    an address, or has come."""
    is_somebody = or_(attendees.c.unconfirmed_since.is_(None), attendees.c.checked_in == true())
    joined = order_seats.join(attendees, attendees.c.id == order_seats.c.attendee_id)
    known = select(order_seats.c.id).select_from(joined)
    known = known.where(order_seats.c.order_id == orders.c.id, is_somebody)
    waits = (orders.c.state == OrderState.placed, orders.c.expires_at.is_(None), orders.c.made_at < before)
    statement = select(orders.c.event_id, orders.c.id).where(*waits, ~known.exists())
    rows = tx.execute(statement.order_by(orders.c.id).limit(most))
    return [(row.event_id, row.id) for row in rows]


def select_line(tx: Transaction, event_id: int) -> dict[int, list[int | None]]:
    """The orders that wait, in their order, with the types of their seats."""
    waits = (orders.c.event_id == event_id, orders.c.state == OrderState.waiting)
    its_seats = select(orders.c.id, order_seats.c.attendee_type_id).join_from(
        orders, order_seats, order_seats.c.order_id == orders.c.id
    )
    line: dict[int, list[int | None]] = {}
    for row in tx.execute(its_seats.where(*waits).order_by(orders.c.id, order_seats.c.id)):
        line.setdefault(row.id, []).append(row.attendee_type_id)
    return line


def select_asked_for(tx: Transaction, event_id: int, emails: Sequence[str]) -> set[str]:
    """Of these addresses, as they are compared, those that are registered or have an order under way."""
    keys = [normalize_email(one) for one in emails]
    is_there = (attendees.c.event_id == event_id, attendees.c.email_key.in_(keys))
    is_held = (order_seats.c.event_id == event_id, order_seats.c.held_key.in_(keys))
    registered = tx.execute(select(attendees.c.email_key).where(*is_there)).scalars()
    held = tx.execute(select(order_seats.c.held_key).where(*is_held)).scalars()
    return {*registered, *(one for one in held if one)}


def insert_order(
    tx: Transaction,
    event_id: int,
    reference: str,
    token_hash: str,
    buyer: Buyer,
    state: OrderState,
    seats: Sequence[Priced],
    currency: str,
    voucher_id: int | None,
    now: datetime,
    *,
    expires_at: datetime | None,
    seats_are: SeatState,
) -> int:
    """With its seats.

    Raises:
        sqlalchemy.exc.IntegrityError: one of the people has an order already.
    """
    row = {
        "event_id": event_id,
        "reference": reference,
        "token_hash": token_hash,
        "state": state,
        "email_key": normalize_email(buyer.email),
        "name": buyer.name,
        "email": buyer.email,
        "language": buyer.language,
        "company": buyer.company,
        "address": buyer.address,
        "vat_id": buyer.vat_id,
        "voucher_id": voucher_id,
        "total": sum((seat.due for seat in seats), Decimal(0)),
        "currency": currency,
        "made_at": now,
        "expires_at": expires_at,
    }
    order_id = inserted_id(tx.execute(insert(orders).values(row)))
    tx.execute(insert(order_seats), [_new_seat(event_id, order_id, seat, seats_are) for seat in seats])
    return order_id


def update_state(
    tx: Transaction, order: Order, state: OrderState, *, only_from: Sequence[OrderState], **columns: Any
) -> bool:
    """False where the order has another state than those by now."""
    is_it = (orders.c.id == order.id, orders.c.event_id == order.event_id, orders.c.state.in_(only_from))
    return tx.execute(update(orders).where(*is_it).values(state=state, **columns)).rowcount == 1


def update_seats(tx: Transaction, order_id: int, state: SeatState, *only_from: SeatState) -> None:
    """Those that have one of the states. A seat that has ended holds nobody's address."""
    those = (order_seats.c.order_id == order_id, order_seats.c.state.in_(only_from))
    columns: dict[str, Any] = {"state": state}
    if state is SeatState.ended:
        columns["held_key"] = None
    tx.execute(update(order_seats).where(*those).values(columns))


def update_seat_ended(tx: Transaction, order_id: int, seat_id: int) -> bool:
    """One that was somebody's. False: it is nobody's by now."""
    is_given = (order_seats.c.id == seat_id, order_seats.c.state == SeatState.given)
    ended = update(order_seats).where(order_seats.c.order_id == order_id, *is_given)
    return tx.execute(ended.values(state=SeatState.ended, held_key=None)).rowcount == 1


def update_held_again(tx: Transaction, order: Order) -> None:
    """The seats of an order that had lapsed are held again.

    Raises:
        sqlalchemy.exc.IntegrityError: one of the people has another order by now.
    """
    its = order_seats.c.order_id == order.id, order_seats.c.email != ""
    again = {"state": SeatState.held, "held_key": order_seats.c.email_key, "is_reserved": False}
    tx.execute(update(order_seats).where(*its).values(again))


def update_given(tx: Transaction, seat_id: int, attendee_id: int) -> None:
    """There is an attendee for it, whose address keeps others of that address out."""
    given = {"state": SeatState.given, "attendee_id": attendee_id, "held_key": None}
    tx.execute(update(order_seats).where(order_seats.c.id == seat_id).values(given))


def update_person(tx: Transaction, seat_id: int, person: Details, attendee_id: int) -> None:
    """The seat is somebody else's by now."""
    told = _person(person) | {"attendee_id": attendee_id, "answers": ""}
    tx.execute(update(order_seats).where(order_seats.c.id == seat_id).values(told))


def _new_seat(event_id: int, order_id: int, seat: Priced, state: SeatState) -> dict[str, Any]:
    return _person(seat.asked.person) | {
        "event_id": event_id,
        "order_id": order_id,
        "state": state,
        "attendee_type_id": seat.asked.type_id,
        "type_name": seat.type_name,
        "price": seat.price,
        "discount": seat.discount,
        "is_reserved": seat.is_reserved,
        "uses_voucher": seat.uses_voucher,
        "held_key": normalize_email(seat.asked.person.email),
        "answers": seat.asked.answers,
    }


def _person(person: Details) -> dict[str, str]:
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "email_key": normalize_email(person.email),
        "organisation": person.organisation,
        "role": person.role,
    }


def _first(tx: Transaction, *conditions: ColumnElement[bool], locks: bool = False) -> Order | None:
    statement = select(orders).where(*conditions)
    row = tx.execute(statement.with_for_update() if locks else statement).first()
    return None if row is None else _order(tx, row)


def _order(tx: Transaction, row: Row[Any]) -> Order:
    buyer = Buyer(row.name, row.email, row.language, row.company, row.address, row.vat_id)
    its = select(order_seats).where(order_seats.c.order_id == row.id).order_by(order_seats.c.id)
    return Order(
        id=row.id,
        event_id=row.event_id,
        reference=row.reference,
        state=OrderState(row.state),
        is_offer=row.is_offer,
        buyer=buyer,
        voucher_id=row.voucher_id,
        total=Decimal(row.total),
        currency=row.currency,
        made_at=row.made_at,
        expires_at=row.expires_at,
        settled_at=row.settled_at,
        seats=tuple(_seat(one, row.language) for one in tx.execute(its)),
    )


def _seat(row: Row[Any], language: str) -> OrderSeat:
    person = Details(row.email, row.first_name, row.last_name, row.organisation, row.role, language=language)
    return OrderSeat(
        id=row.id,
        type_id=row.attendee_type_id,
        type_name=row.type_name,
        price=Decimal(row.price),
        discount=Decimal(row.discount),
        state=SeatState(row.state),
        is_reserved=row.is_reserved,
        uses_voucher=row.uses_voucher,
        person=person,
        answers=row.answers,
        attendee_id=row.attendee_id,
    )
