"""SQL of what attendees do not want by push. What has no row is wanted."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, insert, select

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, push_refusals

# Not a kind of notification: names of people, sessions and places in what is shown.
NAMES = "names"


def select_refused(tx: Transaction, attendee_ids: Collection[int]) -> dict[int, set[str]]:
    """Kinds, and `NAMES`, by attendee; who refuses nothing is not in it."""
    statement = select(push_refusals).where(push_refusals.c.attendee_id.in_(attendee_ids))
    found: dict[int, set[str]] = {}
    for row in tx.execute(statement):
        found.setdefault(row.attendee_id, set()).add(row.kind)
    return found


def select_mail_choices(tx: Transaction, attendee_id: int) -> tuple[bool, bool] | None:
    """Whether the digest is wanted, and announcements by mail."""
    columns = select(attendees.c.wants_digest, attendees.c.wants_announcements)
    row = tx.execute(columns.where(attendees.c.id == attendee_id)).first()
    return (bool(row.wants_digest), bool(row.wants_announcements)) if row else None


def delete_refusals(tx: Transaction, attendee_id: int) -> None:
    tx.execute(delete(push_refusals).where(push_refusals.c.attendee_id == attendee_id))


def insert_refusals(tx: Transaction, attendee_id: int, kinds: Collection[str]) -> None:
    rows = [{"attendee_id": attendee_id, "kind": kind} for kind in sorted(kinds)]
    if rows:
        tx.execute(insert(push_refusals), rows)
