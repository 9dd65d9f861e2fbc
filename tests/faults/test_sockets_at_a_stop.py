"""SIGTERM to the whole server: pages are told to come back, what runs is finished, and it ends in time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from netevent.core.database.tables import attendees
from tests.browser.pages import Faults, Visits, is_live
from tests.conftest import StartServer
from tests.door import Door, badge
from tests.proof import Observe
from tests.servers.application import Server
from tests.servers.mariadb import MariaDB
from tests.visitors import closed_with, heard, visit

DOOR = "/live/door/1"
PAGES = 20
RESTARTING = 1012
TOLD_WITHIN, ENDED_WITHIN, BACK_WITHIN = 2.0, 10.0, 10.0
TYPED = "I am just writing about myself, and have not"


@pytest.mark.long
@pytest.mark.fault(
    "SIGTERM, with pages open and a scan that waits for a lock",
    "sockets 1012 within 2 s, the scan is answered, exit 0 under 10 s",
)
async def test_a_stop_tells_the_pages_and_finishes_what_runs(
    mariadb: MariaDB, mariadb_url: str, door_on_mariadb: Door, start_server: StartServer, observe: Observe
):
    server = start_server(mariadb_url)
    marta = await visit(server.base_url, "marta")
    pages = [await marta.connect(DOOR) for _ in range(PAGES)]
    await asyncio.gather(*(heard(page, "door-counters") for page in pages))
    with mariadb.connect("netevent") as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(f"SELECT id FROM {attendees.name} WHERE id = 1 FOR UPDATE")  # noqa: S608  # our own table
        scan = asyncio.create_task(marta.scan(badge(1)))
        await asyncio.to_thread(mariadb.until_somebody_waits)
        began = time.monotonic()
        ending = asyncio.create_task(asyncio.to_thread(server.stop))
        codes = await asyncio.gather(*(closed_with(page) for page in pages))
        told = time.monotonic() - began
        assert not scan.done()
        cursor.execute("ROLLBACK")
    answer = await scan
    assert (answer.status, answer.json()["outcome"]) == (200, "checked_in")
    assert await ending == 0
    ended = time.monotonic() - began
    assert set(codes) == {RESTARTING}
    assert told < TOLD_WITHIN
    assert ended < ENDED_WITHIN
    observe(f"{PAGES} told after {told:.2f} s; scan answered; exit 0 after {ended:.1f} s")


@pytest.fixture
async def profile(
    door_on_sqlite: Door, sqlite_url: str, start_server: StartServer, browser: Browser
) -> AsyncIterator[tuple[Page, Server]]:
    server = start_server(sqlite_url)
    visits = Visits(server.base_url, Faults(), browser)
    page = await visits.open("/attendee/profile", "guest1@example.com")
    await is_live(page)
    yield page, server
    await visits.close()


@pytest.mark.long
@pytest.mark.fault(
    "restart while somebody types into a form (Chromium)",
    "live again within 10 s, and the text is still there",
)
async def test_half_a_text_outlives_a_restart(profile: tuple[Page, Server], observe: Observe):
    page, server = profile
    field = page.locator("textarea").first
    await field.fill("")
    await field.press_sequentially(TYPED)
    assert await asyncio.to_thread(server.stop) == 0
    await expect(page.locator("html")).not_to_have_attribute("data-live", "on")
    await asyncio.to_thread(server.start)
    began = time.monotonic()
    await is_live(page)
    back = time.monotonic() - began
    await expect(field).to_have_value(TYPED)
    await expect(field).to_be_focused()
    assert back < BACK_WITHIN
    observe(f"live {back:.1f} s after the server; text and cursor still there")
