"""A push service on this machine, and an application that knows it."""

from collections.abc import AsyncIterator

import pytest

from netevent.settings import Settings
from tests.push.service import PushService, push_service


@pytest.fixture
async def service() -> AsyncIterator[PushService]:
    async with push_service() as started:
        yield started


@pytest.fixture
def settings(settings: Settings, service: PushService) -> Settings:
    return settings.model_copy(update={"push_services": service.host})
