"""The rules of an event's attendee types. Called by `types.routes`, inside one transaction.

Whoever changes the list has the event's lock, so what is asked of it first stays true until the commit.
"""

from __future__ import annotations

from typing import Literal

from netevent.attendees.questions.queries import select_asked_alone
from netevent.attendees.questions.queries import update_types as update_types_asked
from netevent.attendees.types import queries
from netevent.attendees.types.queries import COLOURS, AttendeeType, CountedType, TypeDetails
from netevent.changes import AttendeesChanged, AttendeeTypeRemoved, EventSeatsFreed
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, NotFound, existing
from netevent.core.i18n import N_
from netevent.events.queries import update_version

MOST_TYPES = 100
Direction = Literal["up", "down"]


class TypeExists(Conflict):
    code = "type_exists"
    field = "name"
    message = N_("There is already a type called %(name)s. Choose another name.")


class TypeCodeTaken(Conflict):
    code = "type_code_taken"
    field = "code"
    message = N_("Another type of this event has the code %(code)s. Choose another one.")


class TooManyTypes(Conflict):
    code = "too_many_types"
    message = N_("An event can have at most %(most)s attendee types.")


class TypeInUse(Conflict):
    code = "type_in_use"
    message = N_("There are people with this type now. Choose which type they get.")


class TypeAsked(Conflict):
    code = "type_asked"
    message = N_(
        "Only this type is asked “%(label)s”; without it everybody would be. Delete that question, or choose "
        "whom it asks, and then delete the type."
    )


def counted(tx: Transaction, event_id: int) -> list[CountedType]:
    people, coming = queries.count_people(tx, event_id), queries.count_attending(tx, event_id)
    types = queries.select_types(tx, event_id)
    return [CountedType(one, people.get(one.id, 0), coming.get(one.id, 0)) for one in types]


def find(tx: Transaction, event_id: int, type_id: int) -> AttendeeType:
    """
    Raises:
        NotFound: the event has no such type.
    """
    return existing(queries.select_type(tx, event_id, type_id))


def next_colour(tx: Transaction, event_id: int) -> int:
    """The first that no type has."""
    used = {one.colour for one in queries.select_types(tx, event_id)}
    return next((colour for colour in range(COLOURS) if colour not in used), 0)


def add(tx: Transaction, event_id: int, details: TypeDetails) -> int:
    """At the end of the list.

    Raises:
        TypeExists, TypeCodeTaken, TooManyTypes: as they say.
    """
    lock_event(tx, event_id)
    if len(queries.select_types(tx, event_id)) >= MOST_TYPES:
        raise TooManyTypes(most=MOST_TYPES)
    _require_unique(tx, event_id, details)
    type_id = queries.insert_details(tx, event_id, details)
    tx.publish(AttendeesChanged(event_id))
    return type_id


def edit(tx: Transaction, event_id: int, type_id: int, details: TypeDetails) -> None:
    """The pages of its people show what it is called now. Orders keep the name and the price that they have.

    Raises:
        NotFound: the event has no such type.
        TypeExists, TypeCodeTaken: as they say.
    """
    lock_event(tx, event_id)
    before = find(tx, event_id, type_id)
    _require_unique(tx, event_id, details, type_id)
    queries.update_type(tx, event_id, type_id, details)
    _changed(tx, event_id)
    if details.capacity != before.capacity:
        tx.publish(EventSeatsFreed(event_id))


def move(tx: Transaction, event_id: int, type_id: int, direction: Direction) -> None:
    """One place up or down; at the end of the list nothing happens.

    Raises:
        NotFound: the event has no such type.
    """
    lock_event(tx, event_id)
    order = [one.id for one in queries.select_types(tx, event_id)]
    if type_id not in order:
        raise NotFound
    place = order.index(type_id)
    order.insert(max(0, place + (-1 if direction == "up" else 1)), order.pop(place))
    queries.update_order(tx, event_id, order)
    tx.publish(AttendeesChanged(event_id))


def remove(tx: Transaction, event_id: int, type_id: int, heir_id: int | None) -> None:
    """Its people get the type `heir_id`, or none with 0; None: nobody said, because nobody had it. What they
    are asked goes with them.

    Raises:
        NotFound: the event has not both types.
        TypeInUse: somebody has it by now.
        TypeAsked: a question is for it alone, and has no heir: for no type left, it would be for all.
    """
    lock_event(tx, event_id)
    heirs = (heir_id,) if heir_id else ()
    if heir_id == type_id or not queries.lock_types(tx, event_id, type_id, *heirs):
        raise NotFound
    if heir_id is None and queries.count_people(tx, event_id).get(type_id):
        raise TypeInUse
    if not heirs and (label := select_asked_alone(tx, event_id, type_id)):
        raise TypeAsked(label=label)
    queries.update_people(tx, event_id, type_id, heir_id or None)
    if heir_id:
        update_types_asked(tx, type_id, heir_id)
    # Before it goes: what follows must still find what is for it.
    tx.publish(AttendeeTypeRemoved(event_id, type_id))
    queries.delete_type(tx, event_id, type_id)
    _changed(tx, event_id)
    tx.publish(EventSeatsFreed(event_id))


def _require_unique(tx: Transaction, event_id: int, details: TypeDetails, but: int = 0) -> None:
    if queries.select_type_id(tx, event_id, details.name) not in (None, but):
        raise TypeExists(name=details.name)
    if details.code and queries.is_code_taken(tx, event_id, details.code, but):
        raise TypeCodeTaken(code=details.code)


def _changed(tx: Transaction, event_id: int) -> None:
    update_version(tx, event_id)
    tx.publish(AttendeesChanged(event_id))
