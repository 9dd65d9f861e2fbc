"""The rules of giving many attendees a type, and of taking that back. Called by `assigning.parts`.

Each part is a transaction of its own, so that nobody waits long for the locks of thousands: least of all the
door. Locked are the type, then the people: so nobody gets a type that is being deleted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from netevent.attendees import versions
from netevent.attendees.history.service import record_types
from netevent.attendees.types.assigning import queries
from netevent.attendees.types.assigning.jobs import ASSIGNMENT, UNDONE_WITHIN, Former, Part
from netevent.attendees.types.queries import lock_types, select_types
from netevent.changes import AttendeesChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees
from netevent.core.errors import NotFound
from netevent.core.jobs import Job, enqueue
from netevent.core.jobs import queries as job_queries


@dataclass(frozen=True, slots=True)
class Assigned:
    """An assignment that can be undone: how many people got which type (empty: none)."""

    number: str
    people: int
    type_name: str


def assign(tx: Transaction, event_id: int, type_id: int, number: str, people: Collection[int]) -> None:
    """Give these people the type, 0: none, as a part of the assignment with this number.

    Who is not of the event is passed over.

    Raises:
        NotFound: the event has no such type.
    """
    if type_id and not lock_types(tx, event_id, type_id):
        raise NotFound
    lock_attendees(tx, *people)
    before = queries.select_type_ids(tx, event_id, people)
    changed = {person: former for person, former in before.items() if former != type_id}
    if not changed:
        return
    record_types(tx, changed, type_id)
    _give(tx, event_id, type_id, changed)
    enqueue(
        tx,
        ASSIGNMENT,
        Part(type_id, _grouped(changed)),
        title=number,
        run_at=clock.now() + UNDONE_WITHIN,
        event_id=event_id,
        total=len(changed),
    )


def undo(tx: Transaction, event_id: int, part_id: int) -> None:
    """Give the people of this part back what they had. Who has got another type meanwhile keeps it.

    Of two who undo it at once, the first does. Where the former type is gone, they have none.
    """
    job = job_queries.select_job_of_event(tx, ASSIGNMENT.name, event_id, part_id)
    if job is None or not job_queries.delete_untouched(tx, part_id):
        return
    part = ASSIGNMENT.arguments.read(job.arguments)
    known = {one.id for one in select_types(tx, event_id)}
    lock_types(tx, event_id, *(one.type_id for one in part.former if one.type_id in known))
    lock_attendees(tx, *(person for one in part.former for person in one.people))
    for one in part.former:
        now = queries.select_type_ids(tx, event_id, one.people)
        still = {person: type_id for person, type_id in now.items() if type_id == part.given_id}
        former_id = one.type_id if one.type_id in known else 0
        record_types(tx, still, former_id)
        _give(tx, event_id, former_id, still)


def parts_to_undo(tx: Transaction, event_id: int, number: str) -> list[int]:
    return [job.id for job in _waiting(tx, event_id, number)]


def assigned(tx: Transaction, event_id: int, number: str) -> Assigned | None:
    """None: it is too late to undo it, or there is no such assignment."""
    parts = _waiting(tx, event_id, number)
    if not parts:
        return None
    names = {one.id: one.name for one in select_types(tx, event_id)}
    given_id = ASSIGNMENT.arguments.read(parts[0].arguments).given_id
    return Assigned(number, sum(part.total for part in parts), names.get(given_id, ""))


def _waiting(tx: Transaction, event_id: int, number: str) -> list[Job]:
    return job_queries.select_untouched(tx, ASSIGNMENT.name, event_id, number, clock.now())


def _give(tx: Transaction, event_id: int, type_id: int, people: Collection[int]) -> None:
    if people:
        queries.update_types(tx, event_id, type_id, people)
        versions.move(tx, people)
        tx.publish(AttendeesChanged(event_id))


def _grouped(types: dict[int, int]) -> list[Former]:
    groups: dict[int, list[int]] = defaultdict(list)
    for person, type_id in types.items():
        groups[type_id].append(person)
    return [Former(type_id, people) for type_id, people in groups.items()]
