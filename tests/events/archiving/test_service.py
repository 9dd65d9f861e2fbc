"""An event that comes back from the archive gives its seats to who waits for them."""

from __future__ import annotations

from netevent.core.database import Database
from netevent.events.archiving.service import bring_back, put_away
from netevent.registration.orders.order import OrderState
from netevent.registration.orders.service import cancel
from tests.registration.orders.shop import open_shop


async def test_a_seat_that_came_free_in_the_archive_goes_to_the_first_in_line(database: Database):
    shop = await open_shop(database, capacity=1)
    held = await shop.order("Anna")
    waits = await shop.order("Ben", type_id=shop.guest)
    await database.transact(put_away, shop.event_id)
    await database.transact(cancel, shop.event_id, held.id)
    assert (await shop.now(waits)).state is OrderState.waiting
    await database.transact(bring_back, shop.event_id)
    assert (await shop.now(waits)).state is OrderState.settled
