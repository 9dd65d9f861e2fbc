"""SQL of a registration."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, false, select

from netevent.attendees.predicates import is_unconfirmed
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees
from netevent.core.text.comparing import normalize_email
from netevent.registration.personal_link.queries import Invitee, select_invitees_where


def select_is_registered(tx: Transaction, event_id: int, email: str) -> bool:
    statement = select(attendees.c.id).where(*_has_address(event_id, email))
    return tx.execute(statement).first() is not None


def select_invitee(tx: Transaction, event_id: int, email: str) -> Invitee | None:
    """Whose the address is at this event."""
    return next(iter(select_invitees_where(tx, 1, *_has_address(event_id, email))), None)


def select_unconfirmed(
    tx: Transaction, before: datetime, most: int, event_id: int = 0
) -> list[tuple[int, int]]:
    """Event and attendee of registrations that nobody confirmed since, the oldest first; of one event or all.

    Who is in is no longer among them: the door has seen that somebody came. Nor is who paid, or has to pay.
    """
    statement = select(attendees.c.event_id, attendees.c.id).where(is_unconfirmed(), *_is_old(before))
    if event_id:
        statement = statement.where(attendees.c.event_id == event_id)
    rows = tx.execute(statement.order_by(attendees.c.unconfirmed_since, attendees.c.id).limit(most))
    return [(row.event_id, row.id) for row in rows]


def lock_unconfirmed(tx: Transaction, attendee_id: int, before: datetime) -> bool:
    """Until the commit nobody confirms it or is scanned. False where that was so meanwhile."""
    statement = select(attendees.c.id).where(
        attendees.c.id == attendee_id, is_unconfirmed(), *_is_old(before)
    )
    return tx.execute(statement.with_for_update()).first() is not None


def _is_old(before: datetime) -> tuple[ColumnElement[bool], ...]:
    is_free = attendees.c.payment_status == "not_due"
    return (attendees.c.unconfirmed_since < before, attendees.c.checked_in == false(), is_free)


def _has_address(event_id: int, email: str) -> tuple[ColumnElement[bool], ...]:
    return (attendees.c.event_id == event_id, attendees.c.email_key == normalize_email(email))
