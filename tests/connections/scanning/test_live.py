"""Who hears of a scan on the phone: the two whom it connects, and nobody else."""

import asyncio
import re

from tests.conftest import StartServer
from tests.door import Door, badge
from tests.visitors import Visitor, all_that_came, heard, visit

OWN = "/live/attendee"
PEOPLE = ("guest1", "guest2", "guest3", "guest13")


async def scan(visitor: Visitor, number: int) -> None:
    assert (await visitor.submit("/attendee/scan", code=badge(number))).status == 303


async def test_one_scan_tells_nobody_and_the_scan_back_tells_both(
    door: Door, database_url: str, start_server: StartServer
):
    server = start_server(database_url)
    first, second, third, stranger = [await visit(server.base_url, name) for name in PEOPLE]
    async with (
        first.connect(OWN) as one,
        first.connect(OWN) as tab,
        second.connect(OWN) as other,
        third.connect(OWN) as neighbour,
        stranger.connect(OWN) as elsewhere,
    ):
        pages = (one, tab, other, neighbour, elsewhere)
        await asyncio.gather(*(heard(page, 'id="toasts"') for page in pages))
        await scan(first, 2)
        await scan(third, 1)
        for page in pages:
            assert "scanned each other" not in await all_that_came(page)
        await scan(second, 1)
        await asyncio.gather(*(heard(page, "You are now connected") for page in (one, tab)))
        assert "Guest3" not in await heard(other, "person-1-card")
        for page in (neighbour, elsewhere):
            text = await all_that_came(page)
            assert "Guest1" not in text
            assert "Guest2" not in text


async def test_who_asked_with_a_badge_at_hand_is_told_that_the_other_accepted(
    door: Door, database_url: str, start_server: StartServer
):
    """One scan is not two: only the badge of guest2 was scanned."""
    server = start_server(database_url)
    first, second = [await visit(server.base_url, name) for name in PEOPLE[:2]]
    async with first.connect(OWN) as one:
        await heard(one, 'id="toasts"')
        assert (await first.submit(f"/attendee/scan/{badge(2)}")).status == 303
        asking = await second.get("/attendee/connection-requests")
        (path,) = set(re.findall(r"/attendee/connection-requests/\d+/accept", asking.text))
        assert (await second.submit(path)).status == 303
        notifications = await heard(one, "You are now connected")
        assert "accepted. You are now connected." in notifications
        assert "scanned each other" not in notifications
