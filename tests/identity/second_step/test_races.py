"""The same code twice at once logs in once; the twin without the condition lets both in."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update

from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import second_steps
from netevent.core.site import Application
from netevent.identity.accounts import Kind
from netevent.identity.queries import select_account
from netevent.identity.second_step import queries, service
from tests.conftest import LogIn
from tests.door import Door
from tests.identity.second_step.phone import Phone, set_up

AT_ONCE = 8


async def opened_at_once(door: Door, secret: str, code: str) -> int:
    account = await door.database.read(select_account, Kind.organizer, 1)
    assert account is not None
    with patient():
        used = await asyncio.gather(
            *(door.database.transact(service.use_code, account, code, secret) for _ in range(AT_ONCE))
        )
    return sum(used)


async def phone_of(log_in_as: LogIn) -> Phone:
    return await set_up(*await log_in_as("olga"))


async def test_a_code_that_comes_twice_at_once_counts_once(door: Door, log_in_as: LogIn, app: Application):
    phone = await phone_of(log_in_as)
    assert await opened_at_once(door, app.site.secret, phone.code()) == 1


async def test_a_recovery_code_too(door: Door, log_in_as: LogIn, app: Application):
    phone = await phone_of(log_in_as)
    assert await opened_at_once(door, app.site.secret, phone.recovery[0]) == 1


async def test_without_the_condition_it_would_count_each_time(
    door: Door, log_in_as: LogIn, app: Application, monkeypatch: pytest.MonkeyPatch
):
    """The twin."""
    phone = await phone_of(log_in_as)

    def unconditional(tx: Transaction, second_step_id: int, step: int) -> bool:
        tx.execute(update(second_steps).where(second_steps.c.id == second_step_id).values(last_step=step))
        return True

    monkeypatch.setattr(queries, "update_last_step", unconditional)
    assert await opened_at_once(door, app.site.secret, phone.code()) == AT_ONCE
