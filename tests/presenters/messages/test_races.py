"""Presenters who send at once: three go out and no more; the twin without the lock sends more."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import func, select

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import session_messages
from netevent.presenters.messages import queries, service
from netevent.presenters.messages.service import MOST_MESSAGES, TooManyMessages
from tests.door import Door
from tests.presenters.stage import OTTO, Stage

AT_ONCE = 12


async def sent_at_once(door: Door, stage: Stage) -> int:
    """How many went out; each of the others was refused by the rule."""
    await stage.room.register(1)
    await asyncio.gather(
        *(door.database.read(lambda tx: tx.execute(select(func.count())).scalar()) for _ in range(AT_ONCE))
    )
    now = clock.now()
    texts = [(stage.room.session_id, OTTO, "Otto", f"At once {number}", now) for number in range(AT_ONCE)]
    with patient():
        results = await asyncio.gather(
            *(door.database.transact(service.send, *given) for given in texts), return_exceptions=True
        )
    failed = [one for one in results if isinstance(one, BaseException)]
    assert {type(one) for one in failed} <= {TooManyMessages}
    counted = select(func.count()).select_from(session_messages)
    found = await door.database.read(lambda tx: tx.execute(counted).scalar_one())
    assert found == AT_ONCE - len(failed)
    return int(found)


async def test_of_many_at_once_three_are_sent(door: Door, stage: Stage):
    assert await sent_at_once(door, stage) == MOST_MESSAGES


async def test_without_the_lock_more_would_be(door: Door, stage: Stage, monkeypatch: pytest.MonkeyPatch):
    """The twin: nobody waits, and all count before one has written."""

    def unlocked(tx: Transaction, event_id: int, session_id: int) -> bool:
        return True

    def nothing_yet(tx: Transaction, session_id: int, since: datetime) -> list[datetime]:
        return []

    monkeypatch.setattr(service, "lock_session", unlocked)
    monkeypatch.setattr(queries, "select_sent_since", nothing_yet)
    assert await sent_at_once(door, stage) == AT_ONCE
