"""Two organizers at once: each race with its twin, in which the guard is off and the race is lost."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from netevent.payments import service as payments
from netevent.payments.statements import queries, service
from netevent.payments.statements.matching import Mark
from netevent.payments.statements.service import Ticked
from tests.door import Door
from tests.payments.statements.statements import EVENT, begin, line, payments_of, statement

AT_ONCE = 4


async def keep_at_once(door: Door) -> list[Any]:
    runs = (door.database.transact(service.keep, EVENT, statement(line())) for _ in range(AT_ONCE))
    return await asyncio.gather(*runs, return_exceptions=True)


async def take_at_once(door: Door) -> int:
    """A line for what is paid already, ticked by all at once: how many payments there are then."""
    first = await door.database.transact(begin)
    await door.database.transact(payments.take, EVENT, first.id, "Olga")
    await door.database.transact(service.keep, EVENT, statement(line()))
    (one,) = await door.database.read(queries.select_open_lines, EVENT)
    ticked = [Ticked(one.id, Mark.paid)]
    await asyncio.gather(*(door.database.transact(service.take, EVENT, ticked, "O") for _ in range(AT_ONCE)))
    return len(await door.database.read(payments_of))


async def test_of_one_file_at_once_each_line_is_kept_once(door: Door):
    kept = await keep_at_once(door)
    assert sorted((one.new, one.known) for one in kept) == [(0, 1)] * (AT_ONCE - 1) + [(1, 0)]


async def test_without_a_look_at_what_is_known_the_others_would_fail(
    door: Door, monkeypatch: pytest.MonkeyPatch
):
    """The twin: the unique key alone."""
    monkeypatch.setattr(queries, "select_known", lambda tx, event_id, prints: set())
    assert sum(isinstance(one, IntegrityError) for one in await keep_at_once(door)) == AT_ONCE - 1


async def test_of_several_who_say_yes_at_once_one_takes_the_line(door: Door):
    assert await take_at_once(door) == 2


async def test_a_line_that_nobody_looks_at_again_is_taken_by_all(door: Door, monkeypatch: pytest.MonkeyPatch):
    """The twin: whether something was done with it already is not asked."""
    monkeypatch.setattr(queries, "select_open_line", queries.select_line)
    monkeypatch.setattr(queries, "update_taken", lambda *given: True)
    assert await take_at_once(door) == 1 + AT_ONCE
