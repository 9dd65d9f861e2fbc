"""The venue's network breaks under a scan, at a desk in Chromium: before it arrived, or after its commit."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Page, expect

from netevent.core.database import Database
from tests.browser.pages import Faults, Visits, is_live, network_is_back, shown, typed
from tests.browser.venue import MAIN, Venue, make_venue
from tests.conftest import StartServer
from tests.proof import Observe
from tests.servers.proxy import Proxy

NO_LONGER_WAITS = 5.0  # seconds that a desk waits for an answer
TRIES_AGAIN = 6.0 + NO_LONGER_WAITS  # at most, when nobody tells it that the network is back
LATE = 0.25  # seconds for each piece on a bad line
REMEMBER = "([name, value]) => import('/static/js/keep.js').then(device => device.remember(name, value))"
WAITING = "#desk-waiting"


@dataclass(frozen=True, slots=True)
class FarDesk:
    """Marta's desk, whose server is behind a network that a test may break."""

    page: Page
    venue: Venue
    proxy: Proxy

    async def send_what_waits(self, *, is_told: bool = True) -> float:
        """The network is back, and the device may notice it; seconds until nothing waits any more."""
        began = time.monotonic()
        self.proxy.mend()
        if is_told:
            await network_is_back(self.page)
        await expect(self.page.locator(WAITING)).to_be_hidden()
        return time.monotonic() - began

    async def outcomes(self) -> list[str]:
        return [scan.outcome for scan in await self.venue.journal()]


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    proxy = Proxy()
    yield proxy
    proxy.close()


@pytest.fixture
async def desk(
    sqlite_url: str, start_server: StartServer, proxy: Proxy, browser: Browser
) -> AsyncIterator[FarDesk]:
    start_server(sqlite_url, base_url=proxy.url, port=str(proxy.target))
    database, faults = Database(sqlite_url), Faults()
    venue = await make_venue(database, proxy.url)
    visits = Visits(proxy.url, faults, browser)
    page = await visits.open("/", venue.marta)
    await page.evaluate(REMEMBER, [f"gate.{venue.event_id}", str(venue.gates[MAIN])])
    await page.goto(venue.desk)
    await is_live(page)
    yield FarDesk(page, venue, proxy)
    await visits.close()
    await database.close()
    assert faults.of_the_pages == []


@pytest.mark.fault(
    "network cut before a scan reaches the server (Chromium)",
    "the desk says so, and sends it once the network is back: one row",
)
async def test_a_scan_that_never_reached_the_server_is_sent_once(desk: FarDesk, observe: Observe):
    desk.proxy.cut()
    await typed(desk.page, desk.venue.link("Łukasz"))
    await shown(desk.page, "not_sent", "Not sent yet")
    assert await desk.outcomes() == []
    took = await desk.send_what_waits()
    assert await desk.outcomes() == ["checked_in"]
    observe(f"not sent yet; in {took:.1f} s after the network; 1 row")


@pytest.mark.fault(
    "network cut after the scan's commit, before its answer (Chromium)",
    "the desk says so, and asks again with the same id: one row",
)
async def test_a_scan_whose_answer_the_network_lost_is_one_row(desk: FarDesk, observe: Observe):
    desk.proxy.lose_answers()
    await typed(desk.page, desk.venue.link("Łukasz"))
    await shown(desk.page, "not_sent", "Not sent yet")
    assert await desk.outcomes() == ["checked_in"]  # which the desk cannot know
    assert desk.proxy.answers_lost
    took = await desk.send_what_waits()
    assert await desk.outcomes() == ["checked_in"]
    observe(f"not sent yet; answered {took:.1f} s after the network; 1 row")


@pytest.mark.long
@pytest.mark.fault(
    "network swallows a scan without a word (Chromium)",
    "the desk waits 5 s, says so, and sends it by itself: one row",
)
async def test_a_scan_that_the_network_swallowed_is_sent_once(desk: FarDesk, observe: Observe):
    desk.proxy.swallow()
    began = time.monotonic()
    await typed(desk.page, desk.venue.link("Łukasz"))
    await shown(desk.page, "not_sent", "Not sent yet")
    waited = time.monotonic() - began
    took = await desk.send_what_waits(is_told=False)
    assert await desk.outcomes() == ["checked_in"]
    assert waited < NO_LONGER_WAITS + 1
    assert took < TRIES_AGAIN
    observe(f"not sent yet after {waited:.1f} s; in {took:.1f} s after the network; 1 row")


@pytest.mark.long
@pytest.mark.fault(
    f"a line that holds each piece up for {LATE:.2f} s (Chromium)",
    "a scan is answered in its first try: one row",
)
async def test_a_slow_line_is_no_broken_one(desk: FarDesk, observe: Observe):
    desk.proxy.delay = LATE
    began = time.monotonic()
    await typed(desk.page, desk.venue.link("Łukasz"))
    await shown(desk.page, "checked_in", "Łukasz")
    took = time.monotonic() - began
    assert await desk.outcomes() == ["checked_in"]
    await expect(desk.page.locator(WAITING)).to_be_hidden()
    assert took < NO_LONGER_WAITS
    observe(f"answered after {took:.1f} s, 1 row")
