"""Which orders this browser may see: those that it placed, or opened by the link of a mail.

They stand in the browser's signed session. Called by the routes of the registration page and of an order.
"""

from __future__ import annotations

from quart import session

KEY = "orders"
# A cookie is small, and who registers people all day needs the last ones.
MOST = 20


def remember_order(order_id: int) -> None:
    session[KEY] = [*(one for one in own_orders() if one != order_id), order_id][-MOST:]


def may_see(order_id: int) -> bool:
    return order_id in own_orders()


def own_orders() -> list[int]:
    """Their ids, the latest one last."""
    found = session.get(KEY, [])
    return [one for one in found if isinstance(one, int)] if isinstance(found, list) else []
