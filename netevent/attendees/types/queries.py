"""SQL of an event's attendee types. Used by registration, the import of lists and the attendee list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from netevent.attendees.predicates import is_attending
from netevent.attendees.writing import update_types
from netevent.core.credentials import new_code
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import attendee_types, attendees
from netevent.core.text.comparing import plain_name

CODE_LENGTH = 6
CODES_TRIED = 5
# The tints of static/css/components.css.
COLOURS = 12
# How a type is offered; its code, name, price and colour are what it is.
OFFERED_BY = ("is_offered", "description", "capacity", "sale_from", "sale_until", "unlock_code")


@dataclass(frozen=True, slots=True)
class AttendeeType:
    """`is_offered`: the registration page has it, `sale_from` and `sale_until` in UTC, for `capacity` people
    (None: no limit). `unlock_code`: to who types this alone; '' is to everybody."""

    id: int
    code: str
    name: str
    price: Decimal
    colour: int
    is_offered: bool = False
    description: str = ""
    capacity: int | None = None
    sale_from: datetime | None = None
    sale_until: datetime | None = None
    unlock_code: str = ""

    @property
    def is_free(self) -> bool:
        return not self.price

    @property
    def is_hidden(self) -> bool:
        return bool(self.unlock_code)


@dataclass(frozen=True, slots=True)
class CountedType:
    """A type, how many attendees have it, and how many of them come."""

    type: AttendeeType
    people: int
    coming: int = 0


@dataclass(frozen=True, slots=True)
class TypeDetails:
    """What the organizer says of a type. Texts are clean and fit their columns; No code: one is drawn;
    no colour: by its place in the list. How it is offered: as `AttendeeType` says."""

    name: str
    code: str = ""
    price: Decimal = Decimal(0)
    colour: int | None = None
    is_offered: bool = False
    description: str = ""
    capacity: int | None = None
    sale_from: datetime | None = None
    sale_until: datetime | None = None
    unlock_code: str = ""


def select_types(tx: Transaction, event_id: int) -> list[AttendeeType]:
    """In the organizer's order, then in that in which they were made."""
    return _types(tx, attendee_types.c.event_id == event_id)


def select_type(tx: Transaction, event_id: int, type_id: int) -> AttendeeType | None:
    found = _types(tx, attendee_types.c.event_id == event_id, attendee_types.c.id == type_id)
    return next(iter(found), None)


def lock_types(tx: Transaction, event_id: int, *type_ids: int) -> bool:
    """Until the commit nobody gets them or deletes them. False: the event has not all of them."""
    wanted = sorted(set(type_ids))
    theirs = (attendee_types.c.event_id == event_id, attendee_types.c.id.in_(wanted))
    statement = select(attendee_types.c.id).where(*theirs).order_by(attendee_types.c.id).with_for_update()
    return list(tx.execute(statement).scalars()) == wanted


def count_people(tx: Transaction, event_id: int) -> dict[int | None, int]:
    """How many attendees have each type, and no type."""
    counted = select(attendees.c.attendee_type_id, func.count().label("people"))
    statement = counted.where(attendees.c.event_id == event_id)
    rows = tx.execute(statement.group_by(attendees.c.attendee_type_id))
    return {row.attendee_type_id: int(row.people) for row in rows}


def count_attending(tx: Transaction, event_id: int) -> dict[int | None, int]:
    """The same of those who come."""
    counted = select(attendees.c.attendee_type_id, func.count().label("people"))
    statement = counted.where(attendees.c.event_id == event_id, is_attending())
    rows = tx.execute(statement.group_by(attendees.c.attendee_type_id))
    return {row.attendee_type_id: int(row.people) for row in rows}


def select_type_id(tx: Transaction, event_id: int, name: str) -> int | None:
    """The type with this name, compared without case, accents and white space around it."""
    statement = select(attendee_types.c.id).where(
        attendee_types.c.event_id == event_id, attendee_types.c.name_key == plain_name(name)
    )
    return tx.execute(statement).scalar()


def is_code_taken(tx: Transaction, event_id: int, code: str, but: int = 0) -> bool:
    """By another type than `but`."""
    one = attendee_types.c
    statement = select(one.id).where(one.event_id == event_id, one.code == code, one.id != but)
    return tx.execute(statement).first() is not None


def insert_type(tx: Transaction, event_id: int, name: str, price: Decimal = Decimal(0)) -> int:
    """Add a type with a code of its own. Where the name exists already, that type is the answer."""
    for _ in range(CODES_TRIED):
        try:
            return insert_details(tx, event_id, TypeDetails(name, price=price))
        except IntegrityError:
            # The name, or the code, is taken.
            found = select_type_id(tx, event_id, name)
            if found is not None:
                return found
    return insert_details(tx, event_id, TypeDetails(name, price=price))


def insert_details(tx: Transaction, event_id: int, details: TypeDetails) -> int:
    """At the end of the list.

    Raises:
        sqlalchemy.exc.IntegrityError: the name or the code is taken.
    """
    last = select(func.coalesce(func.max(attendee_types.c.sort_order), -1))
    order = int(tx.execute(last.where(attendee_types.c.event_id == event_id)).scalar_one()) + 1
    colour = order % COLOURS if details.colour is None else details.colour
    code = details.code or new_code(CODE_LENGTH)
    values = _columns(details) | {"colour": colour, "code": code, "sort_order": order}
    return inserted_id(tx.execute(insert(attendee_types).values(event_id=event_id, **values)))


def update_type(tx: Transaction, event_id: int, type_id: int, details: TypeDetails) -> None:
    """What is not given stays as it is. Raises as `insert_details` does."""
    given = {} if details.colour is None else {"colour": details.colour}
    values = _columns(details) | given | ({"code": details.code} if details.code else {})
    tx.execute(update(attendee_types).where(_is(event_id, type_id)).values(values))


def update_order(tx: Transaction, event_id: int, type_ids: Sequence[int]) -> None:
    for order, type_id in enumerate(type_ids):
        tx.execute(update(attendee_types).where(_is(event_id, type_id)).values(sort_order=order))


def update_people(tx: Transaction, event_id: int, type_id: int, heir_id: int | None) -> None:
    """All who have the type get the other, or none."""
    update_types(tx, event_id, heir_id, attendees.c.attendee_type_id == type_id)


def delete_type(tx: Transaction, event_id: int, type_id: int) -> None:
    tx.execute(delete(attendee_types).where(_is(event_id, type_id)))


def _types(tx: Transaction, *conditions: ColumnElement[bool]) -> list[AttendeeType]:
    one = attendee_types.c
    columns = (one.id, one.code, one.name, one.price, one.colour, *(one[name] for name in OFFERED_BY))
    rows = tx.execute(select(*columns).where(*conditions).order_by(one.sort_order, one.id))
    return [_type(row) for row in rows]


def _type(row: Row[Any]) -> AttendeeType:
    return AttendeeType(
        id=row.id,
        code=row.code,
        name=row.name,
        price=Decimal(row.price or 0),
        colour=row.colour,
        is_offered=row.is_offered,
        description=row.description or "",
        capacity=row.capacity,
        sale_from=row.sale_from,
        sale_until=row.sale_until,
        unlock_code=row.unlock_code,
    )


def _columns(details: TypeDetails) -> dict[str, object]:
    offered = {name: getattr(details, name) for name in OFFERED_BY}
    return {"name": details.name, "name_key": plain_name(details.name), "price": details.price} | offered


def _is(event_id: int, type_id: int) -> ColumnElement[bool]:
    return and_(attendee_types.c.id == type_id, attendee_types.c.event_id == event_id)
