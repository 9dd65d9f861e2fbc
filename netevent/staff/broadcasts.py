"""The organizer's staff list, when somebody accepts on a phone or another window invites."""

from __future__ import annotations

from functools import partial

from netevent.changes import StaffChanged
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.web import pages
from netevent.live.bus import Bus
from netevent.live.hub import Channel, Hub
from netevent.live.throttle import Throttle
from netevent.staff import queries

LIST_INTERVAL = 0.5
STATUS_INTERVAL = 1.0


class StaffBroadcasts:
    """The pulses of one process: at most two pushes of a list a second."""

    def __init__(self, database: Database, hub: Hub, bus: Bus) -> None:
        self._database = database
        self._hub = hub
        self._bus = bus
        self._lists = Throttle(LIST_INTERVAL, self._push_list)
        self._statuses = Throttle(STATUS_INTERVAL, self._push_status)

    def listen(self) -> None:
        self._bus.listen(StaffChanged, self.on_change)
        self._hub.on_join(self.on_join)

    def on_change(self, change: StaffChanged) -> None:
        if self._hub.is_heard(Channel("staff", change.event_id)):
            self._lists.mark_dirty(change.event_id)

    def on_join(self, channel: Channel) -> None:
        """A page that (re)connects trusts nothing that it had."""
        if channel.kind == "staff":
            self._lists.mark_dirty(channel.key)

    def refresh(self) -> None:
        """Every 10 s: a sign of life. The rows stay, so that an open menu does not close under a finger."""
        for channel in self._hub.channels("staff"):
            self._statuses.mark_dirty(channel.key)

    async def stop(self) -> None:
        await self._lists.stop()
        await self._statuses.stop()

    async def _push_list(self, event_id: int) -> None:
        members = await self._database.read(queries.select_members, event_id=event_id, now=clock.now())
        self._hub.push(
            Channel("staff", event_id),
            pages.dom_id("staff", event_id, "list"),
            partial(pages.render, "staff/_list.html", event_id=event_id, members=members, oob=True),
        )
        await self._push_status(event_id)

    async def _push_status(self, event_id: int) -> None:
        event = await self._database.read(queries.select_event, event_id=event_id)
        if event is None:
            return
        self._hub.push(
            Channel("staff", event_id),
            "live-status",
            partial(pages.render, "staff/_live_status.html", zone=event.zone, now=clock.now(), oob=True),
        )
