"""SQL of bringing a list in: who is there already, and the rows that are still to come in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, insert, select

from netevent.attendees.importing.attendee_file import AttendeeRow
from netevent.attendees.writing import (
    LISTED,
    Details,
    NewAttendee,
    details_of,
    insert_attendees,
    update_details,
)
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, import_batches
from netevent.core.jobs import Codec

ROWS = Codec(list[AttendeeRow])


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is there already. `own` names what the attendee wrote; `shown`, to whom the rest shows.

    `is_unconfirmed`: somebody registered with the address, and its mailbox has not confirmed it.
    """

    id: int
    details: Details
    type_id: int | None
    own: frozenset[str]
    shown: dict[str, str]
    is_unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of a list that are still to come in."""

    id: int
    rows: list[AttendeeRow]


def select_standing(tx: Transaction, event_id: int, email_keys: Collection[str]) -> dict[str, Standing]:
    """Those of the addresses that are registered, by their `email_key`."""
    rows = tx.execute(
        select(attendees).where(attendees.c.event_id == event_id, attendees.c.email_key.in_(email_keys))
    )
    return {row.email_key: _standing(row) for row in rows}


def insert_entries(tx: Transaction, event_id: int, new: Sequence[tuple[Details, int | None]]) -> None:
    """Add them, each with a type or none. Raises as `writing.insert_attendee` does."""
    made = [NewAttendee(details, columns={"attendee_type_id": type_id}) for details, type_id in new]
    insert_attendees(tx, event_id, made)


def update_standing(tx: Transaction, one: Standing, **others: Any) -> None:
    update_details(tx, one.id, one.details, one.shown, attendee_type_id=one.type_id, **others)


def insert_batches(tx: Transaction, job_id: int, batches: Iterable[Sequence[AttendeeRow]]) -> None:
    rows = [{"job_id": job_id, "content": ROWS.write(list(batch))} for batch in batches]
    if rows:
        tx.execute(insert(import_batches), rows)


def select_next_batch(tx: Transaction, job_id: int) -> Batch | None:
    statement = select(import_batches).where(import_batches.c.job_id == job_id)
    row = tx.execute(statement.order_by(import_batches.c.id).limit(1)).first()
    return Batch(row.id, ROWS.read(row.content)) if row else None


def delete_batches(tx: Transaction, job_id: int) -> None:
    tx.execute(delete(import_batches).where(import_batches.c.job_id == job_id))


def delete_batch(tx: Transaction, batch_id: int) -> None:
    tx.execute(delete(import_batches).where(import_batches.c.id == batch_id))


def _standing(row: Row[Any]) -> Standing:
    shown = {one: getattr(row, f"shows_{one}") for one in LISTED}
    own, is_unconfirmed = frozenset(row.own_fields.split()), row.unconfirmed_since is not None
    return Standing(row.id, details_of(row), row.attendee_type_id, own, shown, is_unconfirmed)
