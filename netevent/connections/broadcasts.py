"""The phones of the two people between whom something happens, and nobody else's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from netevent.changes import (
    ConnectionEnded,
    ConnectionMade,
    ConnectionRequested,
    ProfileChanged,
    RequestDeclined,
    RequestWithdrawn,
)
from netevent.connections.regions import read_person_regions, read_view_regions
from netevent.connections.requests.queries import select_related_ids
from netevent.core.database import Database, Transaction
from netevent.live.bus import Bus
from netevent.live.hub import Channel, Hub
from netevent.live.region import Region
from netevent.live.throttle import Throttle

INTERVAL = 0.1
# Somebody who types on the own profile: the lists of the others need not follow each letter.
PROFILE_INTERVAL = 1.0
VIEWS = ("requests", "people")
Between = ConnectionRequested | ConnectionMade | RequestWithdrawn | ConnectionEnded


class ConnectionBroadcasts:
    """The pulses of one process: at most ten pushes a second for each attendee."""

    def __init__(self, database: Database, hub: Hub, bus: Bus) -> None:
        self._database = database
        self._hub = hub
        self._bus = bus
        self._people = Throttle(INTERVAL, self._push_people, hub.attendees_limiter)
        self._views = {
            view: Throttle(INTERVAL, partial(self._push_view, view), hub.attendees_limiter) for view in VIEWS
        }
        self._profiles = Throttle(PROFILE_INTERVAL, self._push_profile)
        # Whose card may be open on an attendee's page and shows something else now: (event, person).
        self._cards: dict[int, set[tuple[int, int]]] = defaultdict(set)

    def listen(self) -> None:
        self._bus.listen(ConnectionRequested, self.on_change)
        self._bus.listen(ConnectionMade, self.on_change)
        self._bus.listen(RequestWithdrawn, self.on_change)
        self._bus.listen(ConnectionEnded, self.on_change)
        self._bus.listen(RequestDeclined, self.on_declined)
        self._bus.listen(ProfileChanged, self.on_profile)
        self._hub.on_join(self.on_join)

    def on_change(self, change: Between) -> None:
        self._mark_dirty(change.attendee_id, change.event_id, change.other_id)
        self._mark_dirty(change.other_id, change.event_id, change.attendee_id)

    def on_declined(self, change: RequestDeclined) -> None:
        """For the pages of the one who declined alone: the other one goes on seeing that it was asked."""
        self._mark_dirty(change.other_id, change.event_id, change.attendee_id)

    def on_profile(self, change: ProfileChanged) -> None:
        if any(self._hub.channels(view) for view in VIEWS):
            self._profiles.mark_dirty(change.attendee_id)

    def on_join(self, channel: Channel) -> None:
        """A page that (re)connects trusts nothing that it had."""
        if channel.kind in self._views:
            self._views[channel.kind].mark_dirty(channel.key)

    def refresh(self) -> None:
        """Every 10 s: nothing to do, the attendee's pages have a beat already."""

    async def stop(self) -> None:
        for throttle in (self._people, *self._views.values(), self._profiles):
            await throttle.stop()

    def _mark_dirty(self, attendee_id: int, event_id: int, person_id: int) -> None:
        if not self._hub.is_heard(Channel("attendee", attendee_id)):
            return
        self._cards[attendee_id].add((event_id, person_id))
        self._people.mark_dirty(attendee_id)
        self._mark_views_dirty(attendee_id)

    def _mark_views_dirty(self, attendee_id: int) -> None:
        for view, throttle in self._views.items():
            if self._hub.is_heard(Channel(view, attendee_id)):
                throttle.mark_dirty(attendee_id)

    async def _push_people(self, attendee_id: int) -> None:
        people = self._cards.pop(attendee_id, set())
        regions = await self._database.read(_read_people, attendee_id=attendee_id, people=people)
        self._push(Channel("attendee", attendee_id), regions)

    async def _push_view(self, view: str, attendee_id: int) -> None:
        self._push(
            Channel(view, attendee_id),
            await self._database.read(read_view_regions, attendee_id=attendee_id, view=view),
        )

    async def _push_profile(self, attendee_id: int) -> None:
        """To who has the person in a list that is open."""
        for related_id in await self._database.read(select_related_ids, attendee_id=attendee_id):
            self._mark_views_dirty(related_id)

    def _push(self, channel: Channel, regions: Sequence[Region]) -> None:
        for region in regions:
            self._hub.push(channel, region.target, region.render)


def _read_people(tx: Transaction, attendee_id: int, people: set[tuple[int, int]]) -> list[Region]:
    return [
        region
        for event_id, person_id in people
        for region in read_person_regions(tx, attendee_id, event_id, person_id)
    ]
