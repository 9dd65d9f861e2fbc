"""The versions of attendees' pages: an attendee's moves with what the own pages show, an event's with all.

Moved inside the transaction of what it is about, by what `reactions` lists; the door's own UPDATE moves that
of who comes in or goes. A page that comes back says which it has, and `live.arrivals` compares.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select, update

from netevent.changes import AttendeeCheckedIn, Change, CheckInUndone
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events

BY_THE_DOOR = (AttendeeCheckedIn, CheckInUndone)


def move_concerned(tx: Transaction, changes: Sequence[Change]) -> None:
    """Move those of all attendees whom the changes concern.

    Once and last: nobody waits long for their rows, least of all the door.
    """
    others = (change for change in changes if not isinstance(change, BY_THE_DOOR))
    move(tx, {attendee_id for change in others for attendee_id in change.keys("attendee_id")})


def move(tx: Transaction, attendee_ids: Collection[int]) -> None:
    if attendee_ids:
        moved = update(attendees).where(attendees.c.id.in_(sorted(attendee_ids)))
        tx.execute(moved.values(version=attendees.c.version + 1))


def select_versions(tx: Transaction, attendee_ids: Collection[int]) -> dict[int, str]:
    """What the pages of each of these show: nothing else as long as it is the same."""
    both = select(attendees.c.id, attendees.c.version, events.c.version.label("of_event"))
    both = both.join(events, events.c.id == attendees.c.event_id)
    rows = tx.execute(both.where(attendees.c.id.in_(attendee_ids)))
    return {row.id: f"{row.version}.{row.of_event}" for row in rows}
