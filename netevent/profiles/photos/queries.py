"""SQL of photos: whose file is which, for the person, for the staff and the organizer of the event.

What another attendee may see is asked of `card_queries` alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from netevent.attendees.writing import update_attendee
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events
from netevent.identity.roles.queries import is_in_team


def lock_photo(tx: Transaction, attendee_id: int) -> tuple[int, str] | None:
    """The event and the photo's name, empty for none; nobody else changes it until the commit.

    None for who is gone: of somebody who was in and deleted the account a row without a badge stays.
    """
    row = tx.execute(
        select(attendees.c.event_id, attendees.c.profile_picture)
        .where(attendees.c.id == attendee_id, attendees.c.attendee_code.is_not(None))
        .with_for_update()
    ).first()
    return (row.event_id, row.profile_picture or "") if row else None


def update_photo(tx: Transaction, attendee_id: int, name: str) -> None:
    update_attendee(tx, attendee_id, profile_picture=name or None)


def select_photo_for_staff(tx: Transaction, event_id: int, attendee_id: int) -> str:
    """The name of the photo of somebody of the event; empty when there is none, or not in this event."""
    statement = select(attendees.c.profile_picture).where(
        attendees.c.id == attendee_id, attendees.c.event_id == event_id
    )
    return tx.execute(statement).scalar() or ""


def select_photo_for_organizer(tx: Transaction, organizer_id: int, attendee_id: int) -> str:
    """The same for somebody of an event in whose team the organizer is."""
    statement = (
        select(attendees.c.profile_picture)
        .join(events, events.c.id == attendees.c.event_id)
        .where(attendees.c.id == attendee_id, is_in_team(organizer_id))
    )
    return tx.execute(statement).scalar() or ""


def select_photos_in_use(tx: Transaction, names: Sequence[str]) -> set[str]:
    """Those of the names that somebody's photo has."""
    statement = select(attendees.c.profile_picture).where(attendees.c.profile_picture.in_(names))
    return set(tx.execute(statement).scalars())
