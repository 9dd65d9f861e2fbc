"""Which orders this browser may see: those that it placed, or opened by the link of a mail.

They stand in the browser's signed session. Called by the routes of the registration page and of an order.
"""

from __future__ import annotations

from quart import session

from netevent.core.web.browsers import remember, require_known

ORDERS = "orders"


def remember_order(order_id: int) -> None:
    remember(ORDERS, order_id)


async def require_own_order(order_id: int) -> None:
    """
    Raises:
        NotFound: this browser may not see it.
    """
    require_known(ORDERS, order_id)


def own_orders() -> list[int]:
    """Their ids, the latest one last."""
    return list(session.get(ORDERS, ()))
