"""A pulse acts at once, then seldom, and never loses the last value."""

import asyncio

from netevent.live.throttle import Pulse

NO_TIME = 0.0


class Board:
    """Counts its beats, and says what the value was at the last one."""

    def __init__(self) -> None:
        self.value = 0
        self.shown: list[int] = []
        self.was_shown = asyncio.Event()
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def beat(self, key: int) -> None:
        value = self.value
        await self.may_go_on.wait()
        self.shown.append(value)
        self.was_shown.set()

    async def has_shown(self, value: int) -> None:
        async with asyncio.timeout(5):
            while self.shown[-1:] != [value]:
                self.was_shown.clear()
                await self.was_shown.wait()


async def test_a_thousand_touches_during_a_beat_are_one_more_beat():
    board = Board()
    pulse = Pulse(NO_TIME, board.beat)
    board.may_go_on.clear()
    pulse.touch(1)
    await asyncio.sleep(0)
    for value in range(1, 1001):
        board.value = value
        pulse.touch(1)
    board.may_go_on.set()
    await board.has_shown(1000)
    assert board.shown == [0, 1000]


async def test_a_failing_beat_is_followed_by_the_next():
    board = Board()
    fails = iter([True, False])

    async def beat(key: int) -> None:
        if next(fails):
            raise RuntimeError("the database blinked")
        await board.beat(key)

    pulse = Pulse(NO_TIME, beat)
    pulse.touch(1)
    await asyncio.sleep(0)
    pulse.touch(1)
    await board.has_shown(0)


async def test_keys_do_not_wait_for_each_other():
    seen: set[int] = set()
    both = asyncio.Event()

    async def beat(key: int) -> None:
        seen.add(key)
        if seen == {1, 2}:
            both.set()
        await both.wait()

    pulse = Pulse(NO_TIME, beat)
    pulse.touch(1)
    pulse.touch(2)
    async with asyncio.timeout(5):
        await both.wait()


async def test_stopping_waits_for_the_beat_that_runs_and_starts_no_other():
    began, may_end = asyncio.Event(), asyncio.Event()
    ended: list[int] = []

    async def beat(key: int) -> None:
        began.set()
        await may_end.wait()
        ended.append(key)

    pulse = Pulse(60, beat)
    pulse.touch(1)
    await began.wait()
    pulse.touch(1)
    stopping = asyncio.create_task(pulse.stop())
    may_end.set()
    await stopping
    pulse.touch(2)
    assert ended == [1]


async def test_those_who_share_a_lane_go_one_after_the_other():
    """So that thousands who come back at once leave the database to the door."""
    present: set[int] = set()
    most: list[int] = []
    everyone_was_there = asyncio.Event()

    async def beat(key: int) -> None:
        present.add(key)
        most.append(len(present))
        await asyncio.sleep(0)
        present.discard(key)
        if len(most) == 20:
            everyone_was_there.set()

    lane = asyncio.Semaphore(2)
    pulses = [Pulse(NO_TIME, beat, lane), Pulse(NO_TIME, beat, lane)]
    for key in range(10):
        pulses[0].touch(key)
        pulses[1].touch(key + 10)
    async with asyncio.timeout(5):
        await everyone_was_there.wait()
    assert max(most) == 2
