"""What the organizer's page of somebody says of the badge. Called by `office.attendees`, inside one read."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.badges.making.reading import read_badges
from netevent.badges.making.sources import Sources
from netevent.badges.printed.queries import Print, select_last_prints
from netevent.core.database import Transaction


@dataclass(frozen=True, slots=True)
class Printed:
    """`last` None: never. `is_changed`: the badge says something else by now."""

    last: Print | None = None
    is_changed: bool = False


def read_printed(tx: Transaction, event_id: int, attendee_id: int, sources: Sources) -> Printed:
    last = select_last_prints(tx, event_id, [attendee_id]).get(attendee_id)
    if last is None:
        return Printed()
    badges = read_badges(tx, event_id, [attendee_id], sources)
    return Printed(last, any(one.content != last.content for one in badges))
