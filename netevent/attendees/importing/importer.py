"""Bringing a list of attendees in. Called by the job (`jobs`) and by the command line.

The list goes in by batches, each one transaction, so that the door and registrations go on between
them and a broken import keeps what it has done. Who is there already is known by the address: the
same list twice changes nothing, an empty cell never erases what stands, and what attendees wrote themselves
is theirs: the report says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import IntegrityError

from netevent.attendees.history.service import record_added, record_changed, record_types
from netevent.attendees.importing import queries as import_queries
from netevent.attendees.importing.attendee_file import AttendeeFile, AttendeeRow, Fault, FaultReason, Remark
from netevent.attendees.importing.attendee_file.problems import RemarkReason, quoted
from netevent.attendees.importing.queries import Standing
from netevent.attendees.types.queries import insert_type, select_types
from netevent.attendees.writing import TOLD, Details
from netevent.changes import AttendeesChanged
from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD
from netevent.core.database import Database, Transaction
from netevent.core.database.locks import lock_attendees
from netevent.core.text.comparing import normalize_email, plain_name
from netevent.events import seats
from netevent.events.queries import update_version

Progress = Callable[[int, int], None]

BATCH = 200
# What becomes of a registration that nobody confirmed, and whose address the list has: the listed person's.
TAKEN_OVER: dict[str, Any] = {"unconfirmed_since": None, "password_hash": NO_PASSWORD, "own_fields": ""}
# Another import or a registration may add the same address between our look and our insert.
TRIES = 8
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of a list. Every row of it is counted once; `faults` are in the order of the rows.

    `ignored` are the headers of the columns that were not used.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()
    ignored: tuple[str, ...] = ()

    def plus(self, other: ImportResult) -> ImportResult:
        return ImportResult(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            tuple(sorted(self.faults + other.faults, key=lambda fault: fault.number)),
            self.remarks + other.remarks,
            self.ignored + other.ignored,
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
    result, done = first_result(attendee_file), 0
    for batch in batches(attendee_file.rows):
        result = result.plus(await persistently(database, import_batch, event_id, batch, language))
        done += len(batch)
        on_progress(done, len(attendee_file.rows))
    return result


def first_result(attendee_file: AttendeeFile) -> ImportResult:
    """What is to say before a row comes in."""
    return ImportResult(
        faults=attendee_file.faults, remarks=attendee_file.remarks, ignored=attendee_file.ignored
    )


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


def import_batch(
    tx: Transaction, event_id: int, batch: Sequence[AttendeeRow], language: str, job_id: int | None = None
) -> ImportResult:
    """`job_id` is the import that could be undone; the command line's cannot."""
    entries = entries_of(batch, _types(tx, event_id, batch), language)
    standing = import_queries.select_standing(tx, event_id, entries.keys())
    fresh = [entry for key, entry in entries.items() if key not in standing]
    held = seats.hold(tx, event_id, len(fresh)) if fresh else 0
    import_queries.insert_entries(tx, event_id, [(one.new_details, one.type_id) for one in fresh[:held]])
    if job_id is not None:
        keys = [normalize_email(one.row.email) for one in fresh[:held]]
        record_added(tx, *import_queries.insert_added(tx, job_id, event_id, keys, clock.now()))
    updated, remarks = _update(tx, event_id, entries, standing, job_id)
    if updated:
        update_version(tx, event_id)
    if held or updated:
        tx.publish(AttendeesChanged(event_id))
    full = tuple(Fault(one.row.number, FaultReason.EVENT_FULL, one.row.email) for one in fresh[held:])
    return ImportResult(held, updated, len(standing) - updated, full, remarks)


def _update(
    tx: Transaction,
    event_id: int,
    entries: Mapping[str, Entry],
    standing: dict[str, Standing],
    job_id: int | None,
) -> tuple[int, tuple[Remark, ...]]:
    """Write what differs; returns how many did, and what was left as the attendee wrote it."""
    different = {key: one for key, one in standing.items() if entries[key].over(one) != one}
    if different:  # looked at again once nobody else writes them
        lock_attendees(tx, *(one.id for one in different.values()))
        standing |= import_queries.select_standing(tx, event_id, different.keys())
    for key in different:
        before, after = standing[key], entries[key].over(standing[key])
        import_queries.update_standing(tx, after, **(TAKEN_OVER if before.is_unconfirmed else {}))
        record_changed(tx, after.id, before.details.told, after.details.told)
        record_types(tx, {after.id: before.type_id or 0}, after.type_id or 0)
        if job_id is not None and not before.is_unconfirmed:  # of a stranger's words nothing comes back
            was = import_queries.differences(before, after)
            import_queries.insert_changed(tx, job_id, after.id, was, clock.now())
    there = ((entry, standing[key]) for key, entry in entries.items() if key in standing)
    return len(different), tuple(remark for entry, one in there for remark in entry.kept(one))


@dataclass(frozen=True, slots=True)
class Entry:
    """What the list says of one attendee. `language` is that of somebody new of whom it says none."""

    row: AttendeeRow
    type_id: int | None
    language: str

    @property
    def new_details(self) -> Details:
        told = {name: getattr(self.row, name) for name in TOLD}
        return Details(self.row.email, **told | {"language": self.row.language or self.language})

    def over(self, one: Standing) -> Standing:
        """What stands, with what the list gives of what the attendee did not write.

        Of a registration that nobody confirmed nothing stays: it may be a stranger's.
        """
        if one.is_unconfirmed:
            new = replace(one, details=self.new_details, own=frozenset(), is_unconfirmed=False)
            return replace(new, type_id=self.type_id)
        given = {name: self._given(name) for name in TOLD if name not in one.own and self._given(name)}
        details = replace(one.details, **given)
        return replace(one, details=details, type_id=self.type_id or one.type_id)

    def kept(self, one: Standing) -> Iterator[Remark]:
        """What the list gives otherwise than the attendee wrote it, or that it took a registration over."""
        if one.is_unconfirmed:
            yield Remark(self.row.number, RemarkReason.UNCONFIRMED, quoted(self.row.email))
            return
        for name in TOLD:
            given = self._given(name)
            if name in one.own and given not in ("", getattr(one.details, name)):
                yield Remark(self.row.number, RemarkReason.OWN_WORD, quoted(given))

    def _given(self, name: str) -> str:
        return str(getattr(self.row, name))


def entries_of(batch: Sequence[AttendeeRow], types: Mapping[str, int], language: str) -> dict[str, Entry]:
    return {
        normalize_email(row.email): Entry(row, types.get(plain_name(row.type_name)), language)
        for row in batch
    }


def _types(tx: Transaction, event_id: int, batch: Sequence[AttendeeRow]) -> dict[str, int]:
    """The id of each type that the batch names; those that are missing are made."""
    known = {plain_name(one.name): one.id for one in select_types(tx, event_id)}
    for name in dict.fromkeys(row.type_name for row in batch if row.type_name):
        key = plain_name(name)
        if key not in known:
            known[key] = insert_type(tx, event_id, name)
    return known
