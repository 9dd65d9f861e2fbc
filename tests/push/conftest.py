"""A push service on this machine, and an application, or a worker alone, that knows it."""

from collections.abc import AsyncIterator

import pytest

from netevent.core import i18n
from netevent.core.database import Database
from netevent.push.sending import sender
from netevent.resources import resource_path
from netevent.settings import Settings
from tests.door import Door
from tests.push.devices import Pushing, pushing_of
from tests.push.service import PushService, push_service


@pytest.fixture
async def service() -> AsyncIterator[PushService]:
    async with push_service() as started:
        yield started


@pytest.fixture
def settings(settings: Settings, service: PushService) -> Settings:
    return settings.model_copy(update={"push_services": service.host})


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has other work may need longer for an answer than the senders of a server wait."""
    monkeypatch.setattr(sender, "SECONDS", 120)


@pytest.fixture
async def pushing(
    database: Database, door: Door, settings: Settings, service: PushService
) -> AsyncIterator[Pushing]:
    made = pushing_of(database, settings, service)
    yield made
    await made.sender.close()


@pytest.fixture
def catalogues() -> None:
    """The texts of all seven languages."""
    i18n.load_catalogues(resource_path("translations"), i18n.Languages(i18n.SEVEN))
