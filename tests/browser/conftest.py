"""Fixtures of the browser tests: one real server for the run; each test has its own event and pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.async_api import Browser, Page

from netevent.core.database import Database
from tests.browser.furnished import Furnished, furnish
from tests.browser.pages import Faults, Visits, is_live
from tests.browser.shop import BrowserShop, open_shop
from tests.browser.venue import MAIN, Venue, insert_operator, make_venue
from tests.conftest import LaunchBrowser
from tests.servers import application
from tests.servers.application import Server
from tests.servers.databases import SqliteDatabases

REMEMBER = "([name, value]) => import('/static/js/keep.js').then(device => device.remember(name, value))"


class OpenDesk(Protocol):
    async def __call__(
        self, film: Path | None = None, *, gate: str = MAIN, who: str = "", **options: Any
    ) -> Page: ...


@pytest.fixture(scope="session")
def one_server(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("browser")
    url = sqlite_databases.new(folder)
    # The proxy: `pages.log_in` says where each login comes from. The demo shows its mails.
    settings = application.settings_for(folder, url, trusted_proxies="1", demo="true", organizers="open")
    insert_operator(url)
    server = Server(folder, settings, starts_anew=True)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def server(one_server: Server) -> Iterator[Server]:
    """The run's server. A test may stop or kill it; the next one finds it running."""
    yield one_server
    if not one_server.is_ready():
        one_server.kill()
        one_server.start()


@pytest.fixture(scope="session")
async def shared_database(one_server: Server) -> AsyncIterator[Database]:
    """The server's own database, for a look behind the pages."""
    opened = Database(one_server.settings["NETEVENT_DATABASE_URL"])
    yield opened
    await opened.close()


@pytest.fixture
async def venue(server: Server, shared_database: Database) -> Venue:
    return await make_venue(shared_database, server.base_url)


@pytest.fixture
def faults() -> Iterator[Faults]:
    """A page that throws, logs an error or breaks the policy fails its test."""
    faults = Faults()
    yield faults
    assert faults.of_the_pages == []


@pytest.fixture
async def visits(server: Server, browser: Browser, faults: Faults) -> AsyncIterator[Visits]:
    visits = Visits(server.base_url, faults, browser)
    yield visits
    await visits.close()


@pytest.fixture
async def furnished(venue: Venue, visits: Visits) -> Furnished:
    return await furnish(venue, visits)


@pytest.fixture
async def shop(venue: Venue) -> BrowserShop:
    return await open_shop(venue)


@pytest.fixture
def open_desk(venue: Venue, visits: Visits, launch_browser: LaunchBrowser) -> OpenDesk:
    """Opens Marta's desk on a phone, live and at a gate; `film` is what its camera sees, if it has one."""

    async def open_desk(film: Path | None = None, *, gate: str = MAIN, who: str = "", **options: Any) -> Page:
        browser = await launch_browser(camera=film) if film else None
        page = await visits.open("/", who or venue.marta, browser=browser, **options)
        if gate:  # known before the camera reads its first badge
            await page.evaluate(REMEMBER, [f"gate.{venue.event_id}", str(venue.gates[gate])])
        await page.goto(venue.desk)
        await is_live(page)
        return page

    return open_desk
