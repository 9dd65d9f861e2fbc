"""Who is quicker: each race with its twin, in which the guard is off and the race is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import update

from netevent.changes import EventSeatsFreed
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import vouchers
from netevent.core.errors import Refusal
from netevent.events import seats
from netevent.registration.vouchers import queries, service
from netevent.registration.vouchers.service import VoucherUsedUp
from tests.registration.vouchers.sold import Sold

CROWD = 20
NOW = clock.now().replace(microsecond=0)


async def at_once(sold: Sold, act: Callable[[Transaction], Any], number: int = CROWD) -> list[Any]:
    with patient():
        return await asyncio.gather(
            *(sold.database.transact(act) for _ in range(number)), return_exceptions=True
        )


async def everyone(act: Callable[[], Awaitable[object]], number: int = CROWD) -> None:
    with patient():
        await asyncio.gather(*(act() for _ in range(number)))


async def test_of_twenty_at_once_five_use_what_can_be_used_five_times(sold: Sold):
    one = await sold.add(most_uses=5)
    results = await at_once(sold, lambda tx: service.use(tx, sold.event_id, "EARLY", NOW, [sold.first]))
    assert sum(isinstance(result, VoucherUsedUp) for result in results) == CROWD - 5
    assert sum(not isinstance(result, BaseException) for result in results) == 5
    assert (await sold.voucher(one.id)).uses == 5


async def test_to_read_the_uses_and_write_them_would_let_more_pass(sold: Sold):
    """The twin: everyone has read before anybody writes."""
    one = await sold.add(most_uses=5)
    everyone_has_read = asyncio.Barrier(CROWD)
    passed: list[int] = []

    async def use() -> None:
        uses = (await sold.voucher(one.id)).uses
        await everyone_has_read.wait()
        if uses < 5:
            passed.append(1)
            written = update(vouchers).where(vouchers.c.id == one.id).values(uses=uses + 1)
            await sold.database.transact(lambda tx: tx.execute(written))

    await everyone(use)
    assert len(passed) == CROWD


async def test_five_reserved_seats_are_taken_by_five(sold: Sold):
    one = await sold.add(reserved=5)
    results = await at_once(sold, lambda tx: service.take_reserved(tx, sold.event_id, one.id, 1))
    assert sorted(results) == [0] * (CROWD - 5) + [1] * 5
    assert (await sold.voucher(one.id)).reserved == 0


async def test_who_asks_for_two_gets_the_one_that_is_left(sold: Sold):
    one = await sold.add(reserved=5)
    results = await at_once(sold, lambda tx: service.take_reserved(tx, sold.event_id, one.id, 2))
    assert sum(results) == 5
    assert (await sold.voucher(one.id)).reserved == 0


async def test_reserved_seats_without_the_condition_would_be_taken_twice(
    sold: Sold, monkeypatch: pytest.MonkeyPatch
):
    """The twin: the UPDATE does not ask whether there are any."""

    def unguarded(tx: Transaction, event_id: int, voucher_id: int, number: int) -> bool:
        moved = update(vouchers).where(vouchers.c.id == voucher_id)
        return tx.execute(moved.values(reserved=vouchers.c.reserved + number)).rowcount == 1

    one = await sold.add(reserved=5)
    monkeypatch.setattr(queries, "update_reserved", unguarded)
    results = await at_once(sold, lambda tx: service.take_reserved(tx, sold.event_id, one.id, 1))
    assert sum(results) == CROWD
    assert (await sold.voucher(one.id)).reserved == 5 - CROWD


async def test_many_organizers_at_once_reserve_no_more_seats_than_there_are(sold: Sold):
    await sold.add("FIRST", reserved=10)
    with patient():
        results = await asyncio.gather(
            *(sold.add(f"CODE{number}", reserved=30) for number in range(6)), return_exceptions=True
        )
    assert sum(isinstance(result, Refusal) for result in results) == 3
    assert await sold.taken() == 100


async def test_of_several_workers_one_frees_the_seats_of_an_expired_voucher(sold: Sold):
    await sold.add(reserved=5, expires_at=NOW)
    await at_once(sold, lambda tx: service.release_expired(tx, NOW))
    assert await sold.taken() == 0
    assert sold.published == [EventSeatsFreed(sold.event_id)]


async def test_seats_are_freed_once_by_who_deletes_and_by_the_clock(sold: Sold):
    one = await sold.add(reserved=5, expires_at=NOW)
    await sold.add("STAYS", reserved=7)

    def delete(tx: Transaction) -> None:
        service.remove(tx, sold.event_id, one.id)

    with patient():
        await asyncio.gather(
            *(
                sold.database.transact(act)
                for act in (delete, lambda tx: service.release_expired(tx, NOW)) * 5
            ),
            return_exceptions=True,
        )
    assert await sold.taken() == 7


async def test_to_free_what_was_read_before_would_free_it_twice(sold: Sold):
    """The twin: everyone has read how many seats it holds, and frees so many."""
    await sold.add("STAYS", reserved=50)
    one = await sold.add(reserved=5, expires_at=NOW)
    everyone_has_read = asyncio.Barrier(4)

    async def free() -> None:
        held = (await sold.voucher(one.id)).reserved
        await everyone_has_read.wait()
        await sold.database.transact(lambda tx: seats.release(tx, sold.event_id, held))

    await everyone(free, 4)
    assert await sold.taken() == 35
