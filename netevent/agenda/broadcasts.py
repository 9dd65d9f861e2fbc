"""The agenda moves by itself: when an appointment changes, and when something begins or ends."""

from __future__ import annotations

from datetime import datetime

from netevent.agenda.queries import select_agenda
from netevent.agenda.regions import agenda_region, next_region
from netevent.agenda.timeline import looks_the_same_until
from netevent.changes import AppointmentChanged, ConnectionEnded
from netevent.core import clock
from netevent.core.database import Database
from netevent.live.bus import Bus
from netevent.live.hub import Channel, Hub
from netevent.live.throttle import Throttle

INTERVAL = 0.1
# The pages that show what comes next.
VIEWS = ("badge", "agenda")


class AgendaBroadcasts:
    """One pulse for each attendee; `_until` knows how long what their pages show stays true."""

    def __init__(self, database: Database, hub: Hub, bus: Bus) -> None:
        self._database = database
        self._hub = hub
        self._bus = bus
        self._throttle = Throttle(INTERVAL, self._push, hub.attendees_limiter)
        self._until: dict[int, datetime] = {}

    def listen(self) -> None:
        self._bus.listen(AppointmentChanged, self.on_change)
        self._bus.listen(ConnectionEnded, self.on_ending)
        self._hub.on_join(self.on_join)

    def on_change(self, change: AppointmentChanged) -> None:
        self._mark_dirty(change.requester_id)
        self._mark_dirty(change.target_id)

    def on_ending(self, change: ConnectionEnded) -> None:
        """What the two had agreed goes from their pages at once."""
        self._mark_dirty(change.attendee_id)
        self._mark_dirty(change.other_id)

    def on_join(self, channel: Channel) -> None:
        """A page that (re)connects trusts nothing that it had."""
        if channel.kind in VIEWS:
            self._throttle.mark_dirty(channel.key)

    def refresh(self) -> None:
        """Every 10 s: only for whom something has begun or ended, or come a minute nearer."""
        present = {channel.key for channel in self._hub.channels("attendee")}
        self._until = {key: until for key, until in self._until.items() if key in present}
        self.on_time(clock.now())

    def on_time(self, now: datetime) -> None:
        for attendee_id, until in self._until.items():
            if until <= now:
                self._throttle.mark_dirty(attendee_id)

    async def stop(self) -> None:
        await self._throttle.stop()

    def _mark_dirty(self, attendee_id: int) -> None:
        if self._hub.is_heard(Channel("attendee", attendee_id)):
            self._throttle.mark_dirty(attendee_id)

    async def _push(self, attendee_id: int) -> None:
        now = clock.now()
        agenda = await self._database.read(select_agenda, attendee_id=attendee_id)
        if agenda is None:
            return
        self._until[attendee_id] = looks_the_same_until(agenda, now)
        coming, whole = next_region(agenda, now), agenda_region(agenda, now)
        self._hub.push(Channel("badge", attendee_id), coming.target, coming.render)
        self._hub.push(Channel("agenda", attendee_id), whole.target, whole.render)
