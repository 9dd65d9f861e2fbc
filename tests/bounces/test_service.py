"""What was told is noted once, whoever tells it and however often."""

from __future__ import annotations

import pytest

from netevent.bounces.report import Report, What
from netevent.bounces.service import note
from netevent.core.database import Database
from tests.bounces.sent import ADDRESS, send, state_of, suppressed


@pytest.mark.parametrize(
    ("what", "is_permanent", "state", "reason"),
    [
        (What.failed, True, "bounced", {ADDRESS: "bounced"}),
        (What.failed, False, "waiting", {}),
        (What.delayed, False, "waiting", {}),
        (What.delayed, True, "waiting", {}),
        (What.delivered, False, "delivered", {}),
        (What.complained, False, "complained", {ADDRESS: "complained"}),
    ],
)
async def test_each_has_its_end(
    database: Database, what: What, is_permanent: bool, state: str, reason: dict[str, str]
):
    message_id = await send(database)
    for _ in range(2):
        assert await database.transact(note, Report(message_id, what, is_permanent, "said"))
    assert await state_of(database, message_id) == state
    assert await suppressed(database) == reason
