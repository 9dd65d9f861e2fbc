"""What the page of one attendee shows. Called by `office.attendees.routes`, inside one read."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees.questions.answers.queries import select_answers
from netevent.attendees.questions.queries import select_has_questions
from netevent.attendees.questions.question import Given
from netevent.attendees.types.queries import AttendeeType, select_types
from netevent.core.database import Transaction
from netevent.office.attendees.queries import Attendee
from netevent.office.attendees.service import find
from netevent.office.attendees.timeline.reading import Item, read_timeline
from netevent.office.doubles.reading import Undoable, read_merges
from netevent.office.undeliverable.queries import Unreached, select_suppressed
from netevent.privacy.queries import select_sessions
from netevent.privacy.record import Session


@dataclass(frozen=True, slots=True)
class AttendeePage:
    """`sessions` are those in which the attendee has a seat or waits; of `merges` there is one, or none.
    `is_asked`: the event has questions. `suppression`: mail does not reach the address.
    """

    attendee: Attendee
    types: list[AttendeeType]
    sessions: list[Session]
    timeline: list[Item]
    merges: list[Undoable]
    answers: list[Given]
    is_asked: bool
    suppression: Unreached | None


def read_page(tx: Transaction, event_id: int, attendee_id: int) -> AttendeePage:
    """Raises as `service.find` does."""
    attendee = find(tx, event_id, attendee_id)
    sessions = [one for one in select_sessions(tx, attendee.id) if one.status != "cancelled"]
    timeline = read_timeline(tx, event_id, attendee.id)
    merges = read_merges(tx, event_id, attendee.id)[:1]
    types, answers = select_types(tx, event_id), select_answers(tx, attendee.id)
    is_asked = select_has_questions(tx, event_id)
    suppression = select_suppressed(tx, event_id, attendee.id)
    return AttendeePage(attendee, types, sessions, timeline, merges, answers, is_asked, suppression)
