"""SQL of orders whose people go: what is found of a person, and what of it is forgotten."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import invoices, order_seats, orders, payments
from netevent.core.text.comparing import normalize_email
from netevent.payments.payment import State
from netevent.registration.orders.order import Order, OrderState, SeatState
from netevent.registration.orders.queries import lock_order

# As the list calls who deleted the account.
FIRST_NAME, LAST_NAME = "Deleted", "attendee"
NOBODY: dict[str, Any] = {
    "first_name": FIRST_NAME,
    "last_name": LAST_NAME,
    "email": "",
    "email_key": "",
    "held_key": None,
    "organisation": "",
    "role": "",
    "answers": "",
}
NO_BUYER: dict[str, Any] = {
    "name": f"{FIRST_NAME} {LAST_NAME}",
    "email": "",
    "email_key": "",
    "company": "",
    "address": "",
    "vat_id": "",
}
ENDED = (OrderState.lapsed, OrderState.cancelled, OrderState.declined)


def lock_of_person(tx: Transaction, event_id: int, attendee_id: int, email: str) -> list[Order]:
    """The orders with a seat of this one, or of this address, and those that the address placed."""
    key = normalize_email(email)
    theirs = or_(order_seats.c.attendee_id == attendee_id, order_seats.c.email_key == key)
    seated = select(order_seats.c.order_id).where(order_seats.c.event_id == event_id, theirs)
    bought = select(orders.c.id).where(orders.c.event_id == event_id, orders.c.email_key == key)
    ids = sorted({*tx.execute(seated).scalars(), *tx.execute(bought).scalars()})
    locked = (lock_order(tx, event_id, one) for one in ids)
    return [order for order in locked if order is not None]


def select_unpaid(tx: Transaction, event_id: int, attendee_ids: Collection[int]) -> bool:
    """Whether one of them has a seat in an order that is not paid."""
    its = (order_seats.c.event_id == event_id, order_seats.c.attendee_id.in_(attendee_ids))
    statement = select(order_seats.c.id).join(orders, orders.c.id == order_seats.c.order_id)
    is_due = (order_seats.c.state == SeatState.given, orders.c.state == OrderState.placed)
    return tx.execute(statement.where(*its, *is_due).limit(1)).first() is not None


def select_seated(tx: Transaction, event_id: int, attendee_ids: Collection[int]) -> set[int]:
    """Of these, those who have a seat in an order."""
    its = (order_seats.c.event_id == event_id, order_seats.c.attendee_id.in_(attendee_ids))
    statement = select(order_seats.c.attendee_id).where(*its, order_seats.c.state == SeatState.given)
    return {one for one in tx.execute(statement).scalars() if one is not None}


def select_has_open_books(tx: Transaction, order: Order) -> bool:
    """Whether money is here that no invoice speaks of: who gets it back must be known."""
    invoiced = exists().where(invoices.c.payment_id == payments.c.id)
    is_left = payments.c.given_back < payments.c.amount
    money = (payments.c.reference == order.reference, payments.c.state == State.paid, is_left, ~invoiced)
    return tx.execute(select(payments.c.id).where(*money).limit(1)).first() is not None


def update_seat_left(tx: Transaction, order_id: int, seat_id: int, **columns: Any) -> None:
    tx.execute(update(order_seats).where(*_is(order_id, seat_id)).values(state=SeatState.ended, **columns))


def update_nobody(tx: Transaction, order_id: int, seat_id: int) -> None:
    """The seat keeps its type and its price."""
    tx.execute(update(order_seats).where(*_is(order_id, seat_id)).values(NOBODY))


def update_no_buyer(tx: Transaction, order_id: int) -> None:
    tx.execute(update(orders).where(orders.c.id == order_id).values(NO_BUYER))


def update_total(tx: Transaction, order: Order, total: Any) -> None:
    tx.execute(update(orders).where(orders.c.id == order.id).values(total=total))


def select_forgettable(tx: Transaction, before: datetime, most: int) -> list[int]:
    """Orders that ended before, and that no money came for; not those that were forgotten."""
    paid = exists().where(payments.c.reference == orders.c.reference, payments.c.state == State.paid)
    is_old = (orders.c.ended_at < before, orders.c.state.in_(ENDED), orders.c.email != "")
    statement = select(orders.c.id).where(*is_old, ~paid).order_by(orders.c.id).limit(most)
    return list(tx.execute(statement).scalars())


def update_forgotten(tx: Transaction, order_ids: Collection[int]) -> None:
    """Who it was, nobody knows any more. Those that were placed again meanwhile are left."""
    are_over = (orders.c.id.in_(order_ids), orders.c.state.in_(ENDED))
    ids = list(tx.execute(select(orders.c.id).where(*are_over).with_for_update()).scalars())
    tx.execute(update(orders).where(orders.c.id.in_(ids)).values(NO_BUYER))
    tx.execute(update(order_seats).where(order_seats.c.order_id.in_(ids)).values(NOBODY))


def update_buyer_back(tx: Transaction, row: Mapping[str, Any]) -> None:
    """As it was, if it was forgotten since."""
    its = (orders.c.id == row["id"], orders.c.reference == row["reference"], orders.c.email == "")
    buyer = {name: row[name] for name in NO_BUYER}
    tx.execute(update(orders).where(*its).values(buyer))


def update_seat_back(tx: Transaction, row: Mapping[str, Any]) -> bool:
    """The seat is the attendee's again, whom the row names. False: it is not as it was left."""
    is_same = (*_is(row["order_id"], row["id"]), order_seats.c.event_id == row["event_id"])
    is_given = order_seats.c.state == SeatState.given
    was_settled = select(orders.c.id).where(
        orders.c.id == row["order_id"], orders.c.state.in_((OrderState.settled, OrderState.cancelled))
    )
    is_left = order_seats.c.attendee_id.is_(None) & order_seats.c.order_id.in_(was_settled)
    values = {name: value for name, value in row.items() if name not in KEPT}
    statement = update(order_seats).where(*is_same, or_(is_given, is_left))
    return tx.execute(statement.values(values)).rowcount == 1


def update_settled_again(tx: Transaction, order_id: int) -> None:
    """Its last person had gone, and is back."""
    its = (orders.c.id == order_id, orders.c.state == OrderState.cancelled)
    tx.execute(update(orders).where(*its).values(state=OrderState.settled, ended_at=None))


# What a seat used of a voucher was given back when it was left.
KEPT = ("id", "order_id", "event_id", "uses_voucher")


def _is(order_id: int, seat_id: int) -> tuple[ColumnElement[bool], ...]:
    return (order_seats.c.id == seat_id, order_seats.c.order_id == order_id)
