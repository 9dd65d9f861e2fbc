"""The toasts and dots, on all pages of the attendee for whom they are, and on nobody else's."""

from __future__ import annotations

from netevent.changes import NotificationsChanged
from netevent.core.database import Database
from netevent.live.bus import Bus
from netevent.live.hub import Channel, Hub
from netevent.live.throttle import Throttle
from netevent.notifications.inbox import Inbox

INTERVAL = 0.1


class NotificationBroadcasts:
    """At most ten pushes a second for each attendee. `_counting` have a toast that counts the minutes."""

    def __init__(self, database: Database, hub: Hub, bus: Bus, inbox: Inbox) -> None:
        self._database = database
        self._hub = hub
        self._bus = bus
        self._inbox = inbox
        self._pushes = Throttle(INTERVAL, self._push, hub.attendees_limiter)
        self._counting: set[int] = set()

    def listen(self) -> None:
        self._bus.listen(NotificationsChanged, self.on_change)
        self._hub.on_join(self.on_join)

    def on_change(self, change: NotificationsChanged) -> None:
        self._mark_dirty(change.attendee_id)

    def on_join(self, channel: Channel) -> None:
        """A page that (re)connects trusts nothing that it had."""
        if channel.kind == "attendee":
            self._pushes.mark_dirty(channel.key)

    def refresh(self) -> None:
        """Every 10 s: the minutes that are left."""
        for attendee_id in tuple(self._counting):
            self._counting.discard(attendee_id)
            self._mark_dirty(attendee_id)

    async def stop(self) -> None:
        await self._pushes.stop()

    def _mark_dirty(self, attendee_id: int) -> None:
        if self._hub.is_heard(Channel("attendee", attendee_id)):
            self._pushes.mark_dirty(attendee_id)

    async def _push(self, attendee_id: int) -> None:
        waiting = await self._database.read(lambda tx: self._inbox.read(tx, attendee_id))
        if waiting.counts_down:
            self._counting.add(attendee_id)
        for region in waiting.regions():
            self._hub.push(Channel("attendee", attendee_id), region.target, region.render)
