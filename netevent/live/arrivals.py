"""Pages that connect: those that have all that they show already are sent nothing.

After a restart thousands come back in a second, and nothing has changed for most. A page that was given all
it shows is told what it has seen: the version, and until when that is true. It says so when it comes back;
one query compares those of all that came meanwhile. Made by `live.publisher`, one for a screen with versions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from netevent import __version__
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.live.feed import Line, RegionFeed
from netevent.live.hub import Socket
from netevent.live.screen import Screen
from netevent.live.throttle import Throttle

# Seconds in which arrivals gather.
TOGETHER = 0.05
# What only hours move ("today", toasts of a day) is given again after this.
TRUE_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page has. `until` is when time moves something of it, None for never."""

    version: str
    given_at: datetime
    until: datetime | None = None
    release: str = __version__

    def is_fresh(self, version: str | None, now: datetime) -> bool:
        is_true = now < self.given_at + TRUE_FOR and (self.until is None or now < self.until)
        return is_true and self.version == version and self.release == __version__

    def write(self) -> str:
        until = _seconds(self.until) if self.until else 0
        return f"{_seconds(self.given_at)}_{until}_{self.version}_{self.release}"


def read_seen(text: str) -> Seen | None:
    """What the page says; None where that is nothing, or nonsense."""
    try:
        given_at, until, version, release = text.split("_", 3)
        return Seen(version, _moment(given_at), _moment(until) if until != "0" else None, release)
    except (ValueError, OverflowError, OSError):
        return None


class Arrivals:
    """`feeds` gives those of a kind of screen."""

    def __init__(self, line: Line, screen: Screen, feeds: Callable[[str], list[RegionFeed]]) -> None:
        assert screen.versions is not None
        self._line = line
        self._select_versions = screen.versions
        self._feeds = feeds
        self._gathered: dict[Socket, Seen] = {}
        self._stale: dict[int, list[Socket]] = defaultdict(list)
        self._fresh_until: dict[Socket, datetime] = {}
        self._comparing = Throttle(TOGETHER, self._compare)
        self._showing = Throttle(0.0, self._show, line.hub.attendees_limiter)

    def welcome(self, socket: Socket, said: str) -> None:
        seen = read_seen(said)
        if seen is None:
            self._give(socket)
        else:
            self._gathered[socket] = seen
            self._comparing.mark_dirty(0)

    def on_time(self, now: datetime) -> None:
        """What came back fresh is so no longer once time moves something of it."""
        present = {one: until for one, until in self._fresh_until.items() if self._is_there(one)}
        self._fresh_until = {one: until for one, until in present.items() if until > now}
        for socket in present.keys() - self._fresh_until.keys():
            self._give(socket)

    async def stop(self) -> None:
        await self._comparing.stop()
        await self._showing.stop()

    def _is_there(self, socket: Socket) -> bool:
        return self._line.hub.is_heard(socket.channels[-1])

    def _give(self, socket: Socket) -> None:
        self._stale[socket.key].append(socket)
        self._showing.mark_dirty(socket.key)

    async def _compare(self, _: int) -> None:
        gathered, self._gathered = self._gathered, {}
        versions = await self._line.database.read(self._select_versions, {one.key for one in gathered})
        now = clock.now()
        for socket, seen in gathered.items():
            if not seen.is_fresh(versions.get(socket.key), now):
                self._give(socket)
            elif seen.until is not None:
                self._fresh_until[socket] = seen.until

    async def _show(self, key: int) -> None:
        """Read and push all that the pages of one key show, and tell them which version it is.

        The version is read first: what is read after it is of that version or newer. Not told where something
        was pushed meanwhile that may be older: then they are given all again when they come back.
        """
        sockets = [one for one in self._stale.pop(key, ()) if self._is_there(one)]
        kinds = dict.fromkeys(channel.kind for one in sockets for channel in one.channels)
        feeds = [feed for kind in kinds for feed in self._feeds(kind)]
        for feed in feeds:
            feed.begin(key)
        now = clock.now()
        version, values = await self._line.database.read(self._read, key, feeds)
        for feed, value in zip(feeds, values, strict=True):
            feed.show(key, value)
        unsettled = [feed for feed in feeds if not feed.is_settled(key)]
        for feed in unsettled:
            feed.mark_dirty(key)
        if not unsettled:
            untils = [feed.until[key] for feed in feeds if key in feed.until]
            seen = Seen(version, now, min(untils, default=None))
            for socket in sockets:
                socket.put("seen", f"<!-- live {seen.write()} -->")

    def _read(self, tx: Transaction, key: int, feeds: list[RegionFeed]) -> tuple[str, list[object | None]]:
        return self._select_versions(tx, (key,)).get(key, ""), [feed.read(tx, key) for feed in feeds]


def _seconds(moment: datetime) -> int:
    return int(moment.replace(tzinfo=UTC).timestamp())


def _moment(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC).replace(tzinfo=None)
