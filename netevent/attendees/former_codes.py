"""SQL of badges whose owners became one with somebody. Only here the table is written.

A code is looked for here only where it is nobody's own: the door's hot path does not come by.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, FromClause, bindparam, insert, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, former_codes


def owns_former(code: str | None = None, people: FromClause = attendees) -> ColumnElement[bool]:
    """Whose badge this was, or `:code`; `people` is the table or an alias of it."""
    asked = former_codes.c.code == (bindparam("code") if code is None else code)
    return people.c.id == select(former_codes.c.attendee_id).where(asked).scalar_subquery()


def owned_formerly(codes: Collection[str]) -> ColumnElement[bool]:
    """Whose badge one of these was."""
    return attendees.c.id.in_(select(former_codes.c.attendee_id).where(former_codes.c.code.in_(codes)))


def select_former_codes(tx: Transaction, attendee_id: int) -> list[str]:
    statement = select(former_codes.c.code).where(former_codes.c.attendee_id == attendee_id)
    return sorted(tx.execute(statement).scalars())


def insert_former_code(tx: Transaction, code: str, attendee_id: int) -> None:
    tx.execute(insert(former_codes).values(code=code, attendee_id=attendee_id))


def update_owner(tx: Transaction, before_id: int, attendee_id: int) -> None:
    statement = update(former_codes).where(former_codes.c.attendee_id == before_id)
    tx.execute(statement.values(attendee_id=attendee_id))
