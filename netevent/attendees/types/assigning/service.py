"""The rules of giving many attendees a type, and of taking that back. Called by `office.batches`.

Locked are the event, whose line is served; the type, so that nobody gets one that is being deleted; then the
people. It is done part by part, so that nobody waits long for the locks of thousands: least of all the door.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from netevent.attendees import versions
from netevent.attendees.history.service import record_types
from netevent.attendees.types.assigning import queries
from netevent.attendees.types.queries import lock_types, select_types
from netevent.changes import AttendeesChanged, EventSeatsFreed
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees, lock_event
from netevent.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class Former:
    """The people who had one type before, 0: none."""

    type_id: int
    people: list[int]


def assign(tx: Transaction, event_id: int, type_id: int, people: Collection[int]) -> list[Former]:
    """Give these people the type, 0: none; returns what those had who did not have it.

    Who is not of the event is passed over.

    Raises:
        NotFound: the event has no such type.
    """
    lock_event(tx, event_id)
    if type_id and not lock_types(tx, event_id, type_id):
        raise NotFound
    lock_attendees(tx, *people)
    before = queries.select_type_ids(tx, event_id, people)
    changed = {person: former for person, former in before.items() if former != type_id}
    record_types(tx, changed, type_id)
    _give(tx, event_id, type_id, changed)
    return _grouped(changed)


def give_back(tx: Transaction, event_id: int, given_id: int, formers: Sequence[Former]) -> list[int]:
    """Give these people back what they had; returns who had the given type still.

    Who has got another one meanwhile keeps it. Where the former type is gone, they have none.
    """
    lock_event(tx, event_id)
    known = {one.id for one in select_types(tx, event_id)}
    lock_types(tx, event_id, *(one.type_id for one in formers if one.type_id in known))
    lock_attendees(tx, *(person for one in formers for person in one.people))
    back: list[int] = []
    for one in formers:
        now = queries.select_type_ids(tx, event_id, one.people)
        still = {person: type_id for person, type_id in now.items() if type_id == given_id}
        former_id = one.type_id if one.type_id in known else 0
        record_types(tx, still, former_id)
        _give(tx, event_id, former_id, still)
        back += still
    return back


def _give(tx: Transaction, event_id: int, type_id: int, people: Collection[int]) -> None:
    if people:
        queries.update_types(tx, event_id, type_id, people)
        versions.move(tx, people)
        tx.publish(AttendeesChanged(event_id))
        # Seats of the event are as before, but of the types that they had some may be free.
        tx.publish(EventSeatsFreed(event_id))


def _grouped(types: dict[int, int]) -> list[Former]:
    groups: dict[int, list[int]] = defaultdict(list)
    for person, type_id in types.items():
        groups[type_id].append(person)
    return [Former(type_id, people) for type_id, people in groups.items()]
