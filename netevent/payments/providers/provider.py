"""The interface of a provider: start, what it tells by webhook, status, refund.

A provider speaks to its service and knows nothing of our database. Amounts are in units of the currency
(`Decimal`), never in cents: how a service counts is its module's affair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Protocol

from netevent.payments.payment import Method, Money, State


class ProviderDown(Exception):
    """No answer, or one that says to try again later. Trying again with the same key is safe."""


# Besides 5xx: the answer says that the same call is being dealt with at this moment, or came too fast. Taken
# for a no, it would free an amount that is given back.
TRY_AGAIN = frozenset({408, 409, 425, 429})


class ProviderRefused(Exception):
    """The service said no, for good. Its words are the text."""


class NotFromProvider(Exception):
    """A webhook without the service's signature, or one that is too old."""


class RefundState(StrEnum):
    created = "created"
    pending = "pending"
    done = "done"
    failed = "failed"


@dataclass(frozen=True, slots=True)
class ToPay:
    """What somebody is to pay.

    `key` is the payment's `idempotency_key`: the same call with it again moves nothing twice, and the
    provider gives it back in its reports. `return_url` is the page that waits; `notify_url` the webhook.
    """

    key: str
    reference: str
    money: Money
    description: str
    email: str
    language: str
    return_url: str
    notify_url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Started:
    """The provider's number of the payment, and its page to send the person to."""

    provider_id: str
    url: str


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A refund as the provider knows it. `key` is the `idempotency_key` of ours, '' where we did not ask."""

    provider_id: str
    amount: Decimal
    state: RefundState
    key: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a provider says of a payment now. Found by `provider_id`, or by our own `key` where it has it."""

    provider_id: str
    state: State
    money: Money | None = None
    key: str = ""
    charge_id: str = ""
    given_back: tuple[GivenBack, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a webhook. The same `event_id` counts once; reports may come in any order."""

    event_id: str
    report: Report


@dataclass(frozen=True, slots=True)
class ToGiveBack:
    """`provider_id` and `charge_id` are those of the payment; `key` is the refund's `idempotency_key`."""

    key: str
    provider_id: str
    charge_id: str
    money: Money
    reason: str


class Provider(Protocol):
    """Each call raises ProviderDown or ProviderRefused."""

    method: ClassVar[Method]

    async def start(self, to_pay: ToPay) -> Started: ...

    async def told(self, headers: Mapping[str, str], body: bytes) -> Sequence[Told]:
        """What the webhook says, which may be nothing for us.

        Raises:
            NotFromProvider: and nothing of it may be believed.
        """
        ...

    async def status(self, provider_id: str) -> Report: ...

    async def refund(self, to_give_back: ToGiveBack) -> GivenBack: ...

    async def close(self) -> None: ...
