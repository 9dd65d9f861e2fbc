"""An attendee's own page and row in the organizer's list, when the attendee comes in or goes."""

from __future__ import annotations

from functools import partial

from netevent.attendees import queries
from netevent.changes import AttendeeCheckedIn, CheckInUndone
from netevent.core import pages
from netevent.core.database import Database
from netevent.live.bus import Bus
from netevent.live.hub import Channel, Hub
from netevent.live.pulse import Pulse

ROW_INTERVAL = 0.1


class AttendeeBroadcasts:
    """The pulse of one process: at most ten pushes a second for each attendee."""

    def __init__(self, database: Database, hub: Hub, bus: Bus) -> None:
        self._database = database
        self._hub = hub
        self._bus = bus
        self._rows = Pulse(ROW_INTERVAL, self._push)

    def listen(self) -> None:
        self._bus.listen(AttendeeCheckedIn, self.on_movement)
        self._bus.listen(CheckInUndone, self.on_movement)
        self._hub.on_join(self.on_join)

    def on_movement(self, change: AttendeeCheckedIn | CheckInUndone) -> None:
        is_listed = self._hub.is_heard(Channel("attendees", change.event_id))
        if is_listed or self._hub.is_heard(Channel("attendee", change.attendee_id)):
            self._rows.touch(change.attendee_id)

    def on_join(self, channel: Channel) -> None:
        if channel.kind == "attendee":
            self._rows.touch(channel.key)

    async def _push(self, attendee_id: int) -> None:
        row = await self._database.read(partial(queries.select_attendee, attendee_id=attendee_id))
        if row is None:
            return
        self._hub.push(
            Channel("attendee", attendee_id),
            pages.dom_id("attendee", attendee_id, "presence"),
            partial(pages.render, "attendees/_presence.html", attendee=row, oob=True),
        )
        self._hub.push(
            Channel("attendees", row.event_id),
            pages.dom_id("attendee", attendee_id, "row"),
            partial(pages.render, "attendees/_row.html", attendee=row, oob=True),
        )
