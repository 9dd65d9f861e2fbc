"""The job that mails what has become of an order. Queued in the transaction in which that happens.

Links are made of the server's secret, which rules do not know: so the job makes them. It mails once, because
its progress is written with the mail, and looks at the order again before it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from netevent.core.database import Transaction
from netevent.core.jobs import Codec, JobKind, Priority, enqueue
from netevent.registration.orders.order import Order


class News(StrEnum):
    """What the mail says. Of `late`, `twice` and `ended` money came that must be given back."""

    placed = "placed"
    settled = "settled"
    waiting = "waiting"
    offered = "offered"
    requested = "requested"
    approved = "approved"
    declined = "declined"
    lapsed = "lapsed"
    unconfirmed = "unconfirmed"
    cancelled = "cancelled"
    late = "late"
    twice = "twice"
    ended = "ended"
    handed_over = "handed over"


@dataclass(frozen=True, slots=True)
class OrderNews:
    """`payment_id`: the money that it is about, 0: none."""

    event_id: int
    order_id: int
    news: News
    payment_id: int = 0


ORDER_MAIL = JobKind("order_mail", Codec(OrderNews))


def queue_news(tx: Transaction, order: Order, news: News, payment_id: int = 0) -> None:
    told = OrderNews(order.event_id, order.id, news, payment_id)
    enqueue(tx, ORDER_MAIL, told, priority=Priority.awaited, event_id=order.event_id)
