"""When an event is over: said the same in SQL and in Python."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import events
from netevent.events.queries import is_going_on, select_event
from tests.factories import insert_event, insert_organizer

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("starts", "ends", "is_over"),
    [
        (-2 * HOUR, -HOUR, True),
        (-2 * HOUR, HOUR, False),
        (HOUR, 2 * HOUR, False),
        (-23 * HOUR, None, False),
        (-25 * HOUR, None, True),
    ],
)
async def test_event_is_over_after_its_end_or_a_day_after_its_start(
    database: Database, starts: timedelta, ends: timedelta | None, is_over: bool
):
    now = clock.now().replace(microsecond=0)
    times = {"start_time": now + starts, "end_time": now + ends if ends is not None else None}
    event_id = await insert_event(database, await insert_organizer(database), **times)
    event = await database.read(select_event, event_id)
    assert event is not None
    assert event.is_over(now) is is_over
    going_on = select(events.c.id).where(is_going_on(now))
    found = await database.read(lambda tx: list(tx.execute(going_on).scalars()))
    assert found == ([] if is_over else [event_id])
