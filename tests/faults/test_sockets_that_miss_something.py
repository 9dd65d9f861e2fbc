"""Two workers that miss every fifth of each other's changes: soon their pages show the truth all the same."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Page

from tests.browser.pages import Faults, Visits, is_live
from tests.conftest import StartServer
from tests.door import BADGES, Door, badge
from tests.proof import Observe
from tests.servers import processes
from tests.servers.application import Server, clean_environment
from tests.visitors import visit

PAGES = [
    ("marta", "/staff/1/dashboard"),
    ("olga", "/organizer/event/1"),
    ("olga", "/organizer/event/1/attendees"),
    ("guest1", "/attendee/connection-requests"),
]
EACH = 3  # of them, so that both workers have some
WITHIN = 10.0
TEXT = "() => [...document.querySelectorAll('main, nav')].map(part => part.innerText).join('|')"
CLOCK = re.compile(r"\d\d:\d\d(:\d\d)?")


@dataclass(frozen=True, slots=True)
class Watched:
    """A page that stays open, and another of the same browser for a look at what it should show.

    That one has no socket: a page that connects gives the others of its reader all anew.
    """

    page: Page
    look: Page

    async def is_true(self) -> bool:
        await self.look.goto(self.page.url)
        return await shown_on(self.page) == await shown_on(self.look)


async def shown_on(page: Page) -> str:
    """What it says, but for the times, and for the toasts, which each page puts away for itself."""
    return CLOCK.sub("", await page.evaluate(TEXT))


@contextmanager
def losing(server: Server, *how: str) -> Iterator[None]:
    """Such a server in the place of the usual one."""
    server.kill()
    command = [sys.executable, "-m", "tests.faults.losing_server", *how]
    process = processes.start(command, server.log, None, **clean_environment(), **server.settings)
    try:
        processes.wait_until(server.is_ready, process, server.log)
        yield
    finally:
        processes.kill(process)


@asynccontextmanager
async def watching(server: Server, browser: Browser) -> AsyncIterator[list[Watched]]:
    visits, found = Visits(server.base_url, Faults(), browser), []
    for name, path in PAGES:
        page = await visits.open(path, f"{name}@example.com")
        look = await page.context.new_page()
        await look.route_web_socket("**", lambda socket: None)
        found += [Watched(page, look)]
        for _ in range(EACH - 1):
            found += [Watched(await page.context.new_page(), look)]
            await found[-1].page.goto(path)
    for one in found:
        await is_live(one.page)
    yield found
    await visits.close()


async def a_busy_moment(server: Server) -> None:
    """People come in, and want to know the one whose page is open."""
    marta = await visit(server.base_url, "marta")
    for number in range(1, BADGES + 1):
        await marta.scan(badge(number))
    for number in range(2, 8):
        guest = await visit(server.base_url, f"guest{number}")
        await guest.submit("/attendee/connections", person_id="1", message=f"Hello from {number}")


async def wrong_after(pages: list[Watched], seconds: float) -> list[Watched]:
    """Those that are not true in time."""
    began, wrong = time.monotonic(), pages
    while wrong and time.monotonic() - began < seconds:
        wrong = [one for one in wrong if not await one.is_true()]
    return wrong


@pytest.mark.long
@pytest.mark.fault(
    "every fifth change between two workers is lost (Chromium)",
    f"each open page equals a fresh one within {WITHIN:.0f} s",
)
async def test_pages_that_missed_something_are_true_within_ten_seconds(
    door_on_sqlite: Door,
    sqlite_url: str,
    redis_url: str,
    start_server: StartServer,
    browser: Browser,
    observe: Observe,
):
    server = start_server(sqlite_url, workers="2", redis_url=redis_url)
    with losing(server, "5"):
        async with watching(server, browser) as pages:
            await a_busy_moment(server)
            began = time.monotonic()
            assert await wrong_after(pages, WITHIN) == []
            observe(f"all {len(pages)} true after {time.monotonic() - began:.1f} s")


@pytest.mark.long
@pytest.mark.fault(
    "every change between two workers is lost, and nobody counts (the twin)", "attendees' pages stay wrong"
)
async def test_without_counting_pages_would_stay_wrong(
    door_on_sqlite: Door, sqlite_url: str, redis_url: str, start_server: StartServer, browser: Browser
):
    server = start_server(sqlite_url, workers="2", redis_url=redis_url)
    with losing(server, "1", "without-counting"):
        async with watching(server, browser) as pages:
            await a_busy_moment(server)
            assert await wrong_after(pages, WITHIN + 2)
