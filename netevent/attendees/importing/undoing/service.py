"""The rules of taking an import back. Called by the routes of the import and by the job, in one transaction.

Who was added is removed, with the seat; who was changed gets back what nobody has changed since. It is
refused once somebody of it was at the door or uses the account; who comes while it is going on stays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from netevent.attendees.history.service import record_changed, record_types
from netevent.attendees.importing.jobs import IMPORT
from netevent.attendees.importing.queries import TYPE, Standing, Was, select_standing, update_standing
from netevent.attendees.importing.undoing import queries
from netevent.attendees.importing.undoing.kind import UNDO, UNDONE, Undone, UndoOptions
from netevent.attendees.importing.undoing.queries import Noted
from netevent.attendees.types.queries import select_types
from netevent.changes import AttendanceCancelled, AttendeesChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees, lock_event
from netevent.core.errors import Conflict, existing
from netevent.core.i18n import N_
from netevent.core.jobs import Job, enqueue
from netevent.core.jobs import queries as job_queries
from netevent.core.jobs.job import State
from netevent.events.queries import update_version
from netevent.identity.accounts import Kind
from netevent.identity.queries import delete_login_account
from netevent.identity.service import end_logins_of

WITHIN = timedelta(days=7)
# Each person is some ten statements.
AT_ONCE = 50


class InUse(Conflict):
    code = "import_in_use"
    message = N_(
        "Someone from this list has been checked in or already uses the account, so the import can no longer "
        "be undone as a whole."
    )


class NothingToUndo(Conflict):
    code = "nothing_to_undo"
    message = N_("There is nothing left to undo: it was undone already, or it is more than seven days old.")


class StillImporting(Conflict):
    code = "still_importing"
    message = N_("The list is still being imported. Wait until that is done.")


def begin(tx: Transaction, event_id: int, import_id: int) -> int:
    """Let the import be undone; returns the undo's number. Sent twice it counts once.

    Raises:
        NotFound: the event has no such import.
        StillImporting, NothingToUndo, InUse: as they say.
    """
    lock_event(tx, event_id)
    job = existing(job_queries.select_job_of_event(tx, IMPORT.name, event_id, import_id))
    if begun := find_undo(tx, event_id, import_id):
        return begun
    if not has_ended(job):
        raise StillImporting
    if not (people := queries.count_changes(tx, import_id)):
        raise NothingToUndo
    if queries.select_in_use(tx, import_id):
        raise InUse
    undo_id = enqueue(
        tx,
        UNDO,
        UndoOptions(clock.now()),
        title=job.title,
        event_id=event_id,
        total=people,
        result=UNDONE.write(Undone(import_id)),
    )
    queries.take_over(tx, import_id, undo_id)
    return undo_id


def has_ended(job: Job) -> bool:
    """Its last rows are in, though its worker may not have said so yet."""
    return job.state is not State.waiting or (job.total > 0 and job.done >= job.total)


def find_undo(tx: Transaction, event_id: int, import_id: int) -> int:
    """The number of the undo of this import; 0: nobody has asked for it."""
    found = queries.select_results(tx, UNDO.name, event_id)
    return next((one for one, result in found if UNDONE.read(result).import_id == import_id), 0)


def undo_part(tx: Transaction, event_id: int, undo_id: int) -> Undone | None:
    """The next people; None once there are none."""
    lock_event(tx, event_id)
    lock_attendees(tx, *(one.attendee_id for one in queries.select_noted(tx, undo_id, AT_ONCE)))
    noted = queries.select_noted(tx, undo_id, AT_ONCE)
    if not noted:
        return None
    part = _restore(tx, event_id, [one for one in noted if one.was is not None])
    for one in noted:
        if one.was is None:
            part = part.plus(_remove(tx, event_id, one))
    queries.delete_noted(tx, undo_id, [one.attendee_id for one in noted])
    update_version(tx, event_id)
    tx.publish(AttendeesChanged(event_id))
    return part


def forget_old(tx: Transaction, now: datetime) -> None:
    """After a week nobody undoes an import, and what stood before is kept for nobody."""
    queries.delete_old(tx, now - WITHIN)


def _remove(tx: Transaction, event_id: int, one: Noted) -> Undone:
    """As a registration that nobody confirmed: its seats, those in sessions too, come back by reactions."""
    if one.is_in_use:
        return Undone(0, kept=1)
    if one.is_attending:
        tx.publish(AttendanceCancelled(event_id, one.attendee_id))
    end_logins_of(tx, Kind.attendee, one.attendee_id)
    delete_login_account(tx, Kind.attendee, one.attendee_id)
    queries.delete_who_never_came(tx, one.attendee_id)
    return Undone(0, removed=1)


def _restore(tx: Transaction, event_id: int, noted: list[Noted]) -> Undone:
    if not noted:
        return Undone(0)
    standing = select_standing(tx, event_id, [one.email_key for one in noted])
    types = {str(one.id) for one in select_types(tx, event_id)} | {""}
    restored = 0
    for one in noted:
        now = standing.get(one.email_key)
        before = _before(now, one.was or [], types) if now else None
        if now is not None and before is not None and before != now:
            update_standing(tx, before)
            record_changed(tx, before.id, now.details.told, before.details.told)
            record_types(tx, {before.id: now.type_id or 0}, before.type_id or 0)
            restored += 1
    return Undone(0, restored=restored, kept=len(noted) - restored)


def _before(now: Standing, was: list[Was], types: set[str]) -> Standing:
    """With what stood before in each field that nobody has changed since; what the attendee wrote stays."""
    told = {
        one.field: one.old
        for one in was
        if one.field != TYPE and one.field not in now.own and getattr(now.details, one.field) == one.new
    }
    before = replace(now, details=replace(now.details, **told))
    for one in was:
        if one.field == TYPE and str(now.type_id or "") == one.new and one.old in types:
            before = replace(before, type_id=int(one.old) if one.old else None)
    return before
