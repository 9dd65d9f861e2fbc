from __future__ import annotations

import pytest

from netevent.core import i18n
from netevent.core.database import Database
from netevent.resources import resource_path
from tests.announcements.announcing import Desk, open_desk


@pytest.fixture
async def desk(database: Database) -> Desk:
    return await open_desk(database)


@pytest.fixture
def catalogues() -> None:
    """The texts of all seven languages."""
    i18n.load_catalogues(resource_path("translations"), i18n.Languages(i18n.SEVEN))
