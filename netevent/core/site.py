"""What belongs to one running server, at hand in every request and in the background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import structlog
from limits import parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from quart import current_app
from redis.exceptions import RedisError

from netevent.core.database import Database
from netevent.core.errors import TooMany
from netevent.core.i18n import Languages
from netevent.settings import Settings

log = structlog.get_logger()


class Limits:
    """How often something may be tried; shared by all workers through Redis where there is one."""

    def __init__(self, redis_url: str) -> None:
        self._storage = RedisStorage(f"async+{redis_url}") if redis_url else MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)

    async def spend(self, rate: str, *key: str) -> None:
        """Count one try of `key` at a `rate` such as ``10/minute``.

        Raises:
            TooMany: the rate is used up.
        """
        try:
            is_within = await self._limiter.hit(parse(rate), *key)
        except (RedisError, OSError) as error:
            # A dead Redis must not keep everybody out.
            log.warning("limits_without_redis", error=str(error))
            return
        if not is_within:
            raise TooMany


@dataclass(slots=True)
class Site:
    """`languages` is read from the database when the server starts."""

    settings: Settings
    database: Database
    languages: Languages
    limits: Limits

    @property
    def secret(self) -> str:
        return self.settings.secret_key.get_secret_value()


def site() -> Site:
    """The site of the running application."""
    return cast(Site, current_app.extensions["site"])
