"""How much is asked of the database while the event's lock is held: everybody else waits for that."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from netevent.core.database import Database, Transaction
from netevent.core.database.tables import attendee_types
from netevent.registration.orders.line.service import serve
from netevent.registration.orders.order import Order, OrderState
from tests.registration.orders.shop import Shop, open_shop

CROWD = [f"Guest{number}" for number in range(11)]


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database, capacity=100)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """All statements from here on."""
    statements: list[Any] = []
    execute = Transaction.execute

    def noted(tx: Transaction, statement: Any, parameters: Any = None) -> Any:
        statements.append(statement)
        return execute(tx, statement, parameters)

    monkeypatch.setattr(Transaction, "execute", noted)
    return statements


async def limit(shop: Shop, capacity: int) -> None:
    its = update(attendee_types).where(attendee_types.c.id == shop.general)
    await shop.database.transact(lambda tx: tx.execute(its.values(capacity=capacity)))


async def test_eleven_people_are_held_with_as_many_statements_as_one(shop: Shop, asked: list[Any]):
    await limit(shop, 50)
    asked.clear()
    await shop.order("Anna")
    of_one = len(asked)
    asked.clear()
    await shop.order(*CROWD)
    assert len(asked) == of_one <= 15


async def test_somebody_who_is_settled_at_once_takes_two_statements_more_for_each(
    shop: Shop, asked: list[Any]
):
    """The attendee, and the seat that is theirs."""
    asked.clear()
    await shop.order("Anna", type_id=shop.guest)
    of_one = len(asked)
    asked.clear()
    await shop.order(*CROWD, type_id=shop.guest)
    assert len(asked) == of_one + 2 * (len(CROWD) - 1)


async def test_a_long_line_behind_a_type_that_is_full_is_passed_over(shop: Shop, asked: list[Any]):
    await limit(shop, 0)
    waiting: list[Order] = [await shop.order(name) for name in CROWD]
    assert {one.state for one in waiting} == {OrderState.waiting}
    asked.clear()
    await shop.database.transact(serve, shop.event_id)
    assert len(asked) < len(CROWD)
