"""SQL of what is said of an event's announcements elsewhere: on the checklist."""

from __future__ import annotations

from sqlalchemy import func, select

from netevent.announcements.announcement import Kind
from netevent.core.database import Transaction
from netevent.core.database.tables import announcement_recipients, announcements


def count_invited(tx: Transaction, event_id: int) -> int:
    """People whom an invitation was for; each once, however many there were."""
    people = func.count(announcement_recipients.c.attendee_id.distinct())
    joined = announcements.join(
        announcement_recipients, announcement_recipients.c.announcement_id == announcements.c.id
    )
    is_invitation = (announcements.c.event_id == event_id, announcements.c.kind == Kind.invitation)
    return int(tx.execute(select(people).select_from(joined).where(*is_invitation)).scalar_one())
