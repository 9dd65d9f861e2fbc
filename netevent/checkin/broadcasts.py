"""What desks and dashboards get to see when somebody comes in.

Listens to the changes of the door. Each live region is a fragment with an id of its own; a pulse bounds
how often it is made. What one beat pushes reaches a page as one message.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from netevent.changes import (
    AttendeeCheckedIn,
    AttendeesChanged,
    CheckInUndone,
    DeskClosed,
    DeskOpened,
    ScanRefused,
)
from netevent.checkin.dashboard import reading as dashboard_reading
from netevent.checkin.dashboard.dashboard import ScanRow
from netevent.core.database import Database
from netevent.core.web import pages
from netevent.live.bus import Bus
from netevent.live.hub import Channel, Hub
from netevent.live.throttle import Throttle

COUNTERS_INTERVAL = 0.1
# Numbers and names to look at: nobody reads them faster than five times a second.
BOARD_INTERVAL = 0.2
# Below the counters' ten a second, so that under load too another desk sees a scan within a tenth.
SCANS_INTERVAL = 0.06
PROBLEMS_INTERVAL = 0.5
DESKS_INTERVAL = 0.5
ARRIVALS_INTERVAL = 1.0

Movement = AttendeeCheckedIn | CheckInUndone


class ChannelBroadcasts:
    """One kind of channel, whose key is the event: its pulses, and what both kinds below share."""

    kind = ""

    def __init__(self, database: Database, hub: Hub, bus: Bus) -> None:
        self._database = database
        self._hub = hub
        self._bus = bus
        # The newest row that a list has shown: what comes after it is new, and slides in once.
        self._newest: dict[int, int] = {}
        self._throttles: list[Throttle] = []

    def refresh(self) -> None:
        """Push everything again: heals a lost push, and moves the time. Every 10 s."""
        for channel in self._hub.channels(self.kind):
            self._mark_all_dirty(channel.key)

    async def stop(self) -> None:
        for throttle in self._throttles:
            await throttle.stop()

    def on_join(self, channel: Channel) -> None:
        """A page that (re)connects gets everything, and so trusts nothing that it had."""
        if channel.kind == self.kind:
            self._newest.pop(channel.key, None)
            self._mark_all_dirty(channel.key)

    def _throttle(self, interval: float, push: Callable[[int], Any]) -> Throttle:
        """A pulse that beats only for events that somebody looks at."""

        async def beat(event_id: int) -> None:
            if self._hub.is_heard(Channel(self.kind, event_id)):
                await push(event_id)

        throttle = Throttle(interval, beat)
        self._throttles.append(throttle)
        return throttle

    def _mark_all_dirty(self, event_id: int) -> None:
        for throttle in self._throttles:
            throttle.mark_dirty(event_id)

    def _shown_before(self, event_id: int, scans: Sequence[ScanRow]) -> int | None:
        """The newest row of the push before this one; None before the first."""
        before = self._newest.get(event_id)
        self._newest[event_id] = max((scan.id for scan in scans), default=before or 0)
        return before

    def _push(self, event_id: int, target: str, template: str, **context: Any) -> None:
        render: Callable[[str], str] = partial(
            pages.render, template, oob=True, event_id=event_id, whole=self._bus.is_whole, **context
        )
        self._hub.push(Channel(self.kind, event_id), target, render)


class DoorBroadcasts(ChannelBroadcasts):
    """The desks: their counters, and the last scans of all of them."""

    kind = "door"

    def listen(self) -> None:
        self._counters = self._throttle(COUNTERS_INTERVAL, self._push_counters)
        self._scans = self._throttle(SCANS_INTERVAL, self._push_scans)
        self._bus.listen(AttendeeCheckedIn, self.on_movement)
        self._bus.listen(CheckInUndone, self.on_movement)
        self._bus.listen(ScanRefused, self.on_refusal)
        self._bus.listen(AttendeesChanged, self.on_list)
        self._hub.on_join(self.on_join)

    def on_movement(self, change: Movement) -> None:
        self._scans.mark_dirty(change.event_id)
        self._counters.mark_dirty(change.event_id)

    def on_refusal(self, change: ScanRefused) -> None:
        self._scans.mark_dirty(change.event_id)

    def on_list(self, change: AttendeesChanged) -> None:
        self._counters.mark_dirty(change.event_id)

    async def _push_counters(self, event_id: int) -> None:
        counts = await self._database.read(dashboard_reading.counts, event_id=event_id)
        self._push(event_id, "door-counters", "checkin/_counters_small.html", counts=counts)
        self._push(event_id, "live-status", "checkin/_live_status.html", counts=counts)

    async def _push_scans(self, event_id: int) -> None:
        zone, scans = await self._database.read(dashboard_reading.last_scans, event_id=event_id)
        newest = self._shown_before(event_id, scans)
        self._push(
            event_id, "door-last-scans", "checkin/_last_scans.html", scans=scans, zone=zone, new_after=newest
        )


class DashboardBroadcasts(ChannelBroadcasts):
    """The organizer's dashboard: counts and arrivals, what to look at, the open desks."""

    kind = "dashboard"

    def listen(self) -> None:
        self._dashboard = self._throttle(BOARD_INTERVAL, self._push_dashboard)
        self._problems = self._throttle(PROBLEMS_INTERVAL, self._push_problems)
        self._desks = self._throttle(DESKS_INTERVAL, self._push_desks)
        self._arrivals = self._throttle(ARRIVALS_INTERVAL, self._push_arrivals)
        self._bus.listen(AttendeeCheckedIn, self.on_movement)
        self._bus.listen(CheckInUndone, self.on_movement)
        self._bus.listen(ScanRefused, self.on_refusal)
        self._bus.listen(AttendeesChanged, self.on_list)
        self._bus.listen(DeskOpened, self.on_desk)
        self._bus.listen(DeskClosed, self.on_desk)
        self._hub.on_join(self.on_join)

    def on_movement(self, change: Movement) -> None:
        self._dashboard.mark_dirty(change.event_id)
        self._arrivals.mark_dirty(change.event_id)

    def on_refusal(self, change: ScanRefused) -> None:
        self._problems.mark_dirty(change.event_id)

    def on_list(self, change: AttendeesChanged) -> None:
        self._dashboard.mark_dirty(change.event_id)

    def on_desk(self, change: DeskOpened | DeskClosed) -> None:
        self._desks.mark_dirty(change.event_id)

    async def _push_dashboard(self, event_id: int) -> None:
        counts, last = await self._database.read(dashboard_reading.counts_and_last, event_id=event_id)
        newest = self._shown_before(event_id, last)
        self._push(event_id, "live-status", "checkin/_live_status.html", counts=counts)
        self._push(event_id, "event-counters", "checkin/_counters.html", counts=counts)
        self._push(event_id, "event-types", "checkin/_types.html", counts=counts)
        self._push(
            event_id,
            "event-last-arrivals",
            "checkin/_last_arrivals.html",
            last_arrivals=last,
            zone=counts.zone,
            new_after=newest,
        )

    async def _push_problems(self, event_id: int) -> None:
        zone, found = await self._database.read(dashboard_reading.to_look_at, event_id=event_id)
        self._push(event_id, "event-to-look-at", "checkin/_to_look_at.html", problems=found, zone=zone)

    async def _push_desks(self, event_id: int) -> None:
        desks = await self._database.read(dashboard_reading.desks, event_id=event_id)
        self._push(event_id, "event-desks", "checkin/_desks.html", desks=desks)

    async def _push_arrivals(self, event_id: int) -> None:
        arrivals = await self._database.read(dashboard_reading.arrivals, event_id=event_id)
        self._push(event_id, "event-arrivals", "checkin/_arrivals.html", arrivals=arrivals)
