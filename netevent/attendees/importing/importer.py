"""Bringing a list of attendees in. Called by the job (`jobs`) and by the command line.

The list goes in by batches, each one transaction, so that the door and registrations go on between
them and a broken import keeps what it has done. Who is there already is known by the address: the
same list twice changes nothing, and an empty cell never erases what stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import IntegrityError

from netevent.attendees.importing import queries as import_queries
from netevent.attendees.importing.attendee_file import AttendeeFile, AttendeeRow, Fault, FaultReason, Remark
from netevent.attendees.importing.queries import Entry
from netevent.attendees.types.queries import insert_type, select_types
from netevent.changes import AttendeesChanged
from netevent.core.comparing import normalize_email, normalize_name
from netevent.core.database import Database, Transaction
from netevent.events import seats
from netevent.events.queries import update_version

Progress = Callable[[int, int], None]

BATCH = 200
# Another import or a registration may add the same address between our look and our insert.
TRIES = 8
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of a list. Every row of it is counted once; `faults` are in the order of the rows."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def plus(self, other: ImportResult) -> ImportResult:
        return ImportResult(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            tuple(sorted(self.faults + other.faults, key=lambda fault: fault.number)),
            self.remarks + other.remarks,
        )


def no_progress(done: int, total: int) -> None:
    """For who does not want to know."""


async def import_attendee_file(
    database: Database,
    event_id: int,
    attendee_file: AttendeeFile,
    on_progress: Progress = no_progress,
    *,
    language: str = "en",
) -> ImportResult:
    """Bring the list in. `on_progress` gets rows done and rows in all, after each batch.

    `language` is that of new attendees for whom the list names none.
    """
    result = first_result(attendee_file)
    done = 0
    for batch in batches(attendee_file.rows):
        result = result.plus(await persistently(database, import_batch, event_id, batch, language))
        done += len(batch)
        on_progress(done, len(attendee_file.rows))
    return result


def first_result(attendee_file: AttendeeFile) -> ImportResult:
    """What is to say before a row comes in."""
    return ImportResult(faults=attendee_file.faults, remarks=attendee_file.remarks)


def batches(rows: Sequence[AttendeeRow]) -> Iterator[Sequence[AttendeeRow]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


async def persistently(
    database: Database,
    work: Callable[Concatenate[Transaction, Arguments], Result],
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> Result:
    """Run the batch again where somebody else added one of its addresses (or types) first."""
    for _ in range(TRIES - 1):
        try:
            return await database.transact(work, *args, **kwargs)
        except IntegrityError:
            continue
    return await database.transact(work, *args, **kwargs)


def import_batch(tx: Transaction, event_id: int, batch: Sequence[AttendeeRow], language: str) -> ImportResult:
    types = _types(tx, event_id, batch)
    entries = {normalize_email(row.email): (row, _entry(row, types)) for row in batch}
    standing = import_queries.select_entries(tx, event_id, list(entries))
    fresh = [(row, entry) for key, (row, entry) in entries.items() if key not in standing]
    merged = [(key, old, _merged(old, entries[old.email_key][1])) for key, old in standing.values()]
    changed = [(key, new) for key, old, new in merged if new != old]
    held = seats.hold(tx, event_id, len(fresh)) if fresh else 0
    import_queries.insert_entries(tx, event_id, [_spoken(entry, language) for _, entry in fresh[:held]])
    import_queries.update_entries(tx, event_id, changed)
    full = tuple(Fault(row.number, FaultReason.EVENT_FULL, row.email) for row, _ in fresh[held:])
    result = ImportResult(held, len(changed), len(merged) - len(changed), full)
    if changed:
        update_version(tx, event_id)
    if held or changed:
        tx.publish(AttendeesChanged(event_id))
    return result


def _types(tx: Transaction, event_id: int, batch: Sequence[AttendeeRow]) -> dict[str, int]:
    """The id of each type that the batch names; those that are missing are made."""
    known = {normalize_name(one.name): one.id for one in select_types(tx, event_id)}
    for name in dict.fromkeys(row.type_name for row in batch if row.type_name):
        key = normalize_name(name)
        if key not in known:
            known[key] = insert_type(tx, event_id, name)
    return known


def _entry(row: AttendeeRow, types: dict[str, int]) -> Entry:
    return Entry(
        email_key=normalize_email(row.email),
        email=row.email,
        first_name=row.first_name,
        last_name=row.last_name,
        organisation=row.organisation,
        role=row.role,
        phone=row.phone,
        linkedin=row.linkedin,
        type_id=types.get(normalize_name(row.type_name)),
        language=row.language,
    )


def _merged(old: Entry, new: Entry) -> Entry:
    """What stands, with what the list gives. The address stays as its owner wrote it."""
    return Entry(
        email_key=old.email_key,
        email=old.email,
        first_name=new.first_name or old.first_name,
        last_name=new.last_name or old.last_name,
        organisation=new.organisation or old.organisation,
        role=new.role or old.role,
        phone=new.phone or old.phone,
        linkedin=new.linkedin or old.linkedin,
        type_id=new.type_id or old.type_id,
        language=new.language or old.language,
        shown=old.shown,
    )


def _spoken(entry: Entry, language: str) -> Entry:
    return entry if entry.language else replace(entry, language=language)
