"""SQL of bringing a list in: who is there already, the seats, and the rows that are still to come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, update

from netevent.attendees.importing.attendee_file import AttendeeRow
from netevent.attendees.search_keys import EVERYTHING, Listing, attendee_search_key, directory_key
from netevent.core.credentials import NO_PASSWORD, new_code
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events, import_batches
from netevent.core.jobs import Codec

ROWS = Codec(list[AttendeeRow])


@dataclass(frozen=True, slots=True)
class Entry:
    """What an import writes of one attendee. `email_key` says who it is; `shown` is its owner's."""

    email_key: str
    email: str
    first_name: str
    last_name: str
    organisation: str
    role: str
    phone: str
    linkedin: str
    type_id: int | None
    language: str
    shown: Listing = EVERYTHING


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of a list that are still to come in."""

    id: int
    rows: list[AttendeeRow]


def select_entries(tx: Transaction, event_id: int, email_keys: Sequence[str]) -> dict[str, tuple[int, Entry]]:
    """Those of the addresses that are registered: id and what stands, by `email_key`."""
    rows = tx.execute(
        select(attendees).where(attendees.c.event_id == event_id, attendees.c.email_key.in_(email_keys))
    )
    return {row.email_key: (row.id, _entry(row)) for row in rows}


def update_seats(tx: Transaction, event_id: int, wanted: int) -> int:
    """Take up to `wanted` seats, never beyond the capacity; returns how many were taken."""
    if _take(tx, event_id, wanted):
        return wanted
    left = _lock_seats_left(tx, event_id)
    return left if left and _take(tx, event_id, left) else 0


def insert_entries(tx: Transaction, event_id: int, entries: Sequence[Entry]) -> None:
    """Add them, each with a code of its own.

    Raises:
        sqlalchemy.exc.IntegrityError: an address was registered meanwhile, or a code is in use.
    """
    if not entries:
        return
    made = {"event_id": event_id, "password_hash": NO_PASSWORD}
    rows = [made | _values(entry) | {"attendee_code": new_code()} for entry in entries]
    tx.execute(insert(attendees), rows)


def update_entries(tx: Transaction, event_id: int, entries: Sequence[tuple[int, Entry]]) -> None:
    if not entries:
        return
    statement = update(attendees).where(
        attendees.c.id == bindparam("b_id"), attendees.c.event_id == bindparam("b_event_id")
    )
    named = {"b_event_id": event_id}
    tx.execute(statement, [named | _values(entry) | {"b_id": key} for key, entry in entries])


def insert_batches(tx: Transaction, job_id: int, batches: Iterable[Sequence[AttendeeRow]]) -> None:
    rows = [{"job_id": job_id, "content": ROWS.write(list(batch))} for batch in batches]
    if rows:
        tx.execute(insert(import_batches), rows)


def select_next_batch(tx: Transaction, job_id: int) -> Batch | None:
    statement = select(import_batches).where(import_batches.c.job_id == job_id)
    row = tx.execute(statement.order_by(import_batches.c.id).limit(1)).first()
    return Batch(row.id, ROWS.read(row.content)) if row else None


def delete_batch(tx: Transaction, batch_id: int) -> None:
    tx.execute(delete(import_batches).where(import_batches.c.id == batch_id))


def _take(tx: Transaction, event_id: int, wanted: int) -> bool:
    """The conditional UPDATE decides: of many at once, none goes over the capacity."""
    taken = events.c.seats_taken + wanted
    has_room = or_(events.c.max_attendees.is_(None), taken <= events.c.max_attendees)
    statement = update(events).where(events.c.id == event_id, has_room).values(seats_taken=taken)
    return tx.execute(statement).rowcount == 1


def _lock_seats_left(tx: Transaction, event_id: int) -> int:
    row = tx.execute(
        select(events.c.max_attendees, events.c.seats_taken).where(events.c.id == event_id).with_for_update()
    ).first()
    if row is None or row.max_attendees is None:
        return 0
    return max(int(row.max_attendees) - int(row.seats_taken), 0)


def _entry(row: Any) -> Entry:
    return Entry(
        email_key=row.email_key,
        email=row.email,
        first_name=row.first_name,
        last_name=row.last_name,
        organisation=row.organisation or "",
        role=row.role or "",
        phone=row.phone or "",
        linkedin=row.linkedin or "",
        type_id=row.attendee_type_id,
        language=row.preferred_language or "",
        shown=Listing(
            name=row.shows_name == "everyone",
            organisation=row.shows_organisation == "everyone",
            role=row.shows_role == "everyone",
        ),
    )


def _values(entry: Entry) -> dict[str, Any]:
    """The entry as columns."""
    values = asdict(entry)
    values["attendee_type_id"] = values.pop("type_id")
    values["preferred_language"] = values.pop("language")
    shown = values.pop("shown")
    names = (entry.first_name, entry.last_name, entry.organisation)
    values["search_key"] = attendee_search_key(*names, entry.email)
    values["directory_key"] = directory_key(*names, entry.role, Listing(**shown))
    return values
