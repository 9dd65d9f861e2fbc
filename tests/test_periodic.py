"""What a server does without being asked."""

import pytest

from netevent.core.database import Database
from netevent.core.mail.outbox import MAIL
from netevent.periodic import job_workers
from netevent.settings import Settings


@pytest.mark.parametrize(("smtp_url", "sends"), [("smtp://127.0.0.1:25", True), ("", False)])
async def test_mail_waits_untouched_where_no_mail_server_is_set(
    database: Database, settings: Settings, smtp_url: str, sends: bool
):
    workers = job_workers(settings.model_copy(update={"smtp_url": smtp_url}), database)
    assert (MAIL.name in [worker.name for worker in workers]) == sends
