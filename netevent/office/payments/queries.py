"""SQL of payments with the orders that they pay. Their own tables are written by their owners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.searching import occurs
from netevent.core.database.tables import attendees, invoices, order_seats, orders, payments
from netevent.core.text.comparing import search_words
from netevent.office.payments.listing import TO_REFUND, PaymentFilter
from netevent.payments.payment import Method, Money, Problem, State

PROBLEMS_TO_REFUND = tuple(one for one in Problem if one.is_to_refund)


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """`order_id` 0: its order is gone. `people`: those whom it pays for."""

    id: int
    event_id: int
    reference: str
    method: Method
    provider_id: str
    state: State
    money: Money
    given_back: Decimal
    problem: Problem
    made_at: datetime
    paid_at: datetime | None
    taken_by: str
    order_id: int
    buyer: str
    email: str
    people: tuple[str, ...] = ()

    @property
    def left(self) -> Decimal:
        """What can still be given back."""
        return self.money.amount - self.given_back if self.state is State.paid else Decimal(0)

    @property
    def waits_for_refund(self) -> bool:
        return self.problem.is_to_refund and self.left > 0


@dataclass(frozen=True, slots=True)
class OrderInvoice:
    kind: str
    year: int
    number: int
    issued_on: date
    money: Money


def select_rows(
    tx: Transaction, event_id: int, shown: PaymentFilter, zone: str, most: int, before: int = 0
) -> list[PaymentRow]:
    """The newest first; `before`: those that came before the payment with that id."""
    found = _rows(event_id).where(*_shown(event_id, shown, zone))
    if before:
        found = found.where(payments.c.id < before)
    return _with_people(tx, tx.execute(found.order_by(payments.c.id.desc()).limit(most)).all())


def select_row(tx: Transaction, event_id: int, payment_id: int) -> PaymentRow | None:
    found = tx.execute(_rows(event_id).where(payments.c.id == payment_id)).all()
    return next(iter(_with_people(tx, found)), None)


def count_to_refund(tx: Transaction, event_id: int) -> int:
    statement = select(func.count()).select_from(payments)
    its = (payments.c.event_id == event_id, _waits_for_refund())
    return int(tx.execute(statement.where(*its)).scalar_one())


def select_left_after(tx: Transaction, event_id: int, after: int, most: int) -> list[PaymentRow]:
    """The payments of which something is left, in the order of their ids."""
    left = (payments.c.state == State.paid, payments.c.given_back < payments.c.amount, payments.c.id > after)
    found = _rows(event_id).where(*left).order_by(payments.c.id).limit(most)
    return _with_people(tx, tx.execute(found).all())


def select_invoices(tx: Transaction, event_id: int, reference: str) -> list[OrderInvoice]:
    its = (invoices.c.event_id == event_id, invoices.c.reference == reference)
    return [
        OrderInvoice(row.kind, row.year, row.number, row.issued_on, Money(Decimal(row.total), row.currency))
        for row in tx.execute(select(invoices).where(*its).order_by(invoices.c.id))
    ]


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """When the day begins and ends in the zone, in UTC."""
    first = clock.utc(datetime.combine(day, time.min), zone)
    return first, clock.utc(datetime.combine(day + timedelta(days=1), time.min), zone)


def _rows(event_id: int) -> Select[Any]:
    its = and_(orders.c.reference == payments.c.reference, orders.c.event_id == payments.c.event_id)
    columns = (payments, orders.c.id.label("order_id"), orders.c.name, orders.c.email)
    joined = payments.outerjoin(orders, its)
    return select(*columns).select_from(joined).where(payments.c.event_id == event_id)


def _shown(event_id: int, shown: PaymentFilter, zone: str) -> list[ColumnElement[bool]]:
    found = [_has(word) for word in search_words(shown.words)]
    if shown.state:
        found.append(payments.c.state == shown.state)
    if shown.method:
        found.append(payments.c.provider == shown.method)
    if shown.type_id:
        found.append(_of_order(order_seats.c.attendee_type_id == shown.type_id))
    if shown.day:
        first, last = day_bounds(shown.day, zone)
        when = func.coalesce(payments.c.paid_at, payments.c.made_at)
        found += [when >= first, when < last]
    if shown.look:
        found.append(_waits_for_refund() if shown.look == TO_REFUND else payments.c.problem != "")
    return found


def _waits_for_refund() -> ColumnElement[bool]:
    return and_(
        payments.c.problem.in_(PROBLEMS_TO_REFUND),
        payments.c.state == State.paid,
        payments.c.given_back < payments.c.amount,
    )


def _has(word: str) -> ColumnElement[bool]:
    """In the reference, the buyer's name or address, or those of somebody whom it pays for."""
    seat = (order_seats.c.first_name, order_seats.c.last_name)
    of_seat = [occurs(word, func.lower(column)) for column in seat]
    theirs = select(attendees.c.id).where(
        attendees.c.id == order_seats.c.attendee_id, occurs(word, attendees.c.search_key)
    )
    return or_(
        occurs(word, func.lower(payments.c.reference)),
        occurs(word, func.lower(orders.c.name)),
        occurs(word, orders.c.email_key),
        _of_order(or_(*of_seat, occurs(word, order_seats.c.email_key), exists(theirs))),
    )


def _of_order(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(order_seats.c.id).where(order_seats.c.order_id == orders.c.id, condition))


def _with_people(tx: Transaction, rows: Sequence[Row[Any]]) -> list[PaymentRow]:
    names: dict[int, list[str]] = defaultdict(list)
    theirs = order_seats.c.order_id.in_([row.order_id for row in rows if row.order_id])
    columns = (order_seats.c.order_id, order_seats.c.first_name, order_seats.c.last_name)
    for row in tx.execute(select(*columns).where(theirs).order_by(order_seats.c.id)):
        names[row.order_id].append(f"{row.first_name} {row.last_name}".strip())
    return [replace(_row(row), people=tuple(names[row.order_id or 0])) for row in rows]


def _row(row: Row[Any]) -> PaymentRow:
    return PaymentRow(
        id=row.id,
        event_id=row.event_id,
        reference=row.reference,
        method=Method(row.provider),
        provider_id=row.charge_id or row.provider_id or "",
        state=State(row.state),
        money=Money(Decimal(row.amount), row.currency),
        given_back=Decimal(row.given_back),
        problem=Problem(row.problem),
        made_at=row.made_at,
        paid_at=row.paid_at,
        taken_by=row.taken_by,
        order_id=row.order_id or 0,
        buyer=row.name or "",
        email=row.email or "",
    )
