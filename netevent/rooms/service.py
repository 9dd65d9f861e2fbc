"""The rules of a room's door. Called by `rooms.routes`, inside one transaction.

Who may come in, `breakouts.attendance.service` says. Here is what the event's door has, too: badges of other
events, people who do not come or have not paid, and the journal, which answers a scan sent again as before.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from netevent.breakouts.attendance import service as attendance
from netevent.breakouts.attendance.queries import select_no_show_minutes
from netevent.breakouts.attendance.service import Entry
from netevent.breakouts.queries import select_session_by_id
from netevent.breakouts.rsvps.queries import select_presence
from netevent.breakouts.rsvps.rsvp import Status
from netevent.breakouts.session import Session
from netevent.changes import RoomChanged
from netevent.checkin.queries import Badge
from netevent.checkin.scan import Scan
from netevent.checkin.service import ScanIdTaken, believed, read_badge
from netevent.core import clock
from netevent.core.badge_codes import is_of_another_keyboard
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees, lock_session
from netevent.core.errors import existing
from netevent.rooms import queries
from netevent.rooms.scan import Answer, Outcome

OUTCOMES = {
    Entry.let_in: Outcome.checked_in,
    Entry.was_in: Outcome.already_checked_in,
    Entry.full: Outcome.full,
}


def check_in(tx: Transaction, session_id: int, scan: Scan, *, of_event: bool = True) -> Answer:
    """Let the badge's owner into the room, or say why not. The same scan sent again gets the same answer.

    Without `of_event` nobody is known by number alone who has no seat in the session and does not wait.

    Raises:
        NotFound: there is no such session.
        ScanIdTaken: its `scan_id` belongs to another session's scan.
    """
    now = clock.now()
    session = existing(select_session_by_id(tx, session_id))
    scan, badge = _locked_badge(tx, session, scan, of_event)
    return _journal(tx, session, scan, _decide(tx, session, scan, badge, now), now)


def undo(tx: Transaction, session_id: int, scan: Scan, *, of_event: bool = True) -> Answer:
    """Take an entry back. The same call sent again gets the same answer.

    Raises:
        NotFound, ScanIdTaken: as `check_in`.
    """
    now = clock.now()
    session = existing(select_session_by_id(tx, session_id))
    scan, badge = _locked_badge(tx, session, scan, of_event)
    refused = _refusal(session, badge) if badge is None or badge.event_id != session.event_id else None
    if badge is None or refused:
        answer = Answer(refused or Outcome.unknown_code, scan.scan_id, None, now)
    else:
        is_out = attendance.leave(tx, session.event_id, session.id, badge.person.id)
        outcome = Outcome.undone if is_out else Outcome.not_in
        answer = Answer(outcome, scan.scan_id, badge.person, now, by=scan.by.name)
    return _journal(tx, session, scan, answer, now)


def _locked_badge(tx: Transaction, session: Session, scan: Scan, of_event: bool) -> tuple[Scan, Badge | None]:
    """With the locks of session and person, in this order, and read again: it may have changed meanwhile."""
    if scan.attendee_id is not None and not of_event and not _takes_part(tx, session, scan.attendee_id):
        return scan, None
    scan, badge = read_badge(tx, scan)
    if badge is None or badge.event_id != session.event_id:
        return scan, badge
    lock_session(tx, session.event_id, session.id)
    lock_attendees(tx, badge.person.id)
    return read_badge(tx, scan)


def _takes_part(tx: Transaction, session: Session, attendee_id: int) -> bool:
    status = select_presence(tx, session.id, attendee_id).status
    return status in (Status.registered, Status.waitlisted)


def _decide(tx: Transaction, session: Session, scan: Scan, badge: Badge | None, now: datetime) -> Answer:
    at = believed(scan.scanned_at, now)
    before = select_presence(tx, session.id, badge.person.id) if badge else None
    refused = None if before and before.is_in else _refusal(session, badge)
    if badge is None or refused:
        person = badge.person if badge and refused is not Outcome.wrong_event else None
        elsewhere = badge is None and is_of_another_keyboard(scan.text)
        outcome = refused or Outcome.unknown_code
        return Answer(outcome, scan.scan_id, person, at, is_of_another_keyboard=elsewhere)
    entry = attendance.enter(tx, session.event_id, session.id, badge.person.id, at, now)
    if entry is Entry.was_in:
        by = queries.select_entered_by(tx, session.id, badge.person.id)
        since = before.entered_at if before else None
        return Answer(OUTCOMES[entry], scan.scan_id, badge.person, at, since, by)
    if entry is Entry.full:
        return replace(_full(tx, session, scan, now), attendee=badge.person, at=at)
    took_seat = before is None or before.status is not Status.registered
    return Answer(OUTCOMES[entry], scan.scan_id, badge.person, at, at, scan.by.name, took_seat)


def _refusal(session: Session, badge: Badge | None) -> Outcome | None:
    if badge is None:
        return Outcome.unknown_code
    if badge.event_id != session.event_id:
        return Outcome.wrong_event
    if not badge.is_attending:
        return Outcome.not_attending
    return None if badge.is_paid else Outcome.unpaid


def _full(tx: Transaction, session: Session, scan: Scan, now: datetime) -> Answer:
    """With what to tell: from when seats are free, that others may still come, or that all seats are used."""
    answer = Answer(Outcome.full, scan.scan_id, None, now)
    minutes = select_no_show_minutes(tx, session.event_id)
    if minutes is None:
        return replace(answer, others_may_come=session.in_room < session.taken)
    free_from = session.start + timedelta(minutes=minutes)
    return replace(answer, free_from=free_from if free_from > now else None)


def _journal(tx: Transaction, session: Session, scan: Scan, answer: Answer, now: datetime) -> Answer:
    """Write the scan down and let the others know; a scan written down before keeps its first answer."""
    try:
        queries.insert_room_scan(tx, session.id, scan, answer, now)
    except IntegrityError:
        tx.rollback()
        return _first_answer(tx, session, scan)
    tx.publish(RoomChanged(session.event_id, session.id))
    return answer


def _first_answer(tx: Transaction, session: Session, scan: Scan) -> Answer:
    answer = queries.select_answer(tx, session.id, scan.scan_id)
    if answer is None:
        raise ScanIdTaken
    return answer
