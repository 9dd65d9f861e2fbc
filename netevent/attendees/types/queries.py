"""SQL of an event's attendee types. Used by registration, the import of lists and the attendee list."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from netevent.core.credentials import new_code
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import attendee_types
from netevent.core.text.comparing import normalize_name

CODE_LENGTH = 6
CODES_TRIED = 5


@dataclass(frozen=True, slots=True)
class AttendeeType:
    id: int
    code: str
    name: str
    price: Decimal

    @property
    def is_free(self) -> bool:
        return not self.price


def select_types(tx: Transaction, event_id: int) -> list[AttendeeType]:
    """In the order in which they were made."""
    rows = tx.execute(
        select(attendee_types.c.id, attendee_types.c.code, attendee_types.c.name, attendee_types.c.price)
        .where(attendee_types.c.event_id == event_id)
        .order_by(attendee_types.c.id)
    )
    return [AttendeeType(row.id, row.code, row.name, Decimal(row.price or 0)) for row in rows]


def select_type_id(tx: Transaction, event_id: int, name: str) -> int | None:
    """The type with this name, compared without case and white space around it."""
    statement = select(attendee_types.c.id).where(
        attendee_types.c.event_id == event_id, attendee_types.c.name_key == normalize_name(name)
    )
    return tx.execute(statement).scalar()


def insert_type(tx: Transaction, event_id: int, name: str, price: Decimal = Decimal(0)) -> int:
    """Add a type with a code of its own. Where the name exists already, that type is the answer."""
    for _ in range(CODES_TRIED):
        try:
            return _insert(tx, event_id, name, price)
        except IntegrityError:
            # The name, or the code, is taken.
            found = select_type_id(tx, event_id, name)
            if found is not None:
                return found
    return _insert(tx, event_id, name, price)


def _insert(tx: Transaction, event_id: int, name: str, price: Decimal) -> int:
    result = tx.execute(
        insert(attendee_types).values(
            event_id=event_id,
            code=new_code(CODE_LENGTH),
            name=name,
            name_key=normalize_name(name),
            price=price,
        )
    )
    return inserted_id(result)
