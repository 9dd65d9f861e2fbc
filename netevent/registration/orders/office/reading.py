"""What the organizer's pages of orders show. Called by their routes, in one read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.events.queries import select_zone
from netevent.payments.payment import Payment
from netevent.payments.queries import select_of_order
from netevent.registration.orders.office.queries import (
    ListedOrder,
    OrderFilter,
    count_orders,
    count_states,
    select_listed,
)
from netevent.registration.orders.order import Order, OrderState
from netevent.registration.orders.queries import count_before, select_order

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class OrderList:
    """A page of it. `states`: how many there are of each state, whatever is looked for."""

    shown: OrderFilter
    rows: Sequence[ListedOrder]
    found: int
    page: int
    states: Mapping[OrderState, int]
    zone: str

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.page - 1) * PAGE_SIZE + len(self.rows)

    @property
    def has_more(self) -> bool:
        return self.last < self.found


@dataclass(frozen=True, slots=True)
class OneOrder:
    """`place` in the line, from 1."""

    order: Order
    payments: Sequence[Payment]
    place: int


def read_list(tx: Transaction, event_id: int, shown: OrderFilter, page: int) -> OrderList:
    found = count_orders(tx, event_id, shown)
    at = min(max(page, 1), max(-(-found // PAGE_SIZE), 1))
    rows = select_listed(tx, event_id, shown, (at - 1) * PAGE_SIZE, PAGE_SIZE)
    return OrderList(shown, rows, found, at, count_states(tx, event_id), select_zone(tx, event_id))


def read_one(tx: Transaction, event_id: int, order_id: int) -> OneOrder:
    """
    Raises:
        NotFound: the event has no such order.
    """
    order = existing(select_order(tx, event_id, order_id))
    place = count_before(tx, order) + 1 if order.state is OrderState.waiting else 0
    return OneOrder(order, select_of_order(tx, order.reference), place)
