"""The event that sells seats."""

import pytest

from netevent.core.database import Database
from tests.registration.vouchers.sold import Sold, make_sold


@pytest.fixture
async def sold(database: Database) -> Sold:
    return await make_sold(database)
