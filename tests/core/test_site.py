"""How often something may be tried: counted here, or in the Redis that all workers share."""

from collections.abc import AsyncIterator, Callable

import pytest

from netevent.core.errors import TooMany
from netevent.core.site import Limits
from tests.servers.redis import Redis

RATE = "2/15 minutes"


Open = Callable[[str], Limits]


@pytest.fixture
async def opened() -> AsyncIterator[Open]:
    """Makes limits that are closed with the test."""
    made: list[Limits] = []

    def make(url: str) -> Limits:
        made.append(Limits(url))
        return made[-1]

    yield make
    for limits in made:
        await limits.close()


async def spent(limits: Limits, *key: str) -> bool:
    """Whether one more try was allowed."""
    try:
        await limits.spend(RATE, *key)
    except TooMany:
        return False
    return True


@pytest.fixture(params=["alone", "redis"])
def url(request: pytest.FixtureRequest) -> str:
    return "" if request.param == "alone" else str(request.getfixturevalue("redis_url"))


async def test_the_third_of_two_tries_is_refused_and_another_key_is_not(opened: Open, url: str):
    limits = opened(url)
    assert [await spent(limits, "login", "olga") for _ in range(3)] == [True, True, False]
    assert await spent(limits, "login", "otto")


async def test_asking_costs_no_try(opened: Open, url: str):
    limits = opened(url)
    for _ in range(5):
        await limits.require(RATE, "login", "olga")
    assert [await spent(limits, "login", "olga") for _ in range(2)] == [True, True]
    with pytest.raises(TooMany):
        await limits.require(RATE, "login", "olga")


async def test_tries_that_are_given_back_can_be_spent_again(opened: Open, url: str):
    limits = opened(url)
    assert [await spent(limits, "login", "olga") for _ in range(3)] == [True, True, False]
    await limits.forget(RATE, "login", "olga")
    assert await spent(limits, "login", "olga")


async def test_workers_share_what_was_tried(opened: Open, redis_url: str):
    one, other = opened(redis_url), opened(redis_url)
    assert await spent(one, "login", "olga")
    assert await spent(other, "login", "olga")
    assert not await spent(one, "login", "olga")


async def test_without_redis_each_worker_counts_for_itself(opened: Open, own_redis: Redis):
    limits = opened(own_redis.url)
    own_redis.kill()
    assert [await spent(limits, "login", "olga") for _ in range(3)] == [True, True, False]
