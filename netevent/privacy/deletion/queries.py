"""SQL of deleting an attendee's account."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Table, case, delete, false, or_, select, update

from netevent.appointments.predicates import IS_OPEN, is_of
from netevent.attendees.writing import Details, delete_attendee, update_details
from netevent.connections.predicates import recipient, requester
from netevent.core.credentials import NO_PASSWORD
from netevent.core.database import Transaction
from netevent.core.database.tables import (
    announcement_recipients,
    answers,
    appointments,
    attendee_history,
    attendees,
    badge_prints,
    badge_scans,
    badge_texts,
    blocks,
    breakout_session_rsvps,
    certificates,
    connection_notes,
    connections,
    former_codes,
    import_changes,
    mails,
    not_doubles,
    notifications,
    print_jobs,
    push_refusals,
    push_subscriptions,
    room_scans,
    scans,
)
from netevent.core.jobs.queries import delete_jobs_of_attendee
from netevent.profiles.cards.card import FIELDS, Shown

# Nobody can be reached at a name that ends so, for ever.
NOWHERE = "deleted.invalid"
FIRST_NAME, LAST_NAME = "Deleted", "attendee"


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who deletes the account. `photo` is a file's random name."""

    id: int
    event_id: int
    photo: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """One of the attendee's; `is_planned` where the other one still sees it as waiting or agreed."""

    id: int
    requester_id: int
    target_id: int
    is_planned: bool


def select_leaving(tx: Transaction, attendee_id: int) -> Leaving | None:
    row = tx.execute(
        select(attendees.c.id, attendees.c.event_id, attendees.c.profile_picture).where(
            attendees.c.id == attendee_id
        )
    ).first()
    return Leaving(row.id, row.event_id, row.profile_picture or "") if row else None


def select_connections(tx: Transaction, attendee_id: int) -> list[tuple[int, int]]:
    """Each connection or request, whatever became of it: its number, and the other one's."""
    found = [
        (row.id, row.other_id)
        for own, other in ((requester, recipient), (recipient, requester))
        for row in tx.execute(select(connections.c.id, other.label("other_id")).where(own == attendee_id))
    ]
    return sorted(found, key=itemgetter(1))


def select_appointments(tx: Transaction, attendee_id: int) -> list[Appointment]:
    row = appointments.c
    is_planned = IS_OPEN.label("is_planned")
    rows = tx.execute(select(row.id, row.requester_id, row.target_id, is_planned).where(is_of(attendee_id)))
    return [Appointment(one.id, one.requester_id, one.target_id, bool(one.is_planned)) for one in rows]


def select_is_to_print(tx: Transaction, attendee_id: int) -> bool:
    """Whether a printer's list has the attendee's badge, whatever became of it."""
    theirs = select(print_jobs.c.id).where(print_jobs.c.attendee_id == attendee_id)
    return tx.execute(theirs.limit(1)).first() is not None


def delete_traces(tx: Transaction, attendee_id: int) -> None:
    """What is between the attendee and others, the notes about each other, the sessions, the mails."""
    for table, columns in BETWEEN:
        is_theirs = or_(*(table.c[column] == attendee_id for column in columns))
        tx.execute(delete(table).where(is_theirs))
    delete_jobs_of_attendee(tx, attendee_id)


def update_scans_without_code(tx: Transaction, attendee_id: int) -> None:
    """The journals of the door and of the rooms keep their rows, and forget which badge it was."""
    for journal in (scans, room_scans):
        tx.execute(update(journal).where(journal.c.attendee_id == attendee_id).values(code_scanned=""))


def delete_who_never_came(tx: Transaction, attendee_id: int) -> bool:
    """False for who is in."""
    return delete_attendee(tx, attendee_id, attendees.c.checked_in == false())


def update_nameless(tx: Transaction, attendee_id: int) -> None:
    """What stays of who is in: type, gate and minute, for the counts."""
    nobody = Details(f"{attendee_id}@{NOWHERE}", FIRST_NAME, LAST_NAME, language="en")
    shown = dict.fromkeys(FIELDS, Shown.nobody)
    update_details(tx, attendee_id, nobody, shown, **EMPTIED)


EMPTIED: dict[str, Any] = {
    "password_hash": NO_PASSWORD,
    "introduction": None,
    "profile_picture": None,
    "attendee_code": None,
    "confirmation_token": None,
    "confirmation_expires_at": None,
    "wants_digest": False,
    "wants_announcements": False,
    "requests_on": None,
    "requests_made": 0,
    "own_fields": "",
    "door_note": "",
    "amount_due": None,
    # Nobody can be asked for it any more.
    "payment_status": case(
        (attendees.c.payment_status == "pending", "not_due"), else_=attendees.c.payment_status
    ),
    "calendar_version": attendees.c.calendar_version + 1,
}

BETWEEN: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (appointments, ("requester_id", "target_id")),
    (connection_notes, ("attendee_id", "other_id")),
    (connections, ("attendee_id", "connected_attendee_id")),
    (badge_scans, ("scanner_id", "scanned_id")),
    (blocks, ("blocker_id", "blocked_id")),
    (breakout_session_rsvps, ("attendee_id",)),
    (notifications, ("attendee_id",)),
    (attendee_history, ("attendee_id",)),
    (answers, ("attendee_id",)),
    (import_changes, ("attendee_id",)),
    (former_codes, ("attendee_id",)),
    (not_doubles, ("low_id", "high_id")),
    (mails, ("attendee_id",)),
    (announcement_recipients, ("attendee_id",)),
    (push_refusals, ("attendee_id",)),
    (push_subscriptions, ("attendee_id",)),
    (badge_texts, ("attendee_id",)),
    (badge_prints, ("attendee_id",)),
    (print_jobs, ("attendee_id",)),
    (certificates, ("attendee_id",)),
)
