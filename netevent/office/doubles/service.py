"""The rules of merging two who are one person, and of taking that back. Called by `doubles.routes`.

Each in one transaction. Locks: the event, the sessions of both, then both people. Everything of who goes is
given to who stays (`moving`), whose badges both are then. Ten minutes long the merge waits with both as they
were (`jobs`): as long as nothing of who stays has changed, it can be undone.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from netevent.attendees import former_codes
from netevent.attendees.history.service import record_changed, record_merged, record_types
from netevent.attendees.writing import Details, delete_attendee, update_details, write_back
from netevent.breakouts import seats as session_seats
from netevent.breakouts.rsvps.queries import select_session_ids
from netevent.changes import AttendeesChanged, ProfileChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees, lock_event, lock_session
from netevent.core.database.tables import attendees, breakout_session_rsvps, jobs
from netevent.core.errors import Conflict, NotFound, Refusal
from netevent.core.i18n import N_
from netevent.core.jobs import enqueue
from netevent.core.jobs import queries as job_queries
from netevent.core.jobs.job import State
from netevent.events import seats
from netevent.identity.accounts import Kind
from netevent.identity.queries import delete_login_account
from netevent.identity.service import end_logins_of
from netevent.office.doubles import queries
from netevent.office.doubles.jobs import MERGE, UNDONE_WITHIN, Merge
from netevent.office.doubles.moving import queries as moving_queries
from netevent.office.doubles.moving.service import move_all
from netevent.office.doubles.person import SHOWN, fingerprint, merged
from netevent.privacy.snapshots.naming import BELONGINGS, naming_columns
from netevent.privacy.snapshots.queries import select_has_other, select_standing, typed
from netevent.privacy.snapshots.returning import Returning
from netevent.privacy.snapshots.service import take
from netevent.privacy.snapshots.snapshot import Snapshot, typed_row
from netevent.registration.orders.leaving.queries import select_unpaid


class SamePerson(Refusal):
    status = 422
    code = "same_person"
    message = N_("Choose two different people.")


class ChangedMeanwhile(Conflict):
    code = "changed_meanwhile"
    message = N_("One of the two was changed in the meantime. Compare them again, then merge.")


class MergeOver(Conflict):
    code = "merge_over"
    message = N_("This merge can no longer be undone.")


class ChangedSince(Conflict):
    code = "changed_since"
    message = N_("Something of this person has changed since the merge, so it can no longer be undone.")


class NoRoomForBoth(Conflict):
    code = "no_room"
    message = N_("The event is full, so there is no seat for the second person. Raise its capacity first.")


class NotPaidYet(Conflict):
    code = "not_paid_yet"
    message = N_(
        "One of the two has not paid for the registration yet. Mark it as paid or cancel it, then merge them."
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """`chosen` are the fields that are taken from who goes; `seen` is the fingerprint of the page."""

    stays_id: int
    gone_id: int
    chosen: frozenset[str]
    seen: str


def merge(tx: Transaction, event_id: int, wanted: Wanted) -> None:
    """Make one person of the two.

    Raises:
        SamePerson: that is one already.
        NotFound: the event has one of the two not, or no more.
        ChangedMeanwhile: one of the two is not what the page showed.
        NotPaidYet: an order of one of them may still end, and would take the other one along.
    """
    stays_id, gone_id = wanted.stays_id, wanted.gone_id
    if stays_id == gone_id:
        raise SamePerson
    _lock(tx, event_id, stays_id, gone_id)
    stays, gone = (take(tx, event_id, one) for one in (stays_id, gone_id))
    rows = [_person(one) for one in (stays, gone)]
    if fingerprint(*rows) != wanted.seen:
        raise ChangedMeanwhile
    if select_unpaid(tx, event_id, (stays_id, gone_id)):
        raise NotPaidYet
    job_ids = queries.select_job_ids(tx, gone_id)
    seats_of = moving_queries.select_seats_of(tx, gone_id)
    move_all(tx, event_id, stays_id, gone_id, clock.now())
    if queries.count_attending(tx, (stays_id, gone_id)) == len(rows):
        seats.release(tx, event_id)
    _end_account(tx, gone_id)
    delete_attendee(tx, gone_id)
    _write(tx, rows[0], rows[1], wanted.chosen)
    former_codes.insert_former_code(tx, rows[1]["attendee_code"], stays_id)
    record_merged(tx, stays_id, rows[1]["email"])
    kept = Merge(
        _without_jobs(stays), _without_jobs(gone), _digest(tx, event_id, stays_id), job_ids, seats_of
    )
    _keep(tx, event_id, kept)
    _tell(tx, event_id, stays_id)


def undo(tx: Transaction, event_id: int, job_id: int) -> None:
    """Make two people of one again, both as they were. Of several who do so at once, the first.

    Raises:
        MergeOver: ten minutes are over, or somebody else was faster.
        ChangedSince: of who stays, something is not as the merge left it.
        NoRoomForBoth: the seat that it freed is somebody else's.
    """
    done = _waiting(tx, event_id, job_id)
    stays_id, gone_id = done.stays.attendee_id, done.gone.attendee_id
    _lock(tx, event_id, stays_id, gone_id, *_session_ids(done.gone))
    if not job_queries.delete_untouched(tx, job_id):
        raise MergeOver
    _require_unchanged(tx, event_id, done)
    stays, gone = (_person(one) for one in (done.stays, done.gone))
    both_come = all(one["attendance_status"] == "attending" for one in (stays, gone))
    if both_come and not seats.hold(tx, event_id):
        raise NoRoomForBoth
    kept = _clear(tx, stays_id)
    write_back(tx, stays, is_there=True)
    write_back(tx, gone, is_there=False)
    queries.update_jobs(tx, done.jobs, gone_id)
    moving_queries.update_seats_of(tx, done.seats_of, gone_id)
    _bring_back(tx, done, kept)


def two_people(tx: Transaction, event_id: int, one_id: int, other_id: int) -> None:
    """They are not proposed again.

    Raises:
        SamePerson, NotFound: as `merge`.
    """
    if one_id == other_id:
        raise SamePerson
    lock_attendees(tx, one_id, other_id)
    for one in (one_id, other_id):
        if queries.select_person(tx, event_id, one) is None:
            raise NotFound
    queries.insert_two_people(tx, one_id, other_id)


def _lock(tx: Transaction, event_id: int, stays_id: int, gone_id: int, *session_ids: int) -> None:
    lock_event(tx, event_id)
    theirs = (select_session_ids(tx, one) for one in (stays_id, gone_id))
    for session_id in sorted({*session_ids, *(one for some in theirs for one in some)}):
        lock_session(tx, event_id, session_id)
    lock_attendees(tx, stays_id, gone_id)


def _end_account(tx: Transaction, gone_id: int) -> None:
    end_logins_of(tx, Kind.attendee, gone_id)
    delete_login_account(tx, Kind.attendee, gone_id)


def _write(tx: Transaction, stays: dict[str, Any], gone: dict[str, Any], chosen: Collection[str]) -> None:
    """With another address, the account is that of the address: who has the old one is logged out."""
    row = merged(stays, gone, chosen)
    names = ("email", "first_name", "last_name", "organisation", "role", "phone", "linkedin")
    told = {name: row.pop(name) or "" for name in names}
    details = Details(**told, language=row.pop("preferred_language") or "")
    shown = {name: row.pop(f"shows_{name}") for name in SHOWN}
    attendee_id = int(stays["id"])
    if "email" in chosen:
        end_logins_of(tx, Kind.attendee, attendee_id)
        row |= {"confirmation_token": None, "confirmation_expires_at": None}
        row["link_version"] = attendees.c.link_version + 1
        row["calendar_version"] = attendees.c.calendar_version + 1
    update_details(tx, attendee_id, details, shown, **row)
    _record(tx, stays, {**told, "door_note": row["door_note"]}, row["attendee_type_id"])


def _record(tx: Transaction, stays: dict[str, Any], told: dict[str, str], type_id: int | None) -> None:
    record_changed(tx, stays["id"], {name: stays[name] or "" for name in told}, told)
    record_types(tx, {stays["id"]: stays["attendee_type_id"] or 0}, type_id or 0)


def _keep(tx: Transaction, event_id: int, kept: Merge) -> None:
    enqueue(
        tx,
        MERGE,
        kept,
        run_at=clock.now() + UNDONE_WITHIN,
        event_id=event_id,
        attendee_id=kept.stays.attendee_id,
    )


def _tell(tx: Transaction, event_id: int, *attendee_ids: int) -> None:
    tx.publish(AttendeesChanged(event_id))
    for one in attendee_ids:
        tx.publish(ProfileChanged(event_id, one))


def _waiting(tx: Transaction, event_id: int, job_id: int) -> Merge:
    job = job_queries.select_job_of_event(tx, MERGE.name, event_id, job_id)
    if job is None or job.state is not State.waiting:
        raise MergeOver
    return MERGE.arguments.read(job.arguments)


def _require_unchanged(tx: Transaction, event_id: int, done: Merge) -> None:
    try:
        is_same = _digest(tx, event_id, done.stays.attendee_id) == done.digest
    except NotFound:
        raise MergeOver from None
    gone, stays = _person(done.gone), _person(done.stays)
    addresses = (gone["email_key"], stays["email_key"])
    are_free = not any(
        select_has_other(tx, done.stays.attendee_id, event_id=event_id, email_key=one) for one in addresses
    )
    if not is_same or not are_free or select_standing(tx, done.gone.attendee_id):
        raise ChangedSince


def _clear(tx: Transaction, stays_id: int) -> set[int]:
    """Take away what both have together; returns the sessions whose seat waits for one of them."""
    kept = set()
    for row in moving_queries.select_rows(tx, breakout_session_rsvps, stays_id):
        session_id = row["breakout_session_id"]
        if row["status"] == "registered":
            session_seats.free(tx, session_id)
            kept.add(session_id)
        elif row["status"] == "waitlisted":
            session_seats.leave_line(tx, session_id)
        if row["entered_at"]:
            session_seats.leave_room(tx, session_id)
    for table in BELONGINGS:
        if table is not jobs:
            moving_queries.delete_all_of(tx, table, stays_id)
    return kept


def _bring_back(tx: Transaction, done: Merge, kept: set[int]) -> None:
    first = Returning(tx, done.stays, kept=kept)
    second = Returning(tx, _without(done.gone, done.stays.attendee_id), kept=kept, numbers=first.numbers)
    first.bring()
    second.bring()
    first.tell()
    second.tell()


def _without(gone: Snapshot, stays_id: int) -> Snapshot:
    """What stood between the two comes back with the first of them."""
    rows = dict(gone.rows)
    for table in BELONGINGS:
        names = naming_columns(table)
        rows[table.name] = [row for row in rows[table.name] if stays_id not in {row[name] for name in names}]
    return replace(gone, rows=rows)


def _without_jobs(snapshot: Snapshot) -> Snapshot:
    """They are given back by their numbers."""
    return replace(snapshot, rows=snapshot.rows | {jobs.name: []})


def _digest(tx: Transaction, event_id: int, attendee_id: int) -> str:
    """Of all that there is of the attendee, but for what moves without anybody doing anything."""
    rows = dict(take(tx, event_id, attendee_id).rows)
    rows.pop(jobs.name)
    rows.pop("notifications")
    rows[attendees.name] = [
        {name: value for name, value in row.items() if name != "version"} for row in rows[attendees.name]
    ]
    return sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def _person(snapshot: Snapshot) -> dict[str, Any]:
    return typed_row(attendees, snapshot.rows[attendees.name][0])


def _session_ids(snapshot: Snapshot) -> list[int]:
    rows = typed(breakout_session_rsvps, snapshot.rows[breakout_session_rsvps.name])
    return [row["breakout_session_id"] for row in rows]
