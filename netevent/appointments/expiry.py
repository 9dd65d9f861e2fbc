"""What ended connections do to appointments, without anybody's tap. Kept by `app`.

When a connection ends or somebody will not come, what was planned ends at once; what a server that died
meanwhile has left ends by the clock (`netevent.periodic`). Several workers may do the same: each row ends
once.
"""

from __future__ import annotations

from netevent.appointments import service
from netevent.changes import AttendanceChanged, ConnectionEnded
from netevent.core import clock
from netevent.core.database import Database
from netevent.live.bus import Bus
from netevent.live.throttle import Throttle

INTERVAL = 0.1


class AppointmentExpiry:
    def __init__(self, database: Database, bus: Bus) -> None:
        self._database = database
        self._endings = Throttle(INTERVAL, self._end_of)
        bus.listen(ConnectionEnded, self.on_ending)
        bus.listen(AttendanceChanged, self.on_ending)

    def on_ending(self, change: ConnectionEnded | AttendanceChanged) -> None:
        self._endings.mark_dirty(change.attendee_id)

    async def stop(self) -> None:
        await self._endings.stop()

    async def _end_of(self, attendee_id: int) -> None:
        await self._database.transact(service.end_unconnected, now=clock.now(), person_id=attendee_id)
