"""The organizer's orders, live. Which of them the reader looks at, the page alone knows, and fetches them."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.changes import OrderChanged
from netevent.core.database import Transaction
from netevent.events.status import live_status
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveRegion, Screen


@dataclass(frozen=True, slots=True)
class Fresh:
    """Nothing but that an order differs."""


def read_fresh(tx: Transaction, event_id: int) -> Fresh:
    return Fresh()


ORDERS = Screen(
    "orders",
    require_event_team,
    (
        LiveRegion(
            "orders-fresh", "registration/orders/office/_fresh.html", read_fresh, (OrderChanged,), every=1.0
        ),
        live_status(OrderChanged),
    ),
    within="office",
)
