"""SQL of what is written on badges. Only here the table is written."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from netevent.badges.texts.text import BadgeText, Written
from netevent.core.database import Transaction
from netevent.core.database.tables import badge_texts

ONE = badge_texts.c


def select_written(tx: Transaction, attendee_id: int) -> Written | None:
    """None: the badge says what the registration says."""
    row = tx.execute(select(badge_texts).where(ONE.attendee_id == attendee_id)).first()
    if row is None:
        return None
    return Written(BadgeText(row.name, row.organisation, row.role), row.changed_by, row.changed_at)


def write_text(tx: Transaction, attendee_id: int, text: BadgeText, by: str, now: datetime) -> None:
    """In place of that before. The caller has the attendee's lock, so that nobody else adds the row."""
    values = {
        "name": text.name,
        "organisation": text.organisation,
        "role": text.role,
        "changed_by": by,
        "changed_at": now,
    }
    if select_written(tx, attendee_id) is None:
        tx.execute(insert(badge_texts).values(attendee_id=attendee_id, **values))
    else:
        tx.execute(update(badge_texts).where(ONE.attendee_id == attendee_id).values(values))


def delete_text(tx: Transaction, attendee_id: int) -> None:
    tx.execute(delete(badge_texts).where(ONE.attendee_id == attendee_id))
