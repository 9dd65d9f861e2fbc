"""A database of the program's own making, on SQLite and on MariaDB."""

from collections.abc import AsyncIterator

import pytest

from netevent.core.database import Database


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()
