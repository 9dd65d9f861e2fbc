"""A pulse acts at once, then seldom, and never loses the last value."""

import asyncio

from netevent.live.throttle import Throttle

NO_TIME = 0.0


class Dashboard:
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
        async with asyncio.timeout(60):
            while self.shown[-1:] != [value]:
                self.was_shown.clear()
                await self.was_shown.wait()


async def test_a_thousand_touches_during_a_beat_are_one_more_beat():
    dashboard = Dashboard()
    throttle = Throttle(NO_TIME, dashboard.beat)
    dashboard.may_go_on.clear()
    throttle.mark_dirty(1)
    await asyncio.sleep(0)
    for value in range(1, 1001):
        dashboard.value = value
        throttle.mark_dirty(1)
    dashboard.may_go_on.set()
    await dashboard.has_shown(1000)
    assert dashboard.shown == [0, 1000]


async def test_a_failing_beat_is_followed_by_the_next():
    dashboard = Dashboard()
    fails = iter([True, False])

    async def beat(key: int) -> None:
        if next(fails):
            raise RuntimeError("the database blinked")
        await dashboard.beat(key)

    throttle = Throttle(NO_TIME, beat)
    throttle.mark_dirty(1)
    await asyncio.sleep(0)
    throttle.mark_dirty(1)
    await dashboard.has_shown(0)


async def test_keys_do_not_wait_for_each_other():
    seen: set[int] = set()
    both = asyncio.Event()

    async def beat(key: int) -> None:
        seen.add(key)
        if seen == {1, 2}:
            both.set()
        await both.wait()

    throttle = Throttle(NO_TIME, beat)
    throttle.mark_dirty(1)
    throttle.mark_dirty(2)
    async with asyncio.timeout(60):
        await both.wait()


async def test_stopping_waits_for_the_beat_that_runs_and_starts_no_other():
    began, may_end = asyncio.Event(), asyncio.Event()
    ended: list[int] = []

    async def beat(key: int) -> None:
        began.set()
        await may_end.wait()
        ended.append(key)

    throttle = Throttle(60, beat)
    throttle.mark_dirty(1)
    await began.wait()
    throttle.mark_dirty(1)
    stopping = asyncio.create_task(throttle.stop())
    may_end.set()
    await stopping
    throttle.mark_dirty(2)
    assert ended == [1]


async def test_those_who_share_a_limiter_go_one_after_the_other():
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

    limiter = asyncio.Semaphore(2)
    throttles = [Throttle(NO_TIME, beat, limiter), Throttle(NO_TIME, beat, limiter)]
    for key in range(10):
        throttles[0].mark_dirty(key)
        throttles[1].mark_dirty(key + 10)
    async with asyncio.timeout(60):
        await everyone_was_there.wait()
    assert max(most) == 2
