"""SQL of who wants announcements by mail."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from netevent.attendees.writing import update_attendee
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events
from netevent.core.i18n.localized import localized


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose mails it is about, with the event's name in the own language."""

    id: int
    language: str
    event_name: str
    wants_announcements: bool
    email_key: str


def select_reader(tx: Transaction, attendee_id: int) -> Reader | None:
    row = tx.execute(
        select(
            attendees.c.id,
            attendees.c.preferred_language,
            attendees.c.wants_announcements,
            attendees.c.email_key,
            events.c.name,
            events.c.name_texts,
        )
        .join(events, events.c.id == attendees.c.event_id)
        .where(attendees.c.id == attendee_id)
    ).first()
    if row is None:
        return None
    name = localized(row.name, row.name_texts).inside(row.preferred_language)
    return Reader(row.id, row.preferred_language, name, bool(row.wants_announcements), row.email_key)


def update_wants(tx: Transaction, attendee_id: int, is_wanted: bool) -> None:
    update_attendee(tx, attendee_id, wants_announcements=is_wanted)
