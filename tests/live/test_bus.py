"""Changes reach every listener, here and in the other processes."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from netevent.changes import AttendeeCheckedIn, Change, CheckInUndone
from netevent.live.bus import Bus, RedisBus
from netevent.live.wire import KINDS, decode, encode
from tests.servers.redis import Redis

CHANGE = AttendeeCheckedIn(event_id=1, attendee_id=2)


class Ear:
    """Remembers what it heard."""

    def __init__(self, *buses: Bus) -> None:
        self.heard: list[Change] = []
        self.came = asyncio.Event()
        for bus in buses:
            bus.listen(AttendeeCheckedIn, self.hear)

    def hear(self, change: Change) -> None:
        self.heard.append(change)
        self.came.set()

    async def has_heard(self, change: Change) -> None:
        async with asyncio.timeout(60):
            while change not in self.heard:
                self.came.clear()
                await self.came.wait()


async def whole(bus: RedisBus, wanted: bool = True) -> None:
    """Wait until the bus is whole, or broken. Who was told of it before is told, too."""
    turned, tell = asyncio.Event(), bus.on_line_change

    def turn() -> None:
        tell()
        turned.set()

    bus.on_line_change = turn
    async with asyncio.timeout(60):
        while bus.is_whole is not wanted:
            turned.clear()
            await turned.wait()
    bus.on_line_change = tell


@pytest.fixture
async def two_workers(redis_url: str) -> AsyncIterator[tuple[RedisBus, RedisBus]]:
    buses = RedisBus(redis_url), RedisBus(redis_url)
    for bus in buses:
        await bus.start()
        await whole(bus)
    yield buses
    for bus in buses:
        await bus.stop()


def test_every_change_survives_the_way_through_json():
    for kind in KINDS.values():
        values = {name: "x" if "str" in str(type_) else 7 for name, type_ in kind.__annotations__.items()}
        change = kind(**values)
        assert decode(encode(change)) == change


def test_a_change_reaches_its_listeners_and_no_others():
    bus = Bus()
    ear = Ear(bus)
    bus.publish(CheckInUndone(1, 2))
    bus.publish(CHANGE)
    assert ear.heard == [CHANGE]


def test_a_failing_listener_hurts_no_other():
    bus = Bus()

    def fail(change: Change) -> None:
        raise RuntimeError

    bus.listen(AttendeeCheckedIn, fail)
    ear = Ear(bus)
    bus.publish(CHANGE)
    assert ear.heard == [CHANGE]


async def test_another_worker_hears_a_change_and_the_own_one_hears_it_once(
    two_workers: tuple[RedisBus, RedisBus],
):
    here, there = two_workers
    near, far = Ear(here), Ear(there)
    here.publish(CHANGE)
    assert near.heard == [CHANGE]
    await far.has_heard(CHANGE)
    there.publish(AttendeeCheckedIn(9, 9))
    await near.has_heard(AttendeeCheckedIn(9, 9))
    assert near.heard == [CHANGE, AttendeeCheckedIn(9, 9)]


async def test_what_redis_lost_is_noticed_by_the_count_of_the_next_message(
    two_workers: tuple[RedisBus, RedisBus],
):
    here, there = two_workers
    ear = Ear(there)
    here.publish(CHANGE)
    await ear.has_heard(CHANGE)
    here._told += 1  # as if it had told one more, which never arrived
    noticed = asyncio.Event()
    there.on_line_change = noticed.set
    async with asyncio.timeout(60):
        await noticed.wait()  # the other one had no reason to say more than its count


async def test_who_heard_everything_has_nothing_to_notice(two_workers: tuple[RedisBus, RedisBus]):
    here, there = two_workers
    ear = Ear(there)
    noticed: list[None] = []
    there.on_line_change = lambda: noticed.append(None)
    for number in range(5):
        here.publish(AttendeeCheckedIn(1, number))
    await ear.has_heard(AttendeeCheckedIn(1, 4))
    assert there._heard_from == {here._name: 5}
    assert noticed == []


async def test_nonsense_on_the_line_is_passed_over(two_workers: tuple[RedisBus, RedisBus]):
    here, there = two_workers
    ear = Ear(there)
    for nonsense in ("", "[]", "{}", '{"from": "x", "change": "NoSuch"}'):
        await here._redis.publish("netevent:changes", nonsense)
    here.publish(CHANGE)
    await ear.has_heard(CHANGE)


async def test_without_redis_the_own_listeners_still_hear_and_the_bus_is_not_whole(own_redis: Redis):
    bus = RedisBus(own_redis.url)
    await bus.start()
    await whole(bus)
    own_redis.kill()
    await whole(bus, False)
    ear = Ear(bus)
    bus.publish(CHANGE)
    assert ear.heard == [CHANGE]
    own_redis.start()
    await whole(bus)
    await bus.stop()
