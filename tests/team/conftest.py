"""The door's people, Olga's team, and a mail server whose mails carry the links."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from netevent.settings import Settings, read_settings
from tests.door import Door
from tests.servers.mail import Mailbox
from tests.team.people import BASE_URL, insert_team

LinkFor = Callable[[str], Awaitable[str]]
Team = tuple[int, int]


@pytest.fixture
def settings(database_url: str, mailbox: Mailbox, tmp_path: Path) -> Settings:
    """Organizers come by invitation, as on a server that nobody has set up otherwise."""
    return read_settings(
        secret_key="k" * 40,
        database_url=database_url,
        var_dir=tmp_path,
        base_url=BASE_URL,
        smtp_url=mailbox.url,
        _env_file=None,
    )


@pytest.fixture
async def team(door: Door) -> Team:
    """Edda, an editor, and Vera, a viewer."""
    return await insert_team(door.database)


@pytest.fixture
def link_for(mailbox: Mailbox) -> LinkFor:
    """The path of the link in the newest mail to an address."""

    async def read(address: str) -> str:
        message = await mailbox.mail_to(address)
        body = message.get_body(("plain",))
        assert body is not None
        found = re.search(rf"{BASE_URL}(/\S+)", body.get_content())
        assert found is not None
        return found[1]

    return read
