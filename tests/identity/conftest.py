"""Here logging in is what is tried: everybody comes in by the form."""

from __future__ import annotations

import pytest
from quart.typing import TestClientProtocol

from netevent.core.site import Application
from tests.conftest import LogIn
from tests.door import log_in_by_form


@pytest.fixture
def log_in_as(app: Application) -> LogIn:
    async def log_in_by_name(name: str) -> tuple[TestClientProtocol, dict[str, str]]:
        return await log_in_by_form(app, f"{name}@example.com")

    return log_in_by_name
