"""The door's people, with a mail server: its mails carry the personal links."""

from __future__ import annotations

from pathlib import Path

import pytest

from netevent.settings import Settings, read_settings
from tests.servers.mail import Mailbox


@pytest.fixture
def settings(database_url: str, mailbox: Mailbox, tmp_path: Path) -> Settings:
    return read_settings(
        secret_key="k" * 40,
        database_url=database_url,
        var_dir=tmp_path,
        base_url="http://localhost:8000",
        smtp_url=mailbox.url,
        organizers="open",
        _env_file=None,
    )
