"""The page of an order, live: it waits for the money, for a seat, or for the organizer's word."""

from __future__ import annotations

from netevent.changes import OrderChanged
from netevent.live.screen import LiveRegion, Screen
from netevent.registration.orders.paying.reading import read_order
from netevent.registration.orders.reading_rights import require_own_order

ORDER = Screen(
    "order",
    regions=(LiveRegion("order-{key}", "registration/orders/_order.html", read_order, (OrderChanged,)),),
    key="order_id",
    patient=True,
    visitors=require_own_order,
)
