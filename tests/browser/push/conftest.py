"""A server that may push to the service of the tests, and a phone with push on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from netevent.core.database import Database
from tests.browser.pages import Visits
from tests.browser.push_phones import Phone, take_phone
from tests.browser.venue import Venue
from tests.push.service import PushService, push_service
from tests.servers import application
from tests.servers.application import Server
from tests.servers.databases import SqliteDatabases

BADGE = "/attendee/dashboard"


@pytest.fixture(scope="module")
async def service() -> AsyncIterator[PushService]:
    async with push_service() as started:
        yield started


@pytest.fixture(scope="module")
def server(
    service: PushService, sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """One that may push to the service of the tests."""
    folder = tmp_path_factory.mktemp("push")
    url = sqlite_databases.new(folder)
    settings = application.settings_for(folder, url, trusted_proxies="1", push_services=service.host)
    server = Server(folder, settings)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
async def shared_database(server: Server) -> AsyncIterator[Database]:
    opened = Database(server.settings["NETEVENT_DATABASE_URL"])
    yield opened
    await opened.close()


@pytest.fixture
async def łukasz(visits: Visits, service: PushService, venue: Venue) -> Phone:
    """A phone with push on."""
    phone = await take_phone(visits, service, BADGE, venue.guests["Łukasz"].email)
    await phone.allow()
    return phone
