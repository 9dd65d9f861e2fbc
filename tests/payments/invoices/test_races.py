"""Twenty payments of two events in the same moment: no number is skipped, and none is there twice."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import invoice_numbers, invoices
from netevent.payments.invoices import queries
from tests.breakouts.presenters.test_races import all_at_once, on_mariadb
from tests.door import Door
from tests.payments.invoices.sales import give_event_2_to_olga, issue, pay, sell

CROWD = 20


async def issue_all(door: Door) -> list[str]:
    """Half of them of each event of Olga's."""
    await give_event_2_to_olga(door.database)
    paid = [(1 + one % 2, await pay(door.database, event_id=1 + one % 2)) for one in range(CROWD)]
    return await all_at_once(door, *(issue(door.database, one, event_id=event) for event, one in paid))


async def numbers_of(door: Door) -> list[int]:
    statement = select(invoices.c.number).order_by(invoices.c.number)
    return list(await door.database.read(lambda tx: tx.execute(statement).scalars().all()))


@pytest.mark.parametrize("before", [0, 1])
async def test_each_gets_the_next_number(door: Door, before: int):
    """Also the first ones of a year, when there is no row to lock yet."""
    for _ in range(before):
        await sell(door.database)
    assert await issue_all(door) == ["Invoice"] * CROWD
    assert await numbers_of(door) == list(range(1, CROWD + before + 1))


@on_mariadb
async def test_without_the_lock_several_would_get_the_same(door: Door, monkeypatch: pytest.MonkeyPatch):
    """The twin: on SQLite writers queue, and the race is none there."""
    await sell(door.database)
    monkeypatch.setattr(queries, "take_number", read_then_written)
    assert "IntegrityError" in await issue_all(door)


async def test_of_one_payment_there_is_one_however_many_ask(door: Door):
    payment_id = await pay(door.database)
    outcomes = await all_at_once(door, *(issue(door.database, payment_id) for _ in range(CROWD)))
    assert outcomes == ["Invoice"] * CROWD
    assert await numbers_of(door) == [1]
    assert (await sell(door.database)).number == 2


def read_then_written(tx: Transaction, organizer_id: int, year: int) -> int:
    last: Any = tx.execute(select(invoice_numbers.c.last_number)).scalar()
    if last is None:
        tx.execute(insert(invoice_numbers).values(organizer_id=organizer_id, year=year, last_number=1))
        return 1
    tx.execute(update(invoice_numbers).values(last_number=last + 1))
    return int(last) + 1
