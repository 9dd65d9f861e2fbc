"""An outbox, and a sender that speaks to the run's SMTP server."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from netevent.core.database import Database
from netevent.core.mail.delivery import Delivery
from netevent.core.mail.sender import MailSender
from netevent.settings import read_settings
from tests.servers.mail import Mailbox


class NewSender(Protocol):
    def __call__(self, database: Database, **settings: object) -> MailSender: ...


@pytest.fixture
def new_sender(mailbox: Mailbox, tmp_path: Path) -> NewSender:
    """Makes the sender of one process."""

    def make(database: Database, **settings: object) -> MailSender:
        given = {
            "smtp_url": mailbox.url,
            "mail_from": "NetEvent <door@netevent.example>",
            "var_dir": tmp_path,
        }
        return MailSender(database, Delivery(read_settings(_env_file=None, **given | settings)))

    return make
