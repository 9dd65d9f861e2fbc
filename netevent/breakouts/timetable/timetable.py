"""A timetable as it was read: its sessions, and what could not be read. Made by the readings of this package.

The import of timetables takes it, and the export makes sessions of this kind to write them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.breakouts.timetable.faults import RowFault


@dataclass(frozen=True, slots=True)
class TimetableSession:
    """`upstream_id` is what the source calls it, so that a later timetable changes the same session.

    Where a table has no codes, it is made from the name. Start and end are whole minutes. `seats` is None
    where nothing limits them. The description is plain text.
    """

    upstream_id: str
    name: str
    description: str
    start: datetime
    end: datetime
    room: str
    track: str
    presenters: tuple[str, ...]
    seats: int | None


@dataclass(frozen=True, slots=True)
class Timetable:
    """Every row that holds something is either in `sessions` or has a fault that costs the session.

    Sessions stand by start, end, room and `upstream_id`, faults by row. `zone` is where the clock hangs: what
    the file says of it, else the event's. `silent` are fields of sessions for which a table has no column.
    """

    title: str
    zone: str
    sessions: tuple[TimetableSession, ...]
    faults: tuple[RowFault, ...]
    silent: tuple[str, ...] = ()
