"""The phones of the two people of an appointment, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from netevent.appointments.regions import read_agenda_regions, read_news_regions
from netevent.changes import AppointmentChanged, ConnectionEnded, NewsSeen
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.live.bus import Bus
from netevent.live.hub import Channel, Hub
from netevent.live.pulse import Pulse
from netevent.live.region import Region

INTERVAL = 0.1
Read = Callable[[Transaction, int, datetime], Sequence[Region]]


class AppointmentBroadcasts:
    """The pulses of one process: at most ten pushes a second for each attendee."""

    def __init__(self, database: Database, hub: Hub, bus: Bus) -> None:
        self._database = database
        self._hub = hub
        self._bus = bus
        self._news = Pulse(INTERVAL, self._push_news)
        self._agendas = Pulse(INTERVAL, self._push_agenda)

    def listen(self) -> None:
        self._bus.listen(AppointmentChanged, self.on_change)
        self._bus.listen(ConnectionEnded, self.on_ending)
        self._bus.listen(NewsSeen, self.on_seen)
        self._hub.on_join(self.on_join)

    def on_change(self, change: AppointmentChanged) -> None:
        self._touch(change.requester_id)
        self._touch(change.target_id)

    def on_ending(self, change: ConnectionEnded) -> None:
        """What there was between the two goes from their pages at once."""
        self._touch(change.attendee_id)
        self._touch(change.other_id)

    def on_seen(self, change: NewsSeen) -> None:
        self._touch(change.attendee_id)

    def on_join(self, channel: Channel) -> None:
        """A page that (re)connects trusts nothing that it had."""
        if channel.kind == "attendee":
            self._news.touch(channel.key)
        if channel.kind == "agenda":
            self._agendas.touch(channel.key)

    def refresh(self) -> None:
        """Every 10 s: on an open agenda, what is over goes."""
        for channel in self._hub.channels("agenda"):
            self._agendas.touch(channel.key)

    async def stop(self) -> None:
        await self._news.stop()
        await self._agendas.stop()

    def _touch(self, attendee_id: int) -> None:
        for kind, pulse in (("attendee", self._news), ("agenda", self._agendas)):
            if self._hub.is_heard(Channel(kind, attendee_id)):
                pulse.touch(attendee_id)

    async def _push_news(self, attendee_id: int) -> None:
        await self._push(Channel("attendee", attendee_id), read_news_regions)

    async def _push_agenda(self, attendee_id: int) -> None:
        await self._push(Channel("agenda", attendee_id), read_agenda_regions)

    async def _push(self, channel: Channel, read: Read) -> None:
        regions = await self._database.read(partial(_read, read, channel.key))
        for region in regions:
            self._hub.push(channel, region.target, region.render)


def _read(read: Read, attendee_id: int, tx: Transaction) -> Sequence[Region]:
    return read(tx, attendee_id, clock.now())
