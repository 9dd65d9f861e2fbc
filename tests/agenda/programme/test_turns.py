"""Whose turn it is: of one session one at a time, of two sessions side by side, and nobody waits for ever."""

from __future__ import annotations

import asyncio

import pytest

from netevent.agenda.programme import turns
from netevent.agenda.programme.turns import turn
from netevent.core.errors import TooMany


async def in_turn(session_id: int, order: list[str], name: str) -> None:
    async with turn(session_id):
        order.append(f"{name} begins")
        await asyncio.sleep(0)
        order.append(f"{name} ends")


async def test_taps_on_one_session_go_one_after_the_other_as_they_came():
    order: list[str] = []
    await asyncio.gather(*(in_turn(1, order, name) for name in "abc"))
    assert order == ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]


async def test_taps_on_two_sessions_do_not_wait_for_each_other():
    order: list[str] = []
    await asyncio.gather(in_turn(1, order, "a"), in_turn(2, order, "b"))
    assert order == ["a begins", "b begins", "a ends", "b ends"]


async def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "LONGEST", 0)
    async with turn(3):
        with pytest.raises(TooMany):
            async with turn(3):
                pass


async def test_a_session_that_nobody_taps_is_forgotten():
    async with turn(4):
        assert 4 in turns._turns
    assert 4 not in turns._turns
