"""Several windows that add presenters in the same moment. A row more for one address, no twin can make: the
unique key stands in the database itself.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import text

from netevent.breakouts.presenters import service
from netevent.breakouts.presenters.presenter import NewPresenter, Presenter
from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from tests.breakouts.presenters.people import BASE_URL, count_assigned
from tests.breakouts.seats import EVENT, Room, make_room
from tests.door import Door
from tests.mails import waiting_mails

CROWD = 20
on_mariadb = pytest.mark.parametrize("database_url", ["mariadb"], indirect=True)


def unlocked(tx: Transaction, event_id: int, session_id: int) -> bool:
    return True


async def add(door: Door, room: Room, email: str) -> Presenter:
    new = NewPresenter(email, "Ada", "en")
    return await door.database.transact(service.add, EVENT, room.session_id, new, BASE_URL)


async def all_at_once(door: Door, *adding: Any) -> list[str]:
    """What became of each, by name."""
    with patient():
        await asyncio.gather(*(door.database.read(lambda tx: tx.execute(text("SELECT 1"))) for _ in adding))
        outcomes = await asyncio.gather(*adding, return_exceptions=True)
    return sorted(type(outcome).__name__ for outcome in outcomes)


async def test_one_address_added_in_two_windows_is_one_row_and_one_mail(door: Door, room: Room):
    outcomes = await all_at_once(door, *(add(door, room, "ada@example.com") for _ in range(2)))
    assert outcomes == ["AlreadyPresents", "Presenter"]
    assert await count_assigned(door.database) == 1
    assert len(await waiting_mails(door.database)) == 1


async def test_an_unknown_address_added_to_two_sessions_at_once_is_one_account(door: Door, room: Room):
    other = await make_room(door)
    outcomes = await all_at_once(door, *(add(door, one, "ada@example.com") for one in (room, other)))
    assert outcomes == ["Presenter", "Presenter"]
    assert await count_assigned(door.database) == 2


async def test_the_last_place_goes_to_one(door: Door, room: Room, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(service, "MOST_PRESENTERS", 1)
    outcomes = await all_at_once(door, *(add(door, room, f"ada{n}@example.com") for n in range(CROWD)))
    assert outcomes == ["Presenter"] + ["TooManyPresenters"] * (CROWD - 1)
    assert await count_assigned(door.database) == 1


@on_mariadb
async def test_without_the_lock_it_would_go_to_several(
    door: Door, room: Room, monkeypatch: pytest.MonkeyPatch
):
    """The twin: on SQLite writers queue, and the race is none there."""
    monkeypatch.setattr(service, "MOST_PRESENTERS", 1)
    monkeypatch.setattr(service, "lock_session", unlocked)
    await all_at_once(door, *(add(door, room, f"ada{n}@example.com") for n in range(CROWD)))
    assert await count_assigned(door.database) > 1
