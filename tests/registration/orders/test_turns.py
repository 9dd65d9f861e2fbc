"""Who orders waits for those before, and holds nobody up elsewhere."""

from __future__ import annotations

import asyncio

import pytest

from netevent.core.errors import TooMany
from netevent.registration.orders.turns import OrderTurns


async def test_of_an_event_one_goes_on_at_a_time_in_the_order_of_coming():
    turns, seen = OrderTurns(), []

    async def order(name: str) -> None:
        async with turns.turn(1):
            seen.append(f"{name} begins")
            await asyncio.sleep(0)
            seen.append(f"{name} ends")

    await asyncio.gather(order("Anna"), order("Ben"))
    assert seen == ["Anna begins", "Anna ends", "Ben begins", "Ben ends"]


async def test_another_event_does_not_wait():
    turns = OrderTurns(longest=0.01)
    async with turns.turn(1), turns.turn(2):
        pass


async def test_who_waits_too_long_is_told_and_the_next_one_comes_in():
    turns = OrderTurns(longest=0.01)
    async with turns.turn(1):
        with pytest.raises(TooMany):
            async with turns.turn(1):
                pass
    async with turns.turn(1):
        pass
