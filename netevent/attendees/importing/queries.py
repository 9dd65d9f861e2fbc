"""SQL of bringing a list in: who is there already, the seats, the rows, and the import's own progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update

from netevent.attendees.search_keys import EVERYTHING, Listing, attendee_search_key, directory_key
from netevent.core.credentials import NO_PASSWORD, new_code
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import attendees, events, imports

RUNNING, DONE, FAILED = "running", "done", "failed"


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
class ImportState:
    """How far an import is. `report` is the JSON text of `import_report`."""

    id: int
    event_id: int
    filename: str
    state: str
    total: int
    done: int
    created: int
    updated: int
    unchanged: int
    report: str
    moved_at: datetime


def select_event_id(tx: Transaction, event_code: str) -> int | None:
    return tx.execute(select(events.c.id).where(events.c.code == event_code)).scalar()


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


def insert_import(
    tx: Transaction, event_id: int, filename: str, total: int, report: str, now: datetime
) -> int:
    return inserted_id(
        tx.execute(
            insert(imports).values(
                event_id=event_id, filename=filename, rows_total=total, report=report, moved_at=now
            )
        )
    )


def update_import(tx: Transaction, /, import_id: int, now: datetime, **values: Any) -> None:
    """Write progress down: `rows_done`, `rows_created`, …; at the end `state` and `report`."""
    tx.execute(update(imports).where(imports.c.id == import_id).values(moved_at=now, **values))


def select_import(tx: Transaction, event_id: int, import_id: int) -> ImportState | None:
    row = tx.execute(select(imports).where(imports.c.id == import_id, imports.c.event_id == event_id)).first()
    if row is None:
        return None
    return ImportState(
        id=row.id,
        event_id=row.event_id,
        filename=row.filename,
        state=row.state,
        total=row.rows_total,
        done=row.rows_done,
        created=row.rows_created,
        updated=row.rows_updated,
        unchanged=row.rows_unchanged,
        report=row.report,
        moved_at=row.moved_at,
    )


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
