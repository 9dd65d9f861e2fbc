"""The rules of appointments. Called by the routes, `reactions` and periodic jobs, inside one transaction.

A proposal blocks nothing. Accepting one takes the slots of both people and of the meeting point in
`appointment_cells`, whose unique keys let nobody have two; overlapping proposals of either person expire
with it. Each transition is one conditional UPDATE of the row: of two answers at once, one counts.
"""

from __future__ import annotations

from datetime import MAXYEAR, datetime, timedelta

from sqlalchemy.exc import IntegrityError

from netevent.appointments import queries, refusals
from netevent.appointments.appointment import Appointment, Proposal, Status
from netevent.appointments.notifications import KINDS, OUTCOME, PROPOSAL
from netevent.appointments.overlaps import service as overlaps
from netevent.appointments.overlaps.overlap import NOT_ASKED, Answer
from netevent.appointments.slots import hours
from netevent.appointments.slots import queries as slot_queries
from netevent.appointments.slots.checking import check, require_both
from netevent.appointments.transitions import queries as transition_queries
from netevent.changes import AppointmentChanged
from netevent.connections.service import find_card
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees
from netevent.core.errors import Conflict, NotFound
from netevent.notifications.kinds import NotificationKind
from netevent.notifications.service import dismiss, notify
from netevent.profiles.cards.card import Card, Relationship
from netevent.profiles.cards.queries import select_card

ANSWERED_WITHIN = timedelta(hours=48)
# How many proposals of one attendee may wait at once: enough for a busy day, too few for spam.
MOST_ASKED = 20
EXPIRED_AT_ONCE = 200


def propose(
    tx: Transaction, viewer_id: int, target_id: int, proposal: Proposal, answer: Answer = NOT_ASKED
) -> int:
    """Ask for an appointment; returns its id. The same proposal sent twice counts once.

    Raises:
        NotFound: there is no such person for the viewer.
        NotConnected, NotAttending, NoSuchTime, TooManyAsked: see `refusals`.
        TimedConflict: one of the two, or the place, is taken at that time.
        Overlaps: the viewer has a session then of which `answer` does not know.
    """
    _give_up(tx, viewer_id, proposal, answer)
    # Lock both people first: a block or a deletion has then committed already, or waits for this one.
    lock_attendees(tx, viewer_id, target_id)
    other = person(tx, viewer_id, target_id)
    now = clock.now()
    same = queries.select_same(tx, viewer_id, target_id, proposal.start, now)
    if same is not None:
        return same
    check(tx, viewer_id, other, proposal, now, answer)
    if queries.count_asked(tx, viewer_id, now) >= MOST_ASKED:
        raise refusals.TooManyAsked(most=MOST_ASKED)
    expires_at = _expires(proposal, now)
    made = transition_queries.insert_appointment(
        tx, other.event_id, viewer_id, target_id, proposal, now, expires_at
    )
    notify(tx, PROPOSAL, made, target_id)
    tx.publish(AppointmentChanged(other.event_id, made, viewer_id, target_id))
    return made


def accept(
    tx: Transaction, viewer_id: int, appointment_id: int, revision: int, answer: Answer = NOT_ASKED
) -> None:
    """Agree, and take the time and the place. If this fails, the proposal goes on waiting.

    Raises:
        NotFound: the viewer has no such appointment, or the other person is gone.
        Conflict: it was answered, cancelled or changed meanwhile, or somebody or the place is no longer free.
        Overlaps: as `propose`.
    """
    found = find(tx, viewer_id, appointment_id)
    now = clock.now()
    overlaps.give_up(tx, viewer_id, found.start, found.end, answer, now)
    lock_attendees(tx, found.requester_id, found.target_id)
    other = person(tx, viewer_id, found.other_id(viewer_id))
    require_both(tx, viewer_id, other)
    if not transition_queries.update_accepted(tx, viewer_id, appointment_id, revision, now):
        raise _why_not(tx, viewer_id, appointment_id, revision)
    agreed = find(tx, viewer_id, appointment_id)
    try:
        transition_queries.insert_slots(tx, agreed)
    except IntegrityError:
        raise _who_is_taken(tx, viewer_id, other, agreed) from None
    overlaps.require_named(tx, viewer_id, agreed.start, agreed.end, answer)
    for loser in queries.select_overlapping(tx, agreed):
        _expire_for(tx, loser, agreed, viewer_id, now)
    _tell(tx, agreed, OUTCOME, agreed.requester_id)


def decline(tx: Transaction, viewer_id: int, appointment_id: int, revision: int) -> None:
    """Say no to the time that was proposed.

    Raises:
        NotFound: the viewer has no such appointment.
        Conflict: it was answered, cancelled or changed meanwhile.
    """
    found = find(tx, viewer_id, appointment_id)
    if not transition_queries.update_rejected(tx, viewer_id, appointment_id, revision, clock.now()):
        raise _why_not(tx, viewer_id, appointment_id, revision)
    _tell(tx, found, OUTCOME, found.requester_id)


def move(
    tx: Transaction,
    viewer_id: int,
    appointment_id: int,
    revision: int,
    proposal: Proposal,
    answer: Answer = NOT_ASKED,
) -> None:
    """Propose another time, or another place, for a proposal or for what was agreed; that time is free again.

    Raises:
        The same as `propose` and `accept`.
    """
    _give_up(tx, viewer_id, proposal, answer)
    found = find(tx, viewer_id, appointment_id)
    lock_attendees(tx, found.requester_id, found.target_id)
    other = person(tx, viewer_id, found.other_id(viewer_id))
    now = clock.now()
    if found.revision != revision:
        raise _why_not(tx, viewer_id, appointment_id, revision)
    check(tx, viewer_id, other, proposal, now, answer, but_for=appointment_id)
    if not transition_queries.update_moved(tx, found, viewer_id, proposal, now, _expires(proposal, now)):
        raise _why_not(tx, viewer_id, appointment_id, revision)
    transition_queries.delete_slots(tx, appointment_id)
    _tell(tx, found, PROPOSAL, other.id)


def cancel(tx: Transaction, viewer_id: int, appointment_id: int, *, agreed: bool) -> None:
    """Take a proposal back or, where the viewer knows it as `agreed`, cancel it and free its time.

    Raises:
        NotFound: the viewer has no such appointment.
        Conflict: it is no longer what the viewer thinks it is.
    """
    found = find(tx, viewer_id, appointment_id)
    status = Status.accepted if agreed else Status.pending
    is_own = agreed or found.requester_id == viewer_id
    if not is_own or not transition_queries.update_cancelled(tx, found, status, viewer_id, clock.now()):
        raise _why_not(tx, viewer_id, appointment_id, found.revision)
    transition_queries.delete_slots(tx, appointment_id)
    _tell(tx, found, OUTCOME, found.other_id(viewer_id))


def expire_due(tx: Transaction, now: datetime) -> int:
    """End the proposals that nobody answered in time; returns how many. Several workers may do it at once."""
    lapsed = 0
    for row in queries.select_due(tx, now, EXPIRED_AT_ONCE):
        if transition_queries.update_lapsed(tx, row, None, now):
            _tell(tx, row, OUTCOME, row.requester_id)
            lapsed += 1
    return lapsed


def end_between(tx: Transaction, one_id: int, other_id: int, now: datetime) -> None:
    """End the appointments of two people who are no longer connected. After a block nobody is told."""
    rows = queries.select_between(tx, one_id, other_id, now)
    is_blocked = bool(rows) and queries.select_is_blocked(tx, one_id, other_id)
    for row in rows:
        _end(tx, row, now, is_quiet=is_blocked)


def end_all_of(tx: Transaction, person_id: int, now: datetime) -> None:
    """End the appointments of an attendee who will not come."""
    for row in queries.select_to_come(tx, person_id, now):
        _end(tx, row, now)


def end_clashing(tx: Transaction, person_id: int, other_id: int, now: datetime) -> None:
    """Of two who are one person: end what the one agreed for a time that the other agreed as well."""
    agreed = [row for row in queries.select_to_come(tx, other_id, now) if row.status is Status.accepted]
    for row in queries.select_to_come(tx, person_id, now):
        clashes = any(row.start < one.end and one.start < row.end for one in agreed)
        if row.status is Status.accepted and clashes:
            _end(tx, row, now)


def find(tx: Transaction, viewer_id: int, appointment_id: int) -> Appointment:
    found = queries.select_appointment(tx, viewer_id, appointment_id)
    if found is None:
        raise NotFound
    return found


def person(tx: Transaction, viewer_id: int, person_id: int) -> Card:
    """The card of the person whom the viewer wants to meet.

    Raises:
        NotFound: there is nobody for the viewer: another event's, blocked, not to be found, or gone.
        NotConnected: they are not connected.
    """
    card = select_card(tx, viewer_id, person_id)
    if card is None or card.relationship is Relationship.own:
        raise NotFound
    if card.relationship is not Relationship.connected:
        find_card(tx, viewer_id, card.event_id, person_id)  # a guessed number learns nothing
        raise refusals.NotConnected
    return card


def _give_up(tx: Transaction, viewer_id: int, proposal: Proposal, answer: Answer) -> None:
    """Before people are locked. A time that `check` refuses in any case may have no end."""
    if proposal.minutes in hours.LENGTHS and proposal.start.year < MAXYEAR:
        overlaps.give_up(tx, viewer_id, proposal.start, proposal.end, answer, clock.now())


def _end(tx: Transaction, row: Appointment, now: datetime, *, is_quiet: bool = False) -> None:
    """End it without a person who cancels: both are told of an agreed one, nobody of a proposal."""
    told = () if is_quiet or row.status is Status.pending else (row.requester_id, row.target_id)
    if transition_queries.update_cancelled(tx, row, row.status, None, now):
        transition_queries.delete_slots(tx, row.id)
        _tell(tx, row, OUTCOME, *told)


def _expires(proposal: Proposal, now: datetime) -> datetime:
    return min(proposal.start, now + ANSWERED_WITHIN)


def _expire_for(tx: Transaction, loser: Appointment, agreed: Appointment, by_id: int, now: datetime) -> None:
    """Tell only the one who is still free: the other one agreed to something else and knows."""
    busy = {agreed.requester_id, agreed.target_id}
    both = {loser.requester_id, loser.target_id}
    ended_by = by_id if both == busy else (busy & both).pop()
    if transition_queries.update_lapsed(tx, loser, ended_by, now):
        _tell(tx, loser, OUTCOME, *(both - busy))


def _who_is_taken(tx: Transaction, viewer_id: int, other: Card, wanted: Appointment) -> Conflict:
    slots = hours.slots_of(wanted.start, wanted.minutes)
    taken = slot_queries.select_taken(tx, (viewer_id, other.id), slots, wanted.id)
    at = (wanted.start, wanted.zone)
    if viewer_id in taken.person_ids:
        return refusals.YouAreTaken(*at)
    if other.id in taken.person_ids:
        return refusals.OtherIsTaken(*at, name=other.name)
    if wanted.point_id in taken.point_ids:
        return refusals.PlaceTaken(*at, place=wanted.place)
    return refusals.PlaceGone()


def _why_not(tx: Transaction, viewer_id: int, appointment_id: int, revision: int) -> Conflict:
    """Why an answer did not count: what stands now."""
    row = find(tx, viewer_id, appointment_id)
    if row.status is Status.accepted:
        return refusals.AlreadyAgreed(row.start, row.zone)
    if row.status is Status.lapsed:
        return refusals.Over(refusals.ELSEWHERE if row.ended_by_id else refusals.EXPIRED)
    if row.status is Status.rejected:
        return refusals.Over(refusals.DECLINED)
    if row.status is Status.cancelled:
        return refusals.Over()
    if row.revision != revision:
        return refusals.TimeChanged(row.start, row.zone)
    if row.requester_id == viewer_id:
        card = select_card(tx, viewer_id, row.target_id)
        return refusals.OthersTransition(name=card.name if card else "")
    return refusals.Over(refusals.EXPIRED)


def _tell(tx: Transaction, row: Appointment, kind: NotificationKind, *person_ids: int) -> None:
    """Notify of the last thing that happened to an appointment; earlier notifications are dismissed."""
    dismiss(tx, KINDS, row.id, row.requester_id, row.target_id)
    notify(tx, kind, row.id, *person_ids)
    tx.publish(AppointmentChanged(row.event_id, row.id, row.requester_id, row.target_id))
