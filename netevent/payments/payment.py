"""A payment: one attempt to pay an order, by one provider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class State(StrEnum):
    """`created`: we have a row, the provider may not know of it yet; `pending`: somebody may be paying."""

    created = "created"
    pending = "pending"
    paid = "paid"
    failed = "failed"
    lapsed = "lapsed"

    @property
    def is_open(self) -> bool:
        return self in (State.created, State.pending)


class Problem(StrEnum):
    """Why the organizer must look at a payment. But for `amount`, it waits to be given back."""

    none = ""
    # The order had lapsed, and no seat was left when the money came.
    late = "late"
    # The order was paid already.
    twice = "twice"
    # The order had been cancelled.
    cancelled = "cancelled"
    # Another amount or currency than was asked.
    amount = "amount"

    @property
    def is_to_refund(self) -> bool:
        return self in (Problem.late, Problem.twice, Problem.cancelled)


class Method(StrEnum):
    """How somebody pays: the names of the providers. Those of `ONLINE` send people to a page of theirs."""

    stripe = "stripe"
    mollie = "mollie"
    transfer = "transfer"
    desk = "desk"
    demo = "demo"


class TakenAs(StrEnum):
    """How the desk got the money; `elsewhere`: not at the desk."""

    elsewhere = ""
    cash = "cash"
    card = "card"


ONLINE = (Method.stripe, Method.mollie, Method.demo)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in units of its currency (not in cents), and the currency's ISO code."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Payment:
    """`reference` is the order's code. `given_back` counts refunds that are done or on their way.

    `charge_id` is the provider's number of the money itself, where that is another one; or ''.
    """

    id: int
    event_id: int
    reference: str
    method: Method
    provider_id: str
    charge_id: str
    money: Money
    state: State
    given_back: Decimal
    problem: Problem
    url: str
    idempotency_key: str
    taken_by: str
    taken_as: TakenAs
    made_at: datetime
    paid_at: datetime | None

    @property
    def left(self) -> Decimal:
        """What can still be given back."""
        return self.money.amount - self.given_back if self.state is State.paid else Decimal(0)
