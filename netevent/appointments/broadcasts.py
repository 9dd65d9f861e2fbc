"""The phones of the two people of an appointment, and nobody else's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from netevent.appointments.regions import read_agenda_regions, read_details_regions
from netevent.changes import AppointmentChanged, ConnectionEnded
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.live.bus import Bus
from netevent.live.hub import Channel, Hub
from netevent.live.region import Region
from netevent.live.throttle import Throttle

INTERVAL = 0.1


class AppointmentBroadcasts:
    """The pulses of one process: at most ten pushes a second for each attendee."""

    def __init__(self, database: Database, hub: Hub, bus: Bus) -> None:
        self._database = database
        self._hub = hub
        self._bus = bus
        self._details = Throttle(INTERVAL, self._push_details, hub.attendees_limiter)
        self._agendas = Throttle(INTERVAL, self._push_agenda, hub.attendees_limiter)
        # Which appointments may be open on an attendee's page, and show something else now.
        self._changed: dict[int, set[int]] = defaultdict(set)

    def listen(self) -> None:
        self._bus.listen(AppointmentChanged, self.on_change)
        self._bus.listen(ConnectionEnded, self.on_ending)
        self._hub.on_join(self.on_join)

    def on_change(self, change: AppointmentChanged) -> None:
        for attendee_id in (change.requester_id, change.target_id):
            self._mark_agenda_dirty(attendee_id)
            if self._hub.is_heard(Channel("attendee", attendee_id)):
                self._changed[attendee_id].add(change.appointment_id)
                self._details.mark_dirty(attendee_id)

    def on_ending(self, change: ConnectionEnded) -> None:
        """What there was between the two goes from their pages at once."""
        self._mark_agenda_dirty(change.attendee_id)
        self._mark_agenda_dirty(change.other_id)

    def on_join(self, channel: Channel) -> None:
        """A page that (re)connects trusts nothing that it had."""
        if channel.kind == "agenda":
            self._agendas.mark_dirty(channel.key)

    def refresh(self) -> None:
        """Every 10 s: nothing to do. What lapses is published by the beat that ends it (`expiry`)."""

    async def stop(self) -> None:
        await self._details.stop()
        await self._agendas.stop()

    def _mark_agenda_dirty(self, attendee_id: int) -> None:
        if self._hub.is_heard(Channel("agenda", attendee_id)):
            self._agendas.mark_dirty(attendee_id)

    async def _push_details(self, attendee_id: int) -> None:
        changed = self._changed.pop(attendee_id, set())
        regions = await self._database.read(_read_details, attendee_id=attendee_id, appointment_ids=changed)
        self._push(Channel("attendee", attendee_id), regions)

    async def _push_agenda(self, attendee_id: int) -> None:
        self._push(
            Channel("agenda", attendee_id),
            await self._database.read(read_agenda_regions, attendee_id=attendee_id, now=clock.now()),
        )

    def _push(self, channel: Channel, regions: Sequence[Region]) -> None:
        for region in regions:
            self._hub.push(channel, region.target, region.render)


def _read_details(tx: Transaction, attendee_id: int, appointment_ids: set[int]) -> list[Region]:
    return [
        region
        for appointment_id in sorted(appointment_ids)
        for region in read_details_regions(tx, attendee_id, appointment_id)
    ]
