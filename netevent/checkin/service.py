"""The rules of the door. Called by `checkin.routes`, inside one transaction.

The journal (`scans`) is the truth and only grows; `attendees.checked_in` is its projection. Of any
number of scans of one badge at once, the conditional UPDATE lets exactly one be the check-in.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from netevent.changes import AttendeeCheckedIn, Change, CheckInUndone, ScanRefused
from netevent.checkin import queries
from netevent.checkin.queries import Badge
from netevent.checkin.scan import Answer, Outcome, Scan
from netevent.core import clock
from netevent.core.badge_codes import codes_of_other_keyboards, is_of_another_keyboard
from netevent.core.database import Transaction
from netevent.core.errors import Conflict
from netevent.core.i18n import N_

# A scan that waited on a phone without network counts from when it was made, if that time is plausible.
WAITED_AT_MOST = timedelta(hours=12)


class ScanIdTaken(Conflict):
    code = "scan_id_taken"
    message = N_("This scan number was already used for something else. Scan the badge again.")


def check_in(tx: Transaction, scan: Scan) -> Answer:
    """Let the badge's owner in, or say why not. The same scan sent again gets the same answer.

    Raises:
        ScanIdTaken: its `scan_id` belongs to another event's scan.
    """
    now = clock.now()
    scan, badge = read_badge(tx, scan)
    gate_here = badge.gate_here if badge else queries.select_gate_name(tx, scan.event_id, scan.gate_id)
    here = replace(scan, gate_id=scan.gate_id if gate_here else None)
    answer = _decide(tx, here, badge, gate_here or "", believed(scan.scanned_at, now))
    if badge is not None and answer.attendee:
        answer = replace(answer, door_note=badge.door_note)
    return _journal(tx, here, _with_due(tx, scan, answer), now)


def undo(tx: Transaction, scan: Scan) -> Answer:
    """Take a check-in back. The same call sent again gets the same answer.

    Raises:
        ScanIdTaken: its `scan_id` belongs to another event's scan.
    """
    now = clock.now()
    scan, badge = read_badge(tx, scan)
    gate_here = badge.gate_here if badge else None
    here = replace(scan, gate_id=scan.gate_id if gate_here else None)
    outcome = Outcome.unknown_code
    if badge is not None and badge.event_id != scan.event_id:
        badge, outcome = None, Outcome.wrong_event
    if badge is not None:
        is_out = queries.update_attendee_out(tx, scan.event_id, badge.person.id)
        outcome = Outcome.undone if is_out else Outcome.not_in
    person = badge.person if badge else None
    answer = Answer(outcome, scan.scan_id, person, None, "", scan.by.name, gate_here or "", now)
    return _journal(tx, here, answer, now)


def read_badge(tx: Transaction, scan: Scan) -> tuple[Scan, Badge | None]:
    """The badge; of an unknown code, the one of this event that a scanner set to another keyboard meant.

    Where it may have meant several, it meant none.
    """
    badge = queries.select_badge(tx, scan)
    if badge is not None or not scan.text:
        return scan, badge
    meant = [replace(scan, code=code) for code in codes_of_other_keyboards(scan.text)]
    found = [(one, badge) for one in meant if (badge := queries.select_badge(tx, one))]
    theirs = [(one, badge) for one, badge in found if badge.event_id == scan.event_id]
    return theirs[0] if len(theirs) == 1 else (scan, None)


def _decide(tx: Transaction, scan: Scan, badge: Badge | None, gate_here: str, at: datetime) -> Answer:
    outcome = _outcome(scan, badge)
    if badge is None or outcome is Outcome.wrong_event:
        elsewhere = badge is None and is_of_another_keyboard(scan.text)
        return Answer(outcome, scan.scan_id, None, None, "", "", gate_here, at, elsewhere)
    while outcome is Outcome.checked_in and not _let_in(tx, scan, badge, at):
        # Another desk was faster, the attendee just changed, or became one with somebody whose badge this is
        # now: read again and decide by what is stored now.
        badge = queries.select_badge(tx, scan)
        outcome = _outcome(scan, badge)
    if badge is not None and outcome is Outcome.already_checked_in:
        return Answer(
            outcome,
            scan.scan_id,
            badge.person,
            badge.checked_in_at,
            badge.checked_in_gate,
            badge.checked_in_by,
            gate_here,
            at,
        )
    person = badge.person if badge else None
    if outcome is Outcome.checked_in:
        return Answer(outcome, scan.scan_id, person, at, gate_here, scan.by.name, gate_here, at)
    return Answer(outcome, scan.scan_id, person, None, "", "", gate_here, at)


def _let_in(tx: Transaction, scan: Scan, badge: Badge | None, at: datetime) -> bool:
    return badge is not None and queries.update_attendee_in(tx, scan, badge.person.id, at, scan.gate_id)


def _outcome(scan: Scan, badge: Badge | None) -> Outcome:
    if badge is None:
        return Outcome.unknown_code
    if badge.event_id != scan.event_id:
        return Outcome.wrong_event
    if badge.is_in:
        return Outcome.already_checked_in
    if not badge.is_attending:
        return Outcome.not_attending
    return Outcome.checked_in if badge.is_paid else Outcome.unpaid


def _journal(tx: Transaction, scan: Scan, answer: Answer, now: datetime) -> Answer:
    """Write the scan down and let the others know; a scan written down before keeps its first answer."""
    try:
        queries.insert_scan(tx, scan, answer, now, scan.gate_id)
    except IntegrityError:
        tx.rollback()
        return _first_answer(tx, scan)
    tx.publish(_change(scan, answer))
    return answer


def _first_answer(tx: Transaction, scan: Scan) -> Answer:
    answer = queries.select_answer(tx, scan.event_id, scan.scan_id)
    if answer is None:
        raise ScanIdTaken
    return _with_due(tx, scan, answer)


def _with_due(tx: Transaction, scan: Scan, answer: Answer) -> Answer:
    """What is to be paid is asked only of who has not paid: the others are let in without it."""
    if answer.outcome is not Outcome.unpaid or answer.attendee is None:
        return answer
    return replace(answer, due=queries.select_due(tx, scan.event_id, answer.attendee.id))


def _change(scan: Scan, answer: Answer) -> Change:
    if answer.outcome is Outcome.checked_in and answer.attendee:
        return AttendeeCheckedIn(scan.event_id, answer.attendee.id)
    if answer.outcome is Outcome.undone and answer.attendee:
        return CheckInUndone(scan.event_id, answer.attendee.id)
    return ScanRefused(scan.event_id)


def believed(scanned_at: datetime, now: datetime) -> datetime:
    return scanned_at if now - WAITED_AT_MOST <= scanned_at <= now else now
