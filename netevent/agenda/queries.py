"""SQL of the agenda: one attendee's appointments and sessions.

Others are named as on their cards. An appointment with somebody who is no longer connected counts as
cancelled.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from netevent.agenda.timeline import Agenda, Entry, State
from netevent.appointments.appointment import Appointment, Status
from netevent.appointments.predicates import IS_AGREED, IS_CANCELLED, is_of
from netevent.appointments.queries import appointment_of, rows, select_appointment
from netevent.breakouts.predicates import HAS_SEAT, IS_WAITING
from netevent.breakouts.rsvps.queries import place_in
from netevent.core.database import Transaction
from netevent.core.database.tables import (
    appointments,
    attendees,
    breakout_session_rsvps,
    breakout_sessions,
    events,
)
from netevent.core.i18n.localized import localized
from netevent.profiles.cards.card import Card, Relationship
from netevent.profiles.cards.queries import select_cards

STATES = {Status.accepted: State.agreed, Status.pending: State.proposed}
SEATS = {"registered": State.kept, "waitlisted": State.in_line}
# Proposals can be made and cancelled without limit; agreed appointments are bounded by the event's hours.
CANCELLED_AT_MOST = 100


def select_agenda(tx: Transaction, attendee_id: int) -> Agenda | None:
    """What the attendee agreed to, and the sessions with a seat or in line. A proposal is on no agenda."""
    agreed = rows().where(is_of(attendee_id), IS_AGREED)
    return _whole(tx, attendee_id, [appointment_of(row) for row in tx.execute(agreed)])


def select_calendar(tx: Transaction, attendee_id: int) -> Agenda | None:
    """The same for a calendar, with the last `CANCELLED_AT_MOST` cancelled ones, marked as such."""
    own = rows().where(is_of(attendee_id))
    agreed = own.where(IS_AGREED)
    cancelled = own.where(IS_CANCELLED).order_by(appointments.c.changed_at.desc(), appointments.c.id)
    found = [*tx.execute(agreed), *tx.execute(cancelled.limit(CANCELLED_AT_MOST))]
    return _whole(tx, attendee_id, [appointment_of(row) for row in found])


def select_one(tx: Transaction, attendee_id: int, appointment_id: int) -> Agenda | None:
    """One of the attendee's own appointments, whatever its status."""
    found = select_appointment(tx, attendee_id, appointment_id)
    return _agenda(tx, attendee_id, _met(tx, attendee_id, [found])) if found else None


def _whole(tx: Transaction, attendee_id: int, found: Sequence[Appointment]) -> Agenda | None:
    return _agenda(tx, attendee_id, [*_met(tx, attendee_id, found), *_select_sessions(tx, attendee_id)])


def _agenda(tx: Transaction, attendee_id: int, entries: Sequence[Entry]) -> Agenda | None:
    reader = tx.execute(
        select(events.c.name, events.c.name_texts, events.c.time_zone, attendees.c.preferred_language)
        .select_from(attendees.join(events, events.c.id == attendees.c.event_id))
        .where(attendees.c.id == attendee_id)
    ).first()
    if reader is None:
        return None
    ordered = sorted(entries, key=lambda entry: (entry.start, entry.end, entry.is_session, entry.id))
    name = localized(reader.name, reader.name_texts)
    return Agenda(attendee_id, name, reader.time_zone, reader.preferred_language, tuple(ordered))


def _met(tx: Transaction, attendee_id: int, found: Sequence[Appointment]) -> list[Entry]:
    others = sorted({one.other_id(attendee_id) for one in found})
    cards = {card.id: card for card in select_cards(tx, attendee_id, others)}
    return [_appointment(one, cards.get(one.other_id(attendee_id))) for one in found]


def _appointment(one: Appointment, card: Card | None) -> Entry:
    is_standing = card is not None and card.relationship is Relationship.connected
    state = STATES.get(one.status, State.cancelled) if is_standing else State.cancelled
    return Entry(
        id=one.id,
        start=one.start,
        end=one.end,
        title=card.name if card else "",
        place=one.place,
        state=state,
        changed_at=one.changed_at,
        notes="" if state is State.cancelled else one.notes,
        revision=one.revision,
    )


def _select_sessions(tx: Transaction, attendee_id: int) -> list[Entry]:
    rsvps = breakout_session_rsvps
    rows = tx.execute(
        select(
            breakout_sessions,
            rsvps.c.status,
            rsvps.c.changed_at.label("chosen_at"),
            place_in(rsvps).label("in_line"),
        )
        .select_from(rsvps.join(breakout_sessions, breakout_sessions.c.id == rsvps.c.breakout_session_id))
        .where(rsvps.c.attendee_id == attendee_id, HAS_SEAT | IS_WAITING)
    )
    return [_session(row) for row in rows]


def _session(row: Row[Any]) -> Entry:
    state = SEATS[row.status]
    return Entry(
        id=row.id,
        start=row.start_time,
        end=row.end_time,
        title=row.name,
        place=row.location or "",
        state=state,
        changed_at=row.chosen_at,
        is_session=True,
        in_line=row.in_line if state is State.in_line else 0,
    )
