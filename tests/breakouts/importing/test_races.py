"""Who says yes at the same time: each race with its twin, in which the guard is off and the race is lost."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from netevent.breakouts.importing import service
from netevent.breakouts.timetable import read_timetable
from netevent.core.database.budget import patient
from tests.breakouts.importing.uploads import sessions_of
from tests.breakouts.timetable.sources import BERLIN, CONGRESS
from tests.door import Door

EVENT, SESSIONS, AT_ONCE = 1, 138, 4


async def race(door: Door) -> list[Any]:
    """The same timetable, uploaded several times and let in at once."""
    timetable = read_timetable(CONGRESS.read_bytes(), "schedule.xml", BERLIN)
    kept = [await door.database.transact(service.keep, EVENT, "x", timetable) for _ in range(AT_ONCE)]
    runs = (door.database.transact(service.apply, EVENT, import_id) for import_id in kept)
    with patient():
        return await asyncio.gather(*runs, return_exceptions=True)


async def test_of_several_imports_at_once_one_adds_the_sessions(door: Door):
    results = await race(door)
    assert [one for one in results if isinstance(one, Exception)] == []
    assert sorted(one.added for one in results) == [0] * (AT_ONCE - 1) + [SESSIONS]
    assert len(await sessions_of(door.database)) == SESSIONS


async def test_by_what_was_read_before_the_lock_the_others_would_add_them_again(
    door: Door, monkeypatch: pytest.MonkeyPatch
):
    """The twin: nobody looks again at what stands there now."""
    monkeypatch.setattr(service, "select_sessions", lambda tx, event_id: [])
    assert len([one for one in await race(door) if isinstance(one, IntegrityError)]) == AT_ONCE - 1
