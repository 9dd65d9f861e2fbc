"""Work in the background leaves the way to requests."""

import asyncio

import pytest

from netevent.core import pace as module
from netevent.core.pace import Pace


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long enough for every machine: what ends a wait here is no clock."""
    monkeypatch.setattr(module, "LOOKS", 100_000)
    monkeypatch.setattr(module, "COUNTS_FOR", 60.0)


async def test_work_waits_until_the_last_request_is_answered():
    pace, done = Pace(), []

    async def work() -> None:
        await pace.calm()
        done.append("work")

    with pace.answering():
        with pace.answering():
            working = asyncio.create_task(work())
            await asyncio.sleep(0)
        done.append("one answered")
        await asyncio.sleep(0)
        done.append("both answered")
    await working
    assert done == ["one answered", "both answered", "work"]


async def test_work_goes_on_where_requests_never_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "LOOKS", 2)
    pace = Pace()
    with pace.answering():
        await pace.calm()


async def test_a_request_that_hangs_does_not_count(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "COUNTS_FOR", 0.0)
    pace = Pace()
    with pace.answering():
        await pace.calm()


async def test_a_request_that_fails_is_over():
    pace = Pace()
    with pytest.raises(ZeroDivisionError), pace.answering():
        raise ZeroDivisionError
    await pace.calm()


async def test_a_piece_that_fails_says_so():
    with pytest.raises(ZeroDivisionError):
        async with Pace().piece():
            raise ZeroDivisionError
