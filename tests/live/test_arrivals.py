"""A page that comes back is sent all that it shows, or nothing where nothing of it has changed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol

import pytest

from netevent import __version__
from netevent.changes import ScanRefused
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.site import Application
from netevent.live import arrivals
from netevent.live.arrivals import Arrivals, Seen, read_seen
from netevent.live.bus import Bus
from netevent.live.feed import Line, RegionFeed
from netevent.live.hub import Channel, Hub, Socket
from netevent.live.publisher import Publisher
from netevent.live.screen import LiveRegion, Screen
from tests.conftest import LogIn, on_sqlite
from tests.door import Door, badge

ORIGIN = {"Origin": "http://localhost:8000"}
SEEN = re.compile(r"<!-- live (\S+) -->")
GUEST = 1
REGIONS = ("attendee-1-presence", "next-for-you", "toasts")


class Page:
    """An open page of an attendee's badge."""

    def __init__(self, socket: Any, stack: AsyncExitStack) -> None:
        self.socket = socket
        self._stack = stack

    async def until(self, *wanted: str) -> str:
        """All that comes until each of these has come."""
        text = ""
        async with asyncio.timeout(60):
            while not all(one in text for one in wanted):
                text += str(await self.socket.receive())
        return text

    async def seen(self) -> str:
        """What it is told that it has, once all has come."""
        return str(SEEN.findall(await self.until(*REGIONS, "<!-- live"))[-1])

    async def leave(self) -> str:
        """Goes, and remembers what it has."""
        seen = await self.seen()
        await self._stack.aclose()
        return seen


class Open(Protocol):
    async def __call__(self, seen: str = "") -> Page: ...


@pytest.fixture
async def open_badge(app: Application, door: Door, log_in_as: LogIn) -> AsyncIterator[Open]:
    door.database.on_change = app.site.part(Bus).publish
    client, _ = await log_in_as("guest1")
    compared = told_when_compared(app)
    async with AsyncExitStack() as all_pages:

        async def opened(seen: str = "") -> Page:
            compared.clear()
            one = await all_pages.enter_async_context(AsyncExitStack())
            socket: Any = client.websocket(f"/live/badge?lang=en&seen={seen}", headers=ORIGIN)
            page = Page(await one.enter_async_context(socket), one)
            if read_seen(seen) is not None:
                await compared.wait()
            return page

        yield opened


def told_when_compared(app: Application) -> asyncio.Event:
    """What happens before the versions are compared is missed by the page, and makes it stale."""
    compared = asyncio.Event()
    comparing = app.site.part(Publisher)._arrivals["attendee"]._comparing
    compare = comparing._act

    async def compare_and_tell(key: int) -> None:
        await compare(key)
        compared.set()

    comparing._act = compare_and_tell
    return compared


async def test_who_comes_back_and_missed_nothing_is_sent_nothing(open_badge: Open, door: Door):
    page = await open_badge(await (await open_badge()).leave())
    await door.scan(badge(GUEST))
    # The first word that it gets is what happens now, and of nothing else.
    message = await page.until("Checked in at")
    assert "toasts" not in message
    assert "next-for-you" not in message


async def test_who_missed_something_gets_all_and_has_it_the_next_time(open_badge: Open, door: Door):
    before = await (await open_badge()).leave()
    await door.scan(badge(GUEST))
    missed = await open_badge(before)
    assert "Checked in at" in await missed.until(*REGIONS)
    page = await open_badge(await (await open_badge()).leave())
    await door.undo(GUEST)
    assert "toasts" not in await page.until("Show this code at the door")


async def test_what_happens_to_others_leaves_a_page_fresh(open_badge: Open, door: Door):
    seen = await (await open_badge()).leave()
    await door.scan(badge(2))
    page = await open_badge(seen)
    await door.scan(badge(GUEST))
    assert "toasts" not in await page.until("Checked in at")


@on_sqlite
@pytest.mark.parametrize("nonsense", ["x", "1_2_3", "1_0_0.0_0", f"{10**30}_0_0.0_{__version__}", "_" * 9])
async def test_who_says_nonsense_gets_all(open_badge: Open, nonsense: str):
    assert await (await open_badge(nonsense)).seen()


@on_sqlite
async def test_after_a_gap_all_get_everything_whatever_they_have(
    app: Application, open_badge: Open, door: Door
):
    page = await open_badge(await (await open_badge()).leave())
    await door.scan(badge(GUEST))
    await page.until("Checked in at")
    await app.site.part(Publisher).resync()
    await page.until(*REGIONS)


NOW = clock.now().replace(microsecond=0)
HAD = Seen("7.1", NOW)


def test_what_a_page_says_is_what_it_was_told():
    for seen in (HAD, replace(HAD, until=NOW + timedelta(minutes=5))):
        assert read_seen(seen.write()) == seen


@pytest.mark.parametrize(
    ("seen", "is_fresh"),
    [
        (HAD, True),
        (replace(HAD, until=NOW + timedelta(seconds=1)), True),
        (replace(HAD, until=NOW), False),
        (replace(HAD, version="7.2"), False),
        (replace(HAD, version="8.1"), False),
        (replace(HAD, given_at=NOW - arrivals.TRUE_FOR), False),
        (replace(HAD, release="0.0.9"), False),
    ],
)
def test_a_page_is_fresh_by_version_time_and_release(seen: Seen, is_fresh: bool):
    assert seen.is_fresh("7.1", NOW) is is_fresh


# ---- a house of one screen ------------------------------------------------------------------------------


@dataclass(slots=True)
class House:
    """Pages of one screen, all of version 1."""

    arrivals: Arrivals
    feed: RegionFeed
    hub: Hub
    asked: asyncio.Queue[set[int]]

    def arrive(self, key: int, seen: str = "") -> Socket:
        socket = Socket((Channel("own", key),), "en", str(key))
        self.hub.join(socket)
        self.arrivals.welcome(socket, seen)
        return socket


@pytest.fixture
async def house(sqlite_url: str) -> AsyncIterator[House]:
    database, hub, loop = Database(sqlite_url), Hub(), asyncio.get_running_loop()
    asked: asyncio.Queue[set[int]] = asyncio.Queue()

    def versions(tx: Transaction, keys: Collection[int]) -> dict[int, str]:
        loop.call_soon_threadsafe(asked.put_nowait, set(keys))
        return dict.fromkeys(keys, "1")

    async def anyone(viewer: object, key: int) -> None: ...

    regions = (LiveRegion("x", "x.html", lambda tx, key: None, (ScanRefused,)),)
    screen = Screen("own", anyone, regions, key="attendee_id", versions=versions, patient=True)
    line = Line(database, hub, Bus())
    feed = RegionFeed(line, screen, regions)
    yield House(Arrivals(line, screen, lambda kind: [feed]), feed, hub, asked)
    await feed.throttle.stop()
    await database.close()


async def test_a_thousand_that_come_back_at_once_are_compared_by_one_query(house: House):
    had = Seen("1", clock.now()).write()
    pages = [house.arrive(key, had) for key in range(1, 1001)]
    assert await house.asked.get() == set(range(1, 1001))
    await house.arrivals.stop()
    assert house.asked.empty()
    assert {await waiting(page) for page in pages} == {""}


async def test_time_moves_a_page_that_came_back_fresh(house: House):
    now = clock.now()
    page = house.arrive(1, Seen("1", now, until=now + timedelta(minutes=1)).write())
    await house.asked.get()
    await house.arrivals._comparing.stop()
    house.arrivals.on_time(now)
    assert await waiting(page) == ""
    house.arrivals.on_time(now + timedelta(minutes=1))
    assert SEEN.fullmatch(await page.take())


async def test_a_page_is_told_what_it_has_once_it_has_all(house: House):
    page = house.arrive(1)
    assert SEEN.fullmatch(await page.take())


async def test_a_page_to_which_something_was_pushed_meanwhile_is_not_told_what_it_has(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    """What was read first may have arrived last: it is given all again when it comes back."""
    read, marked = house.arrivals._read, asyncio.Event()
    loop = asyncio.get_running_loop()

    def mark() -> None:
        house.feed.mark_dirty(1)
        marked.set()

    def change_meanwhile(tx: Transaction, key: int, feeds: list[RegionFeed]) -> Any:
        loop.call_soon_threadsafe(mark)
        return read(tx, key, feeds)

    monkeypatch.setattr(house.arrivals, "_read", change_meanwhile)
    page = house.arrive(1)
    await marked.wait()
    await house.arrivals.stop()
    assert await waiting(page) == ""


async def waiting(page: Socket) -> str:
    page.put("last", "")
    return (await page.take()).strip()
