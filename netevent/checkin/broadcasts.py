"""What desks and dashboards get to see when somebody comes in.

Listens to the changes of the door. Each live region is a fragment with an id of its own and a pulse
that bounds how often it is made; `snapshot` gives the same regions to a page that is rendered.
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
from netevent.checkin import board_reading
from netevent.checkin.board import ScanRow
from netevent.core import pages
from netevent.core.database import Database, Transaction
from netevent.live.bus import Bus
from netevent.live.hub import Channel, Hub
from netevent.live.pulse import Pulse

COUNTERS_INTERVAL = 0.1
SCANS_INTERVAL = 0.04
ARRIVALS_INTERVAL = 1.0
DESKS_INTERVAL = 0.5


class DoorBroadcasts:
    """The pulses of one process."""

    def __init__(self, database: Database, hub: Hub, bus: Bus) -> None:
        self._database = database
        self._hub = hub
        self._bus = bus
        # The newest row that each list has shown: what comes after it is new, and slides in once.
        self._newest: dict[tuple[str, int], int] = {}
        self._counters = Pulse(COUNTERS_INTERVAL, self._push_counters)
        self._scans = Pulse(SCANS_INTERVAL, self._push_scans)
        self._arrivals = Pulse(ARRIVALS_INTERVAL, self._push_arrivals)
        self._desks = Pulse(DESKS_INTERVAL, self._push_desks)

    def listen(self) -> None:
        self._bus.listen(AttendeeCheckedIn, self.on_movement)
        self._bus.listen(CheckInUndone, self.on_movement)
        self._bus.listen(ScanRefused, self.on_refusal)
        self._bus.listen(AttendeesChanged, self.on_list)
        self._bus.listen(DeskOpened, self.on_desk)
        self._bus.listen(DeskClosed, self.on_desk)
        self._hub.on_join(self.on_join)

    def on_movement(self, change: AttendeeCheckedIn | CheckInUndone) -> None:
        self._scans.touch(change.event_id)
        self._counters.touch(change.event_id)
        self._arrivals.touch(change.event_id)

    def on_refusal(self, change: ScanRefused) -> None:
        self._scans.touch(change.event_id)

    def on_list(self, change: AttendeesChanged) -> None:
        self._counters.touch(change.event_id)

    def on_desk(self, change: DeskOpened | DeskClosed) -> None:
        self._desks.touch(change.event_id)

    def on_join(self, channel: Channel) -> None:
        """A page that (re)connects gets everything, and so trusts nothing that it had."""
        if channel.kind in ("door", "dashboard"):
            for target in ("door-last-scans", "event-last-arrivals"):
                self._newest.pop((target, channel.key), None)
            self._touch_all(channel.key)

    def refresh(self) -> None:
        """Push everything again: heals a lost push, and moves the time. Every 10 s."""
        for kind in ("door", "dashboard"):
            for channel in self._hub.channels(kind):
                self._touch_all(channel.key)

    def _touch_all(self, event_id: int) -> None:
        for pulse in (self._counters, self._scans, self._arrivals, self._desks):
            pulse.touch(event_id)

    async def stop(self) -> None:
        for pulse in (self._counters, self._scans, self._arrivals, self._desks):
            await pulse.stop()

    async def _push_counters(self, event_id: int) -> None:
        if not self._heard(event_id):
            return
        counts = await self._database.read(partial(board_reading.counts, event_id=event_id))
        whole = self._bus.is_whole
        self._push("door", event_id, "door-counters", "checkin/_counters_small.html", counts=counts)
        for kind in ("door", "dashboard"):
            self._push(kind, event_id, "live-status", "checkin/_live_status.html", counts=counts, whole=whole)
        self._push("dashboard", event_id, "event-counters", "checkin/_counters.html", counts=counts)
        self._push("dashboard", event_id, "event-types", "checkin/_types.html", counts=counts)

    async def _push_scans(self, event_id: int) -> None:
        if self._hub.is_heard(Channel("door", event_id)):
            zone, scans = await self._read(board_reading.last_scans, event_id)
            self._push(
                "door",
                event_id,
                "door-last-scans",
                "checkin/_last_scans.html",
                scans=scans,
                event_id=event_id,
                zone=zone,
                new_after=self._shown_before("door-last-scans", event_id, scans),
            )
        if self._hub.is_heard(Channel("dashboard", event_id)):
            zone, scans = await self._read(board_reading.last_arrivals, event_id)
            self._push(
                "dashboard",
                event_id,
                "event-last-arrivals",
                "checkin/_last_arrivals.html",
                last_arrivals=scans,
                zone=zone,
                new_after=self._shown_before("event-last-arrivals", event_id, scans),
            )
            zone, problems = await self._read(board_reading.to_look_at, event_id)
            self._push(
                "dashboard",
                event_id,
                "event-to-look-at",
                "checkin/_to_look_at.html",
                problems=problems,
                event_id=event_id,
                zone=zone,
            )

    async def _push_arrivals(self, event_id: int) -> None:
        if self._hub.is_heard(Channel("dashboard", event_id)):
            arrivals = await self._database.read(partial(board_reading.arrivals, event_id=event_id))
            self._push("dashboard", event_id, "event-arrivals", "checkin/_arrivals.html", arrivals=arrivals)

    async def _push_desks(self, event_id: int) -> None:
        if self._hub.is_heard(Channel("dashboard", event_id)):
            desks = await self._database.read(partial(board_reading.desks, event_id=event_id))
            self._push("dashboard", event_id, "event-desks", "checkin/_desks.html", desks=desks)

    async def _read(
        self, reading: Callable[[Transaction, int], list[ScanRow]], event_id: int
    ) -> tuple[str, list[ScanRow]]:
        """A list of scans with the time zone that shows its times."""
        return await self._database.read(lambda tx: (board_reading.zone(tx, event_id), reading(tx, event_id)))

    def _shown_before(self, target: str, event_id: int, scans: Sequence[ScanRow]) -> int | None:
        """The newest row of the push before this one; None before the first."""
        before = self._newest.get((target, event_id))
        self._newest[target, event_id] = max((scan.id for scan in scans), default=before or 0)
        return before

    def _heard(self, event_id: int) -> bool:
        return any(self._hub.is_heard(Channel(kind, event_id)) for kind in ("door", "dashboard"))

    def _push(self, kind: str, key: int, target: str, template: str, **context: Any) -> None:
        render: Callable[[str], str] = partial(pages.render, template, oob=True, **context)
        self._hub.push(Channel(kind, key), target, render)
