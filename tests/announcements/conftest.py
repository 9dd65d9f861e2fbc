from __future__ import annotations

import pytest

from netevent.core.database import Database
from tests.announcements.announcing import Desk, open_desk


@pytest.fixture
async def desk(database: Database) -> Desk:
    return await open_desk(database)
