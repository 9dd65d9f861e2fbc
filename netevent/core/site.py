"""What belongs to one running server, at hand in every request and in the background."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
from limits import parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter
from quart import Quart, Request, current_app
from quart.typing import ResponseTypes
from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from netevent.core.database import Database, Transaction
from netevent.core.errors import TooMany
from netevent.core.i18n import Languages, active_languages
from netevent.core.pace import Pace
from netevent.settings import Settings

log = structlog.get_logger()
Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")
Part = TypeVar("Part")


Ask = Callable[[FixedWindowRateLimiter], Awaitable[Result]]

# Seconds for Redis to answer: a login waits for it.
REDIS_ANSWERS_WITHIN = 1.0
ASKS_AGAIN_AFTER = 5.0


class Limits:
    """How often something may be tried; shared by all workers through Redis where there is one.

    Windows are fixed: in memory, `limits` looks at every moving window at each try, each in a thread.
    While Redis is gone each worker counts for itself: nobody is kept out, and nobody may try for ever.
    """

    def __init__(self, redis_url: str) -> None:
        self._alone = FixedWindowRateLimiter(MemoryStorage())
        self._asks_again_at = 0.0
        self._connections = _connections(redis_url) if redis_url else None
        self._shared = (
            FixedWindowRateLimiter(_storage(redis_url, self._connections)) if self._connections else None
        )

    async def close(self) -> None:
        if self._connections is not None:
            await self._connections.aclose()

    async def spend(self, rate: str, *key: str, cost: int = 1) -> None:
        """Count one try of `key`, or `cost` of them, at a `rate` such as ``10/minute``.

        Raises:
            TooMany: the rate is used up.
        """
        if not await self._asked(lambda limiter: limiter.hit(parse(rate), *key, cost=cost)):
            raise TooMany

    async def require(self, rate: str, *key: str, cost: int = 1) -> None:
        """Count nothing, but refuse where `spend` would. For tries that are counted only when they fail.

        Raises:
            TooMany: the rate is used up.
        """
        if not await self._asked(lambda limiter: limiter.test(parse(rate), *key, cost=cost)):
            raise TooMany

    async def forget(self, rate: str, *key: str) -> None:
        """Give all tries of `key` back."""
        await self._asked(lambda limiter: limiter.clear(parse(rate), *key))

    async def _asked(self, ask: Ask[Result]) -> Result:
        if self._shared is not None and monotonic() >= self._asks_again_at:
            try:
                return await ask(self._shared)
            except (RedisError, OSError) as error:
                # One login counts several tries; it waits only once for a Redis that hangs.
                self._asks_again_at = monotonic() + ASKS_AGAIN_AFTER
                log.warning("limits_without_redis", error=str(error))
        return await ask(self._alone)


def _connections(url: str) -> ConnectionPool:
    return ConnectionPool.from_url(
        url,
        retry=Retry(NoBackoff(), 0),
        socket_timeout=REDIS_ANSWERS_WITHIN,
        socket_connect_timeout=REDIS_ANSWERS_WITHIN,
    )


def _storage(url: str, connections: ConnectionPool) -> RedisStorage:
    """With the Redis client that the bus uses too; by default `limits` would choose another one."""
    given: dict[str, Any] = {"connection_pool": connections}
    return RedisStorage(f"async+{url}", implementation="redispy", **given)


@dataclass(frozen=True, slots=True)
class Site:
    """The parts of one running server, built by `app`.

    `others` are the parts of the floors above `core`, and those that `core` has one of.
    """

    settings: Settings
    database: Database
    limits: Limits
    others: tuple[object, ...] = ()

    @property
    def languages(self) -> Languages:
        """Those that are active; they change while the server runs."""
        return active_languages()

    @property
    def secret(self) -> str:
        return self.settings.secret_key.get_secret_value()

    def part(self, kind: type[Part]) -> Part:
        """The server's one `kind`, such as its hub."""
        return next(part for part in self.others if isinstance(part, kind))


class Application(Quart):
    """Quart, and the site that it serves."""

    site: Site

    async def handle_request(self, request: Request) -> ResponseTypes:
        with self.site.part(Pace).answering():
            return await super().handle_request(request)


def site() -> Site:
    """The site of the running application."""
    app = current_app
    assert isinstance(app, Application)
    return app.site


async def transact(
    work: Callable[Concatenate[Transaction, Arguments], Result],
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> Result:
    """`Database.transact` on the database of the running application."""
    return await site().database.transact(work, *args, **kwargs)


async def read(
    work: Callable[Concatenate[Transaction, Arguments], Result],
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> Result:
    """`Database.read` on the database of the running application."""
    return await site().database.read(work, *args, **kwargs)
