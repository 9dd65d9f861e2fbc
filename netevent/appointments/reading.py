"""What pages and pushes show of appointments: each with the card of the other one, as the viewer may see it.

After a block there is no card, and so nothing is shown. Called by `screens`, `notifications`, the routes and
the agenda.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import ColumnElement

from netevent.appointments import queries
from netevent.appointments.appointment import Appointment, LastTransition, Meeting, Status, turn_of
from netevent.core.database import Transaction
from netevent.profiles.cards.queries import select_cards


@dataclass(frozen=True, slots=True)
class Proposals:
    """What waits for the viewer's answer, and what the viewer proposed."""

    incoming: tuple[Meeting, ...]
    outgoing: tuple[Meeting, ...]


def read_meetings(tx: Transaction, viewer_id: int, rows: Sequence[Appointment]) -> list[Meeting]:
    """The rows with their people, in the same order."""
    others = [row.other_id(viewer_id) for row in rows]
    cards = {card.id: card for card in select_cards(tx, viewer_id, list(dict.fromkeys(others)))}
    return [
        Meeting(row, cards[other], row.status is Status.pending and row.target_id == viewer_id)
        for row, other in zip(rows, others, strict=True)
        if other in cards
    ]


def read_meeting(tx: Transaction, viewer_id: int, appointment_id: int, now: datetime) -> Meeting | None:
    """One of the viewer's; None if there is no such appointment or the other person is gone."""
    row = queries.select_appointment(tx, viewer_id, appointment_id)
    found = read_meetings(tx, viewer_id, [row]) if row else []
    if not found or not found[0].is_asked:
        return found[0] if found else None
    return _with_rivals(found[0], read_proposals(tx, viewer_id, now).incoming)


def read_proposals(tx: Transaction, viewer_id: int, now: datetime) -> Proposals:
    meetings = read_meetings(tx, viewer_id, queries.select_pending(tx, viewer_id, now))
    incoming = [meeting for meeting in meetings if meeting.is_asked]
    return Proposals(
        tuple(_with_rivals(meeting, incoming) for meeting in incoming),
        tuple(meeting for meeting in meetings if not meeting.is_asked),
    )


def read_last_transitions(
    tx: Transaction,
    viewer_id: int,
    appointment_ids: Sequence[int],
    which: ColumnElement[bool],
    now: datetime,
) -> dict[int, LastTransition]:
    """What happened last to the viewer's appointments with these ids."""
    meetings = read_meetings(tx, viewer_id, queries.select_some(tx, viewer_id, appointment_ids, which))
    is_asked = any(meeting.is_asked for meeting in meetings)
    rivals = read_proposals(tx, viewer_id, now).incoming if is_asked else ()
    return {
        meeting.appointment.id: LastTransition(
            _with_rivals(meeting, rivals), turn_of(meeting.appointment), _minutes_left(meeting, now)
        )
        for meeting in meetings
    }


def _with_rivals(meeting: Meeting, incoming: Sequence[Meeting]) -> Meeting:
    """Who else asks for that time."""
    if not meeting.is_asked:
        return meeting
    own = meeting.appointment
    names = tuple(
        other.other.name
        for other in incoming
        if other.appointment.id != own.id and other.appointment.overlaps(own)
    )
    return Meeting(own, meeting.other, meeting.is_asked, names)


def _minutes_left(meeting: Meeting, now: datetime) -> int:
    return max(0, ceil((meeting.appointment.start - now) / timedelta(minutes=1)))
