"""Pushes what screens show: when something changes, when a page connects, and as time passes.

One of these a process, built by `app` from `netevent.screens`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime

from netevent.changes import Change
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.live.arrivals import Arrivals
from netevent.live.bus import Bus
from netevent.live.feed import ItemFeed, Line, RegionFeed
from netevent.live.hub import Channel, Hub, Socket
from netevent.live.screen import Screen, Shown, Spread
from netevent.live.throttle import Throttle

# What a quiet page gets every ten seconds: it treats a longer silence as a lost connection.
HEARTBEAT = "<!-- live -->"


class Publisher:
    """The feeds of all screens."""

    def __init__(self, database: Database, hub: Hub, bus: Bus, screens: Iterable[Screen]) -> None:
        self.screens = {screen.kind: screen for screen in screens}
        self._line = Line(database, hub, bus)
        self._heartbeat: asyncio.Task[None] | None = None
        self._regions: list[RegionFeed] = []
        self._items: list[ItemFeed] = []
        self._spreads: list[Throttle] = []
        for screen in self.screens.values():
            self._regions += [RegionFeed(self._line, screen, group) for group in screen.groups()]
            self._items += [ItemFeed(self._line, screen, group) for group in screen.item_groups()]
            self._spreads += [self._listen_to_spread(screen, spread) for spread in screen.spreads]
        self._arrivals = {
            screen.kind: Arrivals(self._line, screen, self._of_kind)
            for screen in self.screens.values()
            if screen.versions
        }

    def layers(self, kind: str) -> tuple[Screen, ...]:
        """The screen that this kind is within, if it is within one, and its own."""
        screen = self.screens[kind]
        return (*(self.layers(screen.within) if screen.within else ()), screen)

    def shown(self, tx: Transaction, kind: str, key: int) -> list[Shown]:
        """All regions of the kind's page as they are now: for a poll, and for the answer to a button."""
        return [shown for layer in self.layers(kind) for shown in layer.shown(tx, key)]

    def welcome(self, socket: Socket, seen: str) -> None:
        """Give a page that connected all that it shows, unless what it has `seen` is that already."""
        arrivals = self._arrivals.get(socket.channels[0].kind)
        if arrivals is not None:
            arrivals.welcome(socket, seen)
        elif socket.is_guests:
            for feed in self._of_kind(socket.channels[0].kind):
                feed.welcome(socket)
        else:
            for channel in socket.channels:
                self._start_over(channel)

    async def resync(self) -> None:
        """Give all pages their whole state, whatever they have: some may have missed a change."""
        hub = self._line.hub
        async for channel in hub.unhurried(hub.channels(*self.screens)):
            if hub.is_heard(channel):
                self._start_over(channel)

    def refresh(self) -> None:
        """Every ten seconds: what time moves, and a sign that the server lives for pages that hear little."""
        for feed in (*self._regions, *self._items):
            feed.refresh()
        self.on_time(clock.now())
        if self._heartbeat is None or self._heartbeat.done():
            self._heartbeat = asyncio.create_task(self._send_heartbeat())

    def on_time(self, now: datetime) -> None:
        """Push again what was valid only until now."""
        for feed in self._regions:
            feed.on_time(now)
        for arrivals in self._arrivals.values():
            arrivals.on_time(now)

    async def stop(self) -> None:
        """Wait for running reads: they must end before the database is closed."""
        if self._heartbeat is not None:
            self._heartbeat.cancel()
            await asyncio.gather(self._heartbeat, return_exceptions=True)
        for arrivals in self._arrivals.values():
            await arrivals.stop()
        for throttle in (*(feed.throttle for feed in (*self._regions, *self._items)), *self._spreads):
            await throttle.stop()

    def _start_over(self, channel: Channel) -> None:
        for feed in self._of_kind(channel.kind):
            feed.start_over(channel.key)

    def _of_kind(self, kind: str) -> list[RegionFeed]:
        return [feed for feed in self._regions if feed.screen.kind == kind]

    def _listen_to_spread(self, screen: Screen, spread: Spread) -> Throttle:
        async def mark_dirty(source: int) -> None:
            for key in await self._line.database.read(spread.keys, source):
                for feed in self._of_kind(screen.kind):
                    feed.mark_dirty(key)

        def on_change(change: Change) -> None:
            if self._line.hub.channels(screen.kind):
                throttle.mark_dirty(spread.source(change))

        throttle = Throttle(spread.every, mark_dirty)
        self._line.bus.listen(spread.on, on_change)
        return throttle

    async def _send_heartbeat(self) -> None:
        for screen in self.screens.values():
            if screen.patient and not screen.within:
                async for channel in self._line.hub.unhurried(self._line.hub.channels(screen.kind)):
                    self._line.hub.push(channel, "heartbeat", lambda language: HEARTBEAT)
