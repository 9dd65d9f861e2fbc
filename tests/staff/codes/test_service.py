"""The rules of a code that logs a phone in."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from netevent.changes import StaffLoggedIn
from netevent.core import clock
from netevent.core.credentials import token_hash
from netevent.core.database import Transaction
from netevent.core.database.tables import events, staff_log_in_codes
from netevent.core.errors import NotFound
from netevent.staff import service as staff_service
from netevent.staff.codes import queries, service
from netevent.staff.codes.service import AFTER_THE_EVENT, CodeOver, EventOverForStaff, Joined
from tests.door import Door

BASE = "https://tickets.example.org"


async def show(door: Door, **how: bool) -> str:
    """The token of the code that the screen shows; '' where it shows none."""
    shown = await door.database.transact(service.show, 1, 1, BASE, **how)
    return shown.link.removeprefix(f"{BASE}/staff/join/")


async def join(door: Door, token: str) -> Joined:
    return await door.database.transact(service.join, token, "Chrome · Android")


async def test_the_table_keeps_the_hash_and_never_the_token(door: Door):
    token = await show(door)
    kept = await door.database.read(lambda tx: tx.execute(select(staff_log_in_codes)).one())
    assert kept.token_hash == token_hash(token)
    assert token not in map(str, kept)


async def test_a_phone_joins_as_the_member_until_the_event_ends(door: Door):
    joined = await join(door, await show(door))
    ends = await door.database.read(
        lambda tx: tx.execute(select(events.c.end_time).where(events.c.id == 1)).scalar_one()
    )
    assert (joined.account.id, joined.account.name) == (1, "Marta Door")
    assert joined.until == ends + AFTER_THE_EVENT
    assert StaffLoggedIn(1, 1) in door.published


async def test_a_code_works_once(door: Door):
    token = await show(door)
    await join(door, token)
    with pytest.raises(CodeOver):
        await join(door, token)
    with pytest.raises(CodeOver):
        await door.database.read(service.find, token)


async def test_looking_at_the_link_uses_nothing_up(door: Door):
    token = await show(door)
    for _ in range(3):
        assert (await door.database.read(service.find, token)).staff_id == 1
    await join(door, token)


async def test_a_newer_code_ends_the_one_before(door: Door):
    first, second = await show(door), await show(door)
    with pytest.raises(CodeOver):
        await join(door, first)
    await join(door, second)


async def test_a_code_is_over_after_ten_minutes(door: Door):
    token = await show(door)
    old = update(staff_log_in_codes).values(expires_at=clock.now() - timedelta(seconds=1))
    await door.database.transact(lambda tx: tx.execute(old))
    with pytest.raises(CodeOver):
        await join(door, token)


async def test_a_screen_that_renews_shows_no_new_code_when_a_phone_is_in(door: Door):
    await show(door)
    token = await show(door, renews=True)
    await join(door, token)
    assert await show(door, renews=True) == ""
    assert await show(door) != "", "asked for, there is another one"


async def test_of_ten_phones_with_one_code_one_gets_in(door: Door):
    token = await show(door)
    ends = await asyncio.gather(*(join(door, token) for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(one, Joined) for one in ends) == 1
    assert sum(isinstance(one, CodeOver) for one in ends) == 9


async def test_without_the_guard_several_phones_get_in(door: Door):
    """The twin: all phones between the reading and the writing, which is what the UPDATE prevents."""
    hashed, phones = token_hash(await show(door)), 5
    everyone_has_read = asyncio.Barrier(phones)

    async def unguarded() -> bool:
        code = await door.database.read(queries.select_code_of_token, hashed)
        await everyone_has_read.wait()

        def use(tx: Transaction) -> None:
            tx.execute(update(staff_log_in_codes).values(used_at=clock.now()))

        await door.database.transact(use)
        return code is not None and code.used_at is None

    assert sum(await asyncio.gather(*(unguarded() for _ in range(phones)))) > 1


async def test_the_code_of_a_removed_member_is_over(door: Door):
    token = await show(door)
    await door.database.transact(staff_service.remove, 1, 1)
    with pytest.raises(CodeOver):
        await join(door, token)


async def test_after_the_event_there_is_no_code(door: Door):
    over = update(events).where(events.c.id == 1).values(end_time=clock.now() - AFTER_THE_EVENT)
    await door.database.transact(lambda tx: tx.execute(over))
    with pytest.raises(EventOverForStaff):
        await show(door)


async def test_a_member_of_another_event_has_no_code_here(door: Door):
    with pytest.raises(NotFound):
        await door.database.transact(service.show, 1, 2, BASE)
