"""SQL of bringing a list in: who is there already, the rows that are to come in, what became of whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select

from netevent.attendees.importing.attendee_file import AttendeeRow
from netevent.attendees.writing import (
    LISTED,
    TOLD,
    Details,
    NewAttendee,
    details_of,
    insert_attendees,
    update_details,
)
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events, import_batches, import_changes
from netevent.core.jobs import Codec

ROWS = Codec(list[AttendeeRow])
TYPE = "type_id"


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


@dataclass(frozen=True, slots=True)
class Was:
    """A field that a list wrote: what stood before, and what it wrote."""

    field: str
    old: str
    new: str


WAS = Codec(list[Was])


def differences(before: Standing, after: Standing) -> list[Was]:
    """What is told of somebody, and the type, as far as they differ."""
    told = [
        Was(name, getattr(before.details, name), getattr(after.details, name))
        for name in TOLD
        if getattr(before.details, name) != getattr(after.details, name)
    ]
    if before.type_id != after.type_id:
        told.append(Was(TYPE, str(before.type_id or ""), str(after.type_id or "")))
    return told


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


def select_free_seats(tx: Transaction, event_id: int) -> int | None:
    """None: there is no limit."""
    seats = select(events.c.max_attendees, events.c.seats_taken).where(events.c.id == event_id)
    row = tx.execute(seats).first()
    return None if row is None or row.max_attendees is None else max(row.max_attendees - row.seats_taken, 0)


def insert_added(
    tx: Transaction, job_id: int, event_id: int, email_keys: Collection[str], now: datetime
) -> list[int]:
    """Note for an undo that these people came with the list; returns who they are."""
    if not email_keys:
        return []
    is_theirs = (attendees.c.event_id == event_id, attendees.c.email_key.in_(email_keys))
    ids = list(tx.execute(select(attendees.c.id).where(*is_theirs)).scalars())
    rows = [{"job_id": job_id, "attendee_id": one, "before": None, "made_at": now} for one in ids]
    tx.execute(insert(import_changes), rows)
    return ids


def insert_changed(tx: Transaction, job_id: int, attendee_id: int, was: list[Was], now: datetime) -> None:
    tx.execute(
        insert(import_changes).values(
            job_id=job_id, attendee_id=attendee_id, before=WAS.write(was), made_at=now
        )
    )


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
