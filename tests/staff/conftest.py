"""The door's people, with a mail server: its mails carry the links."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from netevent.core.database import Database
from netevent.settings import Settings, read_settings
from netevent.staff import queries
from netevent.staff.queries import StaffEvent
from tests.door import Door
from tests.servers.mail import Mailbox

BASE_URL = "https://tickets.example.org"
LinkFor = Callable[[str], Awaitable[str]]


@pytest.fixture
def settings(database_url: str, mailbox: Mailbox, tmp_path: Path) -> Settings:
    return read_settings(
        secret_key="k" * 40,
        database_url=database_url,
        var_dir=tmp_path,
        base_url="http://localhost:8000",
        smtp_url=mailbox.url,
        _env_file=None,
    )


@pytest.fixture
async def event(database: Database, door: Door) -> StaffEvent:
    """Olga's event, on whose staff Marta is."""
    found = await database.read(queries.select_event, door.event_id)
    assert found is not None
    return found


@pytest.fixture
def link_for(mailbox: Mailbox) -> LinkFor:
    """The path of the link in the newest mail to an address."""

    async def read(address: str) -> str:
        message = await mailbox.mail_to(address)
        body = message.get_body(("plain",))
        assert body is not None
        found = re.search(r"http://localhost:8000(/staff/invite/\S+)", body.get_content())
        assert found is not None
        return found[1]

    return read
