"""The people of the tests of connections."""

from __future__ import annotations

import pytest

from tests.connections.people import People
from tests.door import Door


@pytest.fixture
def people(door: Door) -> People:
    return People(door)
