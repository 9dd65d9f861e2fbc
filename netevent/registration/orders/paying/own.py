"""The orders of this browser at an event. Called by the routes of an order."""

from __future__ import annotations

from netevent.core.errors import existing
from netevent.core.site import read
from netevent.events.codes import code_in
from netevent.events.details import Event
from netevent.events.queries import select_event_by_code
from netevent.registration.orders import queries
from netevent.registration.orders.paying import reading
from netevent.registration.orders.paying.reading import OrderPage
from netevent.registration.orders.reading_rights import own_orders


async def event_of(code: str) -> Event:
    """
    Raises:
        NotFound: no event has the code.
    """
    key = code_in(code)
    return existing(await read(select_event_by_code, code=key) if key else None)


async def own_order(code: str, reference: str) -> OrderPage | None:
    """The order with this reference, or the latest one where none is given; None: it is not this browser's.

    Raises:
        NotFound: no event has the code.
    """
    event = await event_of(code)
    order_id = await read(queries.select_of_browser, event.id, own_orders(), reference)
    return await read(reading.read_page, order_id) if order_id else None
