"""The door's people, at an event at which they can meet."""

from __future__ import annotations

import pytest

from tests.appointments.meeting import Meet, make_meet
from tests.door import Door


@pytest.fixture
async def meet(door: Door) -> Meet:
    return await make_meet(door.database)
