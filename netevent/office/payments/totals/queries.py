"""SQL of sums: what came, what went back, and what has not come yet. One line for each currency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, extract, func, select

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import order_seats, orders, payments, refunds
from netevent.payments.payment import State
from netevent.payments.providers.provider import RefundState
from netevent.registration.orders.order import OrderState, SeatState

CENT = Decimal("0.01")
# Of the days, the newest ones.
MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Line:
    """`name`: a method, a type's name or '' for all; `count`: payments, or people."""

    name: str
    currency: str
    count: int
    received: Decimal
    given_back: Decimal = Decimal(0)

    @property
    def net(self) -> Decimal:
        return self.received - self.given_back


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    currency: str
    received: Decimal
    given_back: Decimal

    @property
    def net(self) -> Decimal:
        return self.received - self.given_back


def select_by_method(tx: Transaction, event_id: int) -> list[Line]:
    group = (payments.c.provider, payments.c.currency)
    sums = (func.count().label("count"), func.sum(payments.c.amount), func.sum(payments.c.given_back))
    its = (payments.c.event_id == event_id, payments.c.state == State.paid)
    statement: Select[Any] = select(*group, *sums).where(*its)
    rows: Any = tx.execute(statement.group_by(*group).order_by(*group))
    return [Line(row[0], row[1], row[2], _money(row[3]), _money(row[4])) for row in rows]


def select_by_type(tx: Transaction, event_id: int) -> list[Line]:
    """What the people of settled orders cost, who are still registered."""
    group = (order_seats.c.type_name, orders.c.currency)
    due = func.sum(order_seats.c.price - order_seats.c.discount)
    joined = order_seats.join(orders, orders.c.id == order_seats.c.order_id)
    its = (
        order_seats.c.event_id == event_id,
        order_seats.c.state == SeatState.given,
        orders.c.state == OrderState.settled,
        order_seats.c.price > order_seats.c.discount,
    )
    statement: Select[Any] = select(*group, func.count(), due).select_from(joined).where(*its)
    rows: Any = tx.execute(statement.group_by(*group).order_by(*group))
    return [Line(row[0], row[1], row[2], _money(row[3])) for row in rows]


def select_open(tx: Transaction, event_id: int) -> list[Line]:
    """Orders that are to be paid by transfer or at the desk."""
    its = (orders.c.event_id == event_id, orders.c.state == OrderState.placed)
    sums = (func.count(), func.sum(orders.c.total))
    statement: Select[Any] = select(orders.c.currency, *sums).where(*its)
    rows: Any = tx.execute(statement.group_by(orders.c.currency).order_by(orders.c.currency))
    return [Line("", row[0], row[1], _money(row[2])) for row in rows]


def select_by_day(tx: Transaction, event_id: int, zone: str) -> list[Day]:
    """By the days of the zone, the newest first: what came and what was given back on each."""
    came = _by_hour(tx, event_id, payments.c.paid_at, payments.c.amount)
    back = _by_hour(tx, event_id, refunds.c.made_at, refunds.c.amount)
    sums: dict[tuple[date, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for place, rows in enumerate((came, back)):
        for moment, currency, amount in rows:
            sums[clock.local(moment, zone).date(), currency][place] += amount
    newest = sorted(sums, reverse=True)[:MOST_DAYS]
    return [Day(day, currency, *sums[day, currency]) for day, currency in newest]


def _by_hour(
    tx: Transaction, event_id: int, moment: ColumnElement[Any], amount: ColumnElement[Any]
) -> Iterable[tuple[datetime, str, Decimal]]:
    """Quarters of an hour are enough for every zone there is."""
    hour = [extract(part, moment) for part in ("year", "month", "day", "hour")]
    quarter = extract("minute", moment) - extract("minute", moment) % 15
    group = (*hour, quarter, payments.c.currency)
    its: tuple[ColumnElement[bool], ...] = (payments.c.event_id == event_id, payments.c.state == State.paid)
    source: Any = payments
    if amount.table is refunds:
        source = refunds.join(payments, payments.c.id == refunds.c.payment_id)
        its = (*its, refunds.c.state != RefundState.failed)
    statement: Select[Any] = select(*group, func.sum(amount)).select_from(source).where(*its)
    rows: Any = tx.execute(statement.group_by(*group))
    for year, month, day, of_day, minute, currency, total in rows:
        yield (
            clock.EPOCH.replace(year=year, month=month, day=day, hour=of_day, minute=minute),
            currency,
            _money(total),
        )


def _money(total: Any) -> Decimal:
    return Decimal(str(total or 0)).quantize(CENT)
