"""What the organizer decides on several orders at once, each in a transaction of its own. For the routes.

So one that somebody else has decided on meanwhile holds up no other, and no lock is held for long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from netevent.core.errors import Refusal
from netevent.core.site import transact
from netevent.registration.orders.line.service import accept
from netevent.registration.orders.order import OrderState
from netevent.registration.orders.service import decline


@dataclass(frozen=True, slots=True)
class Decided:
    """How many were accepted and got seats, went to the line, were declined, and were decided on before."""

    accepted: int = 0
    in_line: int = 0
    declined: int = 0
    skipped: int = 0


async def accept_all(event_id: int, order_ids: Sequence[int]) -> Decided:
    """In the order in which they were placed."""
    went: Counter[str] = Counter()
    for order_id in sorted(set(order_ids)):
        try:
            order = await transact(accept, event_id, order_id)
        except Refusal:
            went["skipped"] += 1
        else:
            went["in_line" if order.state is OrderState.waiting else "accepted"] += 1
    return Decided(accepted=went["accepted"], in_line=went["in_line"], skipped=went["skipped"])


async def decline_all(event_id: int, order_ids: Sequence[int]) -> Decided:
    went: Counter[str] = Counter()
    for order_id in sorted(set(order_ids)):
        try:
            await transact(decline, event_id, order_id)
        except Refusal:
            went["skipped"] += 1
        else:
            went["declined"] += 1
    return Decided(declined=went["declined"], skipped=went["skipped"])
