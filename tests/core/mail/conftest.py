"""A worker that sends mail to the run's SMTP server."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from netevent.core.database import Database
from netevent.core.jobs.worker import Worker
from netevent.core.mail.delivery import Delivery
from netevent.core.mail.jobs import send_mail, tell_outcome
from netevent.core.mail.outbox import MAIL
from netevent.core.mail.rate import Rate
from netevent.core.site import Limits
from netevent.settings import read_settings
from tests.servers.mail import Mailbox


class NewSender(Protocol):
    def __call__(
        self, database: Database, *, at_once: int = ..., awaited_at_once: int = ..., **settings: object
    ) -> Worker: ...


@pytest.fixture
def new_sender(mailbox: Mailbox, tmp_path: Path) -> NewSender:
    """Makes the worker of one process."""

    def make(
        database: Database,
        *,
        at_once: int = MAIL.at_once,
        awaited_at_once: int = MAIL.awaited_at_once,
        **settings: object,
    ) -> Worker:
        given = {
            "smtp_url": mailbox.url,
            "mail_from": "NetEvent <door@netevent.example>",
            "var_dir": tmp_path,
        }
        read = read_settings(_env_file=None, **given | settings)
        delivery = Delivery(read)
        return Worker(
            database,
            replace(MAIL, at_once=at_once, awaited_at_once=awaited_at_once),
            partial(send_mail, database, delivery),
            delivery.hang_up,
            tell=tell_outcome,
            rate=Rate(Limits(""), read.mail_per_minute),
        )

    return make
