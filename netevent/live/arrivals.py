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
from netevent.live.feed import Line, RegionFeed, until_of
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


@dataclass(frozen=True, slots=True)
class Arrival:
    socket: Socket
    seen: Seen | None

    @property
    def key(self) -> int:
        return self.socket.channels[0].key


class Arrivals:
    """`feeds` gives those of a kind of screen."""

    def __init__(self, line: Line, screen: Screen, feeds: Callable[[str], list[RegionFeed]]) -> None:
        assert screen.versions is not None
        self._line = line
        self._select_versions = screen.versions
        self._feeds = feeds
        self._gathered: list[Arrival] = []
        self._stale: dict[int, list[Arrival]] = defaultdict(list)
        self._fresh: dict[int, list[Arrival]] = defaultdict(list)
        self._comparing = Throttle(TOGETHER, self._compare)
        self._showing = Throttle(0.0, self._show, line.hub.attendees_limiter)

    def welcome(self, socket: Socket, seen: str) -> None:
        arrival = Arrival(socket, read_seen(seen))
        if arrival.seen is None:
            self._give(arrival)
        else:
            self._gathered.append(arrival)
            self._comparing.mark_dirty(0)

    def on_time(self, now: datetime) -> None:
        """What came back fresh is so no longer once time moves something of it."""
        for key, arrivals in list(self._fresh.items()):
            if not any(map(self._is_there, arrivals)):
                del self._fresh[key]
            elif any(one.seen and one.seen.until and one.seen.until <= now for one in arrivals):
                for one in self._fresh.pop(key):
                    self._give(one)

    async def stop(self) -> None:
        await self._comparing.stop()
        await self._showing.stop()

    def _is_there(self, arrival: Arrival) -> bool:
        return self._line.hub.is_heard(arrival.socket.channels[-1])

    def _give(self, arrival: Arrival) -> None:
        self._stale[arrival.key].append(arrival)
        self._showing.mark_dirty(arrival.key)

    async def _compare(self, _: int) -> None:
        arrivals, self._gathered = self._gathered, []
        keys = {one.key for one in arrivals}
        versions = await self._line.database.read(self._select_versions, keys)
        now = clock.now()
        for one in arrivals:
            if one.seen is None or not one.seen.is_fresh(versions.get(one.key), now):
                self._give(one)
            elif one.seen.until is not None:
                self._fresh[one.key].append(one)

    async def _show(self, key: int) -> None:
        """Read and push all that the pages of one key show, and tell them which version it is.

        The version is read first: what is read after it is of that version or newer. Not told where something
        was pushed meanwhile that may be older: then they are given all again when they come back.
        """
        arrivals = [one for one in self._stale.pop(key, ()) if self._is_there(one)]
        kinds = dict.fromkeys(channel.kind for one in arrivals for channel in one.socket.channels)
        feeds = [feed for kind in kinds for feed in self._feeds(kind)]
        for feed in feeds:
            feed.begin(key)
        now = clock.now()
        version, found = await self._line.database.read(self._read, key, feeds)
        for feed, value in found:
            feed.show(key, value)
        unsettled = [feed for feed in feeds if not feed.is_settled(key)]
        for feed in unsettled:
            feed.mark_dirty(key)
        if not unsettled:
            untils = [until for _, value in found if (until := until_of(value))]
            seen = Seen(version, now, min(untils, default=None))
            for one in arrivals:
                one.socket.put("seen", f"<!-- live {seen.write()} -->")

    def _read(
        self, tx: Transaction, key: int, feeds: list[RegionFeed]
    ) -> tuple[str, list[tuple[RegionFeed, object]]]:
        version = self._select_versions(tx, (key,)).get(key, "")
        shown = [(feed, feed.read(tx, key)) for feed in feeds]
        return version, [(feed, value) for feed, value in shown if value is not None]


def _seconds(moment: datetime) -> int:
    return int(moment.replace(tzinfo=UTC).timestamp())


def _moment(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC).replace(tzinfo=None)
