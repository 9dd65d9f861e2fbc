"""Feeds: what one read of a screen shows, pushed to connected pages. Made by `live.publisher`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from netevent.changes import Change
from netevent.core.database import Database, Transaction
from netevent.live.bus import Bus
from netevent.live.hub import Channel, Hub, Socket
from netevent.live.screen import LiveItem, LiveRegion, Screen, Shown
from netevent.live.throttle import Throttle


@dataclass(frozen=True, slots=True)
class Line:
    """What a feed is connected to: where it reads, whom it pushes to, and which changes it hears."""

    database: Database
    hub: Hub
    bus: Bus


class Feed:
    """Reads and pushes for one key at a time, and only for pages that are connected to this process."""

    def __init__(self, line: Line, screen: Screen, on: Iterable[type[Change]], every: float) -> None:
        self.screen = screen
        self._line = line
        self.throttle = Throttle(
            every, self._push_if_heard, line.hub.attendees_limiter if screen.patient else None
        )
        for kind in on:
            line.bus.listen(kind, self._on_change)

    def refresh(self) -> None:
        """Every ten seconds."""
        raise NotImplementedError

    def is_heard(self, key: int) -> bool:
        return self._line.hub.is_heard(Channel(self.screen.kind, key))

    def _mark(self, change: Change, key: int) -> None:
        raise NotImplementedError

    async def _push(self, key: int) -> None:
        raise NotImplementedError

    def _on_change(self, change: Change) -> None:
        for key in filter(self.is_heard, change.keys(self.screen.key)):
            self._mark(change, key)
            self.throttle.mark_dirty(key)

    async def _push_if_heard(self, key: int) -> None:
        if self.is_heard(key):
            await self._push(key)

    def _send(
        self, key: int, shown: Iterable[Shown], before: object = None, to: Iterable[Socket] = ()
    ) -> None:
        """Render each once for a language, whoever listens; only `to` some of them where they are named."""
        context = {self.screen.key: key, "whole": self._line.bus.is_whole, "before": before}
        for one in shown:
            render = partial(one.render, context=context)
            if to:
                self._line.hub.give(to, one.target, render)
            else:
                self._line.hub.push(Channel(self.screen.kind, key), one.target, render)


class RegionFeed(Feed):
    """Regions that one read fills.

    Fragments get `before`: what the last push showed, None for a new page. Patient screens keep none.
    """

    def __init__(self, line: Line, screen: Screen, regions: tuple[LiveRegion, ...]) -> None:
        super().__init__(line, screen, regions[0].on, min(region.every for region in regions))
        self._regions = regions
        self._before: dict[int, object] = {}
        self._marked: set[int] = set()
        self._newcomers: dict[int, list[Socket]] = defaultdict(list)
        self.until: dict[int, datetime] = {}

    def mark_dirty(self, key: int) -> None:
        if self.is_heard(key):
            self._marked.add(key)
            self.throttle.mark_dirty(key)

    def start_over(self, key: int) -> None:
        """A page connected: it gets everything, whatever it had before."""
        self._before.pop(key, None)
        self.mark_dirty(key)

    def welcome(self, socket: Socket) -> None:
        """A guest's page connected: it alone gets everything. Thousands have it open when more arrive."""
        self._newcomers[socket.key].append(socket)
        self.throttle.mark_dirty(socket.key)

    def begin(self, key: int) -> None:
        """Somebody else reads for `show` now."""
        self._marked.discard(key)

    def is_settled(self, key: int) -> bool:
        """Whether nothing has been marked or pushed since `begin`: what was read then is the latest."""
        return key not in self._marked and self.throttle.is_idle(key)

    def on_time(self, now: datetime) -> None:
        """Read again what was valid only until now."""
        for key, until in self.until.items():
            if until <= now:
                self.mark_dirty(key)

    def refresh(self) -> None:
        self._before = {key: shown for key, shown in self._before.items() if self.is_heard(key)}
        self.until = {key: until for key, until in self.until.items() if self.is_heard(key)}
        self._marked = set(filter(self.is_heard, self._marked))
        for key in [key for key in self._newcomers if not self.is_heard(key)]:
            del self._newcomers[key]
        if any(region.refresh for region in self._regions):
            for channel in self._line.hub.channels(self.screen.kind):
                self.mark_dirty(channel.key)

    def read(self, tx: Transaction, key: int) -> object | None:
        return self._regions[0].read(tx, key)

    def show(self, key: int, value: object | None, to: Iterable[Socket] = ()) -> None:
        self.until.pop(key, None)
        if value is None:
            return
        if until := getattr(value, "until", None):
            self.until[key] = until
        before = self._before.get(key)
        if not self.screen.patient:
            self._before[key] = value
        self._send(key, (region.filled(key, value) for region in self._regions), before, to)

    def _mark(self, change: Change, key: int) -> None:
        self._marked.add(key)

    async def _push(self, key: int) -> None:
        newcomers = self._newcomers.pop(key, [])
        is_for_all = key in self._marked or not newcomers
        if self.screen.visitors:
            self._marked.discard(key)
        try:
            value = await self._line.database.read(self.read, key)
        except Exception:
            self._marked.add(key)  # then all get it, these too
            raise
        self.show(key, value, () if is_for_all else newcomers)


class ItemFeed(Feed):
    """Items that one read fills. Which of them changed for a page is kept until its next push."""

    def __init__(self, line: Line, screen: Screen, items: tuple[LiveItem, ...]) -> None:
        super().__init__(line, screen, items[0].on, items[0].every)
        self._items = items
        self._changed: dict[int, set[int]] = defaultdict(set)

    def refresh(self) -> None:
        for key in [key for key in self._changed if not self.is_heard(key)]:
            del self._changed[key]

    def _mark(self, change: Change, key: int) -> None:
        self._changed[key].add(self._items[0].subject(change, key))

    async def _push(self, key: int) -> None:
        subjects = self._changed.pop(key, set())
        try:
            shown = await self._line.database.read(self._read, key, sorted(subjects))
        except Exception:
            self._changed[key] |= subjects  # for the next push: nothing else says what they were
            raise
        self._send(key, shown)

    def _read(self, tx: Transaction, key: int, subjects: list[int]) -> list[Shown]:
        return [
            item.filled(subject, value)
            for subject in subjects
            if (value := self._items[0].read(tx, key, subject)) is not None
            for item in self._items
        ]
