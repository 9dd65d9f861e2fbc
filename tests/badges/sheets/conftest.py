"""Badges that Olga prints, and the job that makes the file."""

from __future__ import annotations

import pytest

from netevent.core.site import Application
from tests.badges.sheets.printing import Printing
from tests.conftest import LogIn
from tests.door import Door


@pytest.fixture
async def printing(app: Application, door: Door, log_in_as: LogIn) -> Printing:
    return Printing(*(await log_in_as("olga")), door.database, app.site.settings.var_dir / "made")
