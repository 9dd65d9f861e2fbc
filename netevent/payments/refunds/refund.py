"""A refund: one attempt to give money of a payment back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from netevent.payments.providers.provider import RefundState


@dataclass(frozen=True, slots=True)
class Refund:
    """`provider_id` is '' until the provider knows of it."""

    id: int
    payment_id: int
    amount: Decimal
    state: RefundState
    provider_id: str
