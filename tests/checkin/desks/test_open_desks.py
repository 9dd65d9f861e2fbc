"""Which desks are on the list, and until when."""

import asyncio
from uuid import uuid4

from sqlalchemy import delete, func, select

from netevent.changes import DeskClosed, DeskOpened
from netevent.checkin.desks.open_desks import OpenDesks
from netevent.core.database.tables import desks, events
from tests.door import Door

DESK = str(uuid4())


async def listed(door: Door, event_id: int = 1) -> int:
    statement = select(func.count()).select_from(desks).where(desks.c.event_id == event_id)
    return int(await door.database.read(lambda tx: tx.execute(statement).scalar_one()))


async def test_a_desk_is_on_the_list_while_its_page_is_connected(door: Door):
    open_desks = OpenDesks(door.database)
    await open_desks.opened(DESK, 1, 1, "Marta Door")
    assert await listed(door) == 1
    await open_desks.closed(DESK, 1)
    assert await listed(door) == 0
    assert door.published == [DeskOpened(1), DeskClosed(1)]


async def test_two_sockets_of_one_page_are_one_desk_until_both_are_gone(door: Door):
    open_desks = OpenDesks(door.database)
    await asyncio.gather(*(open_desks.opened(DESK, 1, 1, "Marta Door") for _ in range(8)))
    assert await listed(door) == 1
    for _ in range(7):
        await open_desks.closed(DESK, 1)
    assert await listed(door) == 1
    await open_desks.closed(DESK, 1)
    assert await listed(door) == 0


async def test_one_device_may_be_a_desk_at_two_events(door: Door):
    open_desks = OpenDesks(door.database)
    await open_desks.opened(DESK, 1, 1, "Marta Door")
    await open_desks.opened(DESK, 2, 3, "Piet Door")
    await open_desks.closed(DESK, 1)
    assert (await listed(door, 1), await listed(door, 2)) == (0, 1)


async def test_a_desk_that_another_worker_took_off_the_list_comes_back(door: Door):
    open_desks = OpenDesks(door.database)
    await open_desks.opened(DESK, 1, 1, "Marta Door")
    await OpenDesks(door.database).closed(DESK, 1)
    assert await listed(door) == 0
    await open_desks.keep()
    assert await listed(door) == 1


async def test_keeping_does_not_stumble_over_an_event_that_is_gone(door: Door):
    open_desks = OpenDesks(door.database)
    await open_desks.opened(DESK, 1, 1, "Marta Door")
    await open_desks.opened(DESK, 2, 3, "Piet Door")
    await door.database.transact(lambda tx: tx.execute(delete(events).where(events.c.id == 2)))
    await open_desks.keep()
    assert (await listed(door, 1), await listed(door, 2)) == (1, 0)
