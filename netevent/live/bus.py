"""The bus: every committed change reaches every listener, in this process and in the others.

Listeners are plain functions that return at once (they mark something as changed). With Redis, changes go to
the other workers through one pub/sub channel; this process hears its own directly, so that a dead
Redis never delays a scan. While Redis is gone, `is_whole` is false and the pages say so. Redis promises
nothing about a message: each process counts what it tells, so that the others notice what they missed.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import defaultdict
from collections.abc import Callable
from secrets import token_hex
from typing import Any, TypeVar, cast

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from netevent.changes import Change
from netevent.live.wire import decode, encode

log = structlog.get_logger()
Listener = Callable[[Change], None]
Kind = TypeVar("Kind", bound=Change)

CHANNEL = "netevent:changes"
WAITING_AT_MOST = 10_000
# A Redis that hangs must not hang us: limits for a publish, and for how long the line may be silent.
ANSWERS_WITHIN = 2.0
# By default the client retries with growing delays, and a late change is worth nothing.
AT_ONCE = Retry(NoBackoff(), 1)
SILENT_SECONDS = 2.0
# Who has nothing to tell says so this often: else the loss of the last change would go unnoticed.
COUNT_SECONDS = 2.0


class Bus:
    """The bus of a single process; `RedisBus` adds the others. It `is_whole` while their changes arrive."""

    def __init__(self) -> None:
        self.is_whole = True
        self._listeners: dict[type[Change], list[Listener]] = defaultdict(list)

    def listen(self, kind: type[Kind], listener: Callable[[Kind], None]) -> None:
        self._listeners[kind].append(cast(Listener, listener))

    def heard(self) -> set[type[Change]]:
        """The kinds of change that somebody listens to."""
        return set(self._listeners)

    def publish(self, change: Change) -> None:
        self.deliver(change)

    def deliver(self, change: Change) -> None:
        for listener in self._listeners[type(change)]:
            try:
                listener(change)
            except Exception:  # one listener's fault must not keep the change from the others
                log.exception("listener_failed", change=type(change).__name__)

    async def start(self) -> None:
        """Begin to hear the others."""

    async def stop(self) -> None: ...


class RedisBus(Bus):
    """`on_line_change` is called when the line to the other processes breaks, is back, or lost something."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.is_whole = False
        self.on_line_change: Callable[[], None] = lambda: None
        self._redis: Redis = Redis.from_url(
            url, socket_connect_timeout=1, retry=AT_ONCE, socket_timeout=ANSWERS_WITHIN, decode_responses=True
        )
        self._name = token_hex(8)
        self._told = 0
        self._heard_from: dict[str, int] = {}
        self._outgoing: asyncio.Queue[str] = asyncio.Queue(WAITING_AT_MOST)
        self._tasks: list[asyncio.Task[None]] = []

    def publish(self, change: Change) -> None:
        self.deliver(change)
        if self._outgoing.full():
            self._outgoing.get_nowait()
        self._told += 1
        self._outgoing.put_nowait(self._message(encode(change)))

    def _message(self, change: dict[str, Any]) -> str:
        return json.dumps({"from": self._name, "told": self._told, **change})

    async def start(self) -> None:
        self._tasks = [asyncio.create_task(self._hear()), asyncio.create_task(self._tell())]

    async def stop(self) -> None:
        await asyncio.gather(*(_end(task) for task in self._tasks))
        await self._redis.aclose()

    async def _tell(self) -> None:
        while True:
            message = await self._next_to_tell()
            try:
                await self._redis.publish(CHANNEL, message)
            except (RedisError, OSError) as error:
                log.warning("bus_lost_a_change", error=str(error))

    async def _next_to_tell(self) -> str:
        try:
            async with asyncio.timeout(COUNT_SECONDS):
                return await self._outgoing.get()
        except TimeoutError:
            return self._message({})

    async def _hear(self) -> None:
        while True:
            try:
                await self._hear_until_broken()
            except (RedisError, OSError) as error:
                log.warning("bus_broken", error=str(error))
            self._set_whole(False)
            await asyncio.sleep(random.uniform(0.5, 1.5))

    async def _hear_until_broken(self) -> None:
        async with self._redis.pubsub() as subscription:
            await subscription.subscribe(CHANNEL)
            while message := await self._next(subscription):
                self._set_whole(True)
                if message["type"] == "message":
                    self._receive(message["data"])

    async def _next(self, subscription: PubSub) -> dict[str, Any]:
        """The next message. A line that stays silent is pinged.

        Raises:
            RedisError: the ping was not answered.
        """
        for _ in range(2):
            message = await subscription.get_message(timeout=SILENT_SECONDS)
            if message is not None:
                return cast("dict[str, Any]", message)
            await subscription.ping()
        raise RedisError(f"no answer within {SILENT_SECONDS} s")

    def _receive(self, text: str) -> None:
        try:
            values = json.loads(text)
            sender, told = str(values.pop("from")), int(values.pop("told"))
            if sender != self._name:
                self._count(sender, told, 1 if values else 0)
            if sender != self._name and values:
                self.deliver(decode(values))
        except (ValueError, KeyError, TypeError) as error:
            log.warning("bus_heard_nonsense", error=repr(error))

    def _count(self, sender: str, told: int, heard: int) -> None:
        """All that `sender` has told by now, this message included, must have been heard here."""
        missed = told - heard - self._heard_from.get(sender, told - heard)
        self._heard_from[sender] = told
        if missed:
            log.warning("bus_missed_changes", count=missed)
            self.on_line_change()

    def _set_whole(self, whole: bool) -> None:
        if whole != self.is_whole:
            self.is_whole = whole
            self._heard_from.clear()
            self.on_line_change()


async def _end(task: asyncio.Task[None]) -> None:
    """Redis's client swallows a cancellation that arrives together with an answer: then once more."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=0.1)
