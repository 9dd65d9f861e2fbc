"""SQL of an event that is cancelled: who is told, which orders end, which money goes back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events, jobs, order_seats, orders, payments, refunds
from netevent.office.calling_off.call_off import CALL_OFF
from netevent.payments.payment import Method, State
from netevent.payments.refunds.asking.queries import OPEN
from netevent.registration.orders.order import UNSETTLED, OrderState

TOLD = (*UNSETTLED, OrderState.settled)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people and buyers are told, and how many orders that are under way end."""

    people: int
    buyers: int
    ending: int


@dataclass(frozen=True, slots=True)
class Addressee:
    email: str
    email_key: str
    name: str
    language: str


def select_counts(tx: Transaction, event_id: int) -> Counts:
    people = select(func.count()).select_from(attendees).where(attendees.c.event_id == event_id)
    buyers = select(func.count(orders.c.email_key.distinct())).where(*_told(event_id))
    under_way = (orders.c.event_id == event_id, orders.c.state.in_(UNSETTLED))
    ending = select(func.count()).select_from(orders).where(*under_way)
    return Counts(*(int(tx.execute(one).scalar_one()) for one in (people, buyers, ending)))


def select_people_after(tx: Transaction, event_id: int, after: int, most: int) -> list[int]:
    theirs = (attendees.c.event_id == event_id, attendees.c.id > after)
    statement = select(attendees.c.id).where(*theirs).order_by(attendees.c.id)
    return list(tx.execute(statement.limit(most)).scalars())


def select_leaving(tx: Transaction, event_id: int, people: Sequence[int]) -> set[int]:
    """Those of them who go with an order that is under way, and ends."""
    joined = order_seats.join(orders, orders.c.id == order_seats.c.order_id)
    theirs = (orders.c.event_id == event_id, orders.c.state.in_(UNSETTLED))
    statement = select(order_seats.c.attendee_id).select_from(joined)
    return set(tx.execute(statement.where(*theirs, order_seats.c.attendee_id.in_(people))).scalars())


def select_buyers_after(tx: Transaction, event_id: int, after: str, most: int) -> list[str]:
    """The addresses of the buyers, as they are compared, whose orders stand or are under way."""
    key = orders.c.email_key
    statement = select(key).where(*_told(event_id), key > after).distinct()
    return list(tx.execute(statement.order_by(key).limit(most)).scalars())


def select_orders_of(tx: Transaction, event_id: int, email_key: str) -> list[int]:
    """Those of this buyer that are under way."""
    theirs = (orders.c.event_id == event_id, orders.c.email_key == email_key)
    statement = select(orders.c.id).where(*theirs, orders.c.state.in_(UNSETTLED))
    return list(tx.execute(statement.order_by(orders.c.id)).scalars())


def select_addressees(tx: Transaction, event_id: int, email_key: str) -> list[Addressee]:
    """The buyer, and the people of the orders of this buyer that are under way; each address once."""
    its = (orders.c.event_id == event_id, orders.c.email_key == email_key)
    columns = (orders.c.email, orders.c.email_key, orders.c.name, orders.c.language)
    buyer = select(*columns).where(*its, orders.c.state.in_(TOLD)).order_by(orders.c.id).limit(1)
    seat = order_seats.c
    of_seats = (seat.email, seat.email_key, seat.first_name.label("name"), orders.c.language)
    joined = order_seats.join(orders, orders.c.id == seat.order_id)
    seats = select(*of_seats).select_from(joined).where(*its, seat.email != "", orders.c.state.in_(UNSETTLED))
    found: dict[str, Addressee] = {}
    for row in [*tx.execute(seats.order_by(seat.id)), *tx.execute(buyer)]:
        found.setdefault(row.email_key, Addressee(row.email, row.email_key, row.name, row.language))
    return list(found.values())


def select_told(tx: Transaction, event_id: int, keys: Collection[str], so_far: str) -> set[str]:
    """Of these addresses, those that were mailed before: as attendees, as buyers up to the one that was the
    last, or as people of an order that has ended with the event."""
    cancelled = select(events.c.cancelled_at).where(events.c.id == event_id).scalar_subquery()
    ended = orders.c.ended_at >= cancelled
    joined = order_seats.join(orders, orders.c.id == order_seats.c.order_id)
    theirs = orders.c.event_id == event_id
    registered = (attendees.c.event_id == event_id, attendees.c.email_key.in_(keys))
    three = (
        select(attendees.c.email_key).where(*registered),
        select(order_seats.c.email_key)
        .select_from(joined)
        .where(theirs, order_seats.c.email_key.in_(keys), ended),
        select(orders.c.email_key).where(
            theirs,
            orders.c.email_key.in_(keys),
            orders.c.email_key <= so_far,
            or_(orders.c.state.in_(TOLD), ended),
        ),
    )
    return {key for one in three for key in tx.execute(one).scalars()}


def select_payments_after(
    tx: Transaction, event_id: int, after: int, online: Sequence[Method], most: int
) -> list[int]:
    """Those whose provider can give back what is left of them."""
    left = (
        payments.c.event_id == event_id,
        payments.c.id > after,
        payments.c.provider.in_(online),
        *_is_left(),
    )
    return list(tx.execute(select(payments.c.id).where(*left).order_by(payments.c.id).limit(most)).scalars())


def count_left(tx: Transaction, event_id: int, methods: Sequence[Method] = tuple(Method)) -> int:
    """How many payments that came by one of the methods have something left."""
    its = (payments.c.event_id == event_id, payments.c.provider.in_(methods), *_is_left())
    return int(tx.execute(select(func.count()).select_from(payments).where(*its)).scalar_one())


def count_on_their_way(tx: Transaction, event_id: int) -> int:
    joined = refunds.join(payments, payments.c.id == refunds.c.payment_id)
    its = (payments.c.event_id == event_id, refunds.c.state.in_(OPEN))
    return int(tx.execute(select(func.count()).select_from(joined).where(*its)).scalar_one())


def select_last_job_id(tx: Transaction, event_id: int) -> int | None:
    """Of those that cancelled it: one that broke off has a next one."""
    theirs = (jobs.c.event_id == event_id, jobs.c.kind == CALL_OFF.name)
    return tx.execute(select(func.max(jobs.c.id)).where(*theirs)).scalar()


def _told(event_id: int) -> tuple[ColumnElement[bool], ...]:
    return orders.c.event_id == event_id, orders.c.state.in_(TOLD)


def _is_left() -> tuple[ColumnElement[bool], ...]:
    return payments.c.state == State.paid, payments.c.given_back < payments.c.amount
