"""The stage of all tests of presenters."""

from __future__ import annotations

import pytest

from tests.door import Door
from tests.presenters.stage import Stage, make_stage


@pytest.fixture
async def stage(door: Door) -> Stage:
    return await make_stage(door)
