"""An attendee's own page, and the organizer's list: who came in or went, and that there are others now."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from netevent.attendees import queries
from netevent.changes import AttendanceChanged, AttendeeCheckedIn, AttendeesChanged, CheckInUndone
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.web import pages
from netevent.events.queries import select_event
from netevent.live.bus import Bus
from netevent.live.hub import Channel, Hub
from netevent.live.throttle import Throttle

ROW_INTERVAL = 0.1
COUNTS_INTERVAL = 0.5
LIST_INTERVAL = 1.0
# What a quiet page hears every ten seconds: it takes longer silence for a lost connection.
BEAT = "<!-- live -->"


class AttendeeBroadcasts:
    """The pulses of one process: at most ten pushes a second for each attendee, one a second for a list."""

    def __init__(self, database: Database, hub: Hub, bus: Bus) -> None:
        self._database = database
        self._hub = hub
        self._bus = bus
        self._rows = Throttle(ROW_INTERVAL, self._push_row, hub.attendees_limiter)
        self._counts = Throttle(COUNTS_INTERVAL, self._push_counts)
        self._lists = Throttle(LIST_INTERVAL, self._push_list)
        self._beating: asyncio.Task[None] | None = None

    def listen(self) -> None:
        self._bus.listen(AttendeeCheckedIn, self.on_movement)
        self._bus.listen(CheckInUndone, self.on_movement)
        self._bus.listen(AttendanceChanged, self.on_movement)
        self._bus.listen(AttendeesChanged, self.on_change)
        self._hub.on_join(self.on_join)

    def on_movement(self, change: AttendeeCheckedIn | CheckInUndone | AttendanceChanged) -> None:
        is_listed = self._hub.is_heard(Channel("attendees", change.event_id))
        if is_listed:
            self._counts.mark_dirty(change.event_id)
        if is_listed or self._hub.is_heard(Channel("badge", change.attendee_id)):
            self._rows.mark_dirty(change.attendee_id)

    def on_change(self, change: AttendeesChanged) -> None:
        if self._hub.is_heard(Channel("attendees", change.event_id)):
            self._lists.mark_dirty(change.event_id)

    def on_join(self, channel: Channel) -> None:
        """A page that (re)connects trusts nothing that it had."""
        if channel.kind == "badge":
            self._rows.mark_dirty(channel.key)
        if channel.kind == "attendees":
            self._lists.mark_dirty(channel.key)

    def refresh(self) -> None:
        """Every 10 s: the lists' time and counts, and a sign of life for the attendees' pages."""
        for channel in self._hub.channels("attendees"):
            self._counts.mark_dirty(channel.key)
        if self._beating is None or self._beating.done():
            self._beating = asyncio.create_task(self._beat_for_all())

    async def stop(self) -> None:
        if self._beating is not None:
            self._beating.cancel()
            await asyncio.gather(self._beating, return_exceptions=True)
        for throttle in (self._rows, self._counts, self._lists):
            await throttle.stop()

    async def _beat_for_all(self) -> None:
        async for channel in self._hub.unhurried(self._hub.channels("attendee")):
            self._hub.push(channel, "beat", _beat)

    async def _push_row(self, attendee_id: int) -> None:
        row = await self._database.read(queries.select_attendee, attendee_id=attendee_id)
        if row is None:
            return
        self._hub.push(
            Channel("badge", attendee_id),
            pages.dom_id("attendee", attendee_id, "presence"),
            _fragment("attendees/_presence.html", attendee=row),
        )
        self._hub.push(
            Channel("attendees", row.event_id),
            pages.dom_id("attendee", attendee_id, "row"),
            _fragment("attendees/_row.html", attendee=row),
        )

    async def _push_list(self, event_id: int) -> None:
        """The reader's filter is known to the page alone: it is told to fetch its list again."""
        self._hub.push(
            Channel("attendees", event_id),
            "attendees-fresh",
            _fragment("attendees/_fresh.html", event_id=event_id),
        )
        await self._push_counts(event_id)

    async def _push_counts(self, event_id: int) -> None:
        channel = Channel("attendees", event_id)
        event = await self._database.read(select_event, event_id=event_id)
        totals = await self._database.read(queries.select_totals, event_id=event_id)
        if event is None:
            return
        self._hub.push(channel, "attendee-counts", _fragment("attendees/_counts.html", totals=totals))
        status = _fragment("attendees/_live_status.html", zone=event.zone, now=clock.now())
        self._hub.push(channel, "live-status", status)


def _fragment(template: str, **context: Any) -> Callable[[str], str]:
    return partial(pages.render, template, oob=True, **context)


def _beat(language: str) -> str:
    return BEAT
