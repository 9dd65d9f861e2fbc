"""SQL of badges that were printed. Only here the table is written, and no row is ever changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from netevent.attendees.predicates import is_attending, was_printed
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, badge_prints


@dataclass(frozen=True, slots=True)
class Print:
    """The last one of a badge. `by` is who let it be printed, `station` where; `content` what stood on it."""

    attendee_id: int
    at: datetime
    by: str
    station: str
    content: str


def insert_prints(
    tx: Transaction, event_id: int, printed: Sequence[tuple[int, str]], by: str, station: str, now: datetime
) -> None:
    rows = [
        {
            "event_id": event_id,
            "attendee_id": attendee_id,
            "content": content,
            "printed_at": now,
            "printed_by": by,
            "station": station,
        }
        for attendee_id, content in printed
    ]
    if rows:
        tx.execute(insert(badge_prints), rows)


def select_theirs(tx: Transaction, event_id: int, ids: Collection[int]) -> set[int]:
    """Those of them who are of this event: who has gone meanwhile is not."""
    one = attendees.c
    return set(tx.execute(select(one.id).where(one.event_id == event_id, one.id.in_(ids))).scalars())


def select_last_prints(tx: Transaction, event_id: int, ids: Collection[int]) -> dict[int, Print]:
    """By the attendees; whose badge was never printed is missing. The last one is that of the latest row."""
    one = badge_prints.c
    mine = (one.event_id == event_id, one.attendee_id.in_(ids))
    last = select(func.max(one.id)).where(*mine).group_by(one.attendee_id)
    return {
        row.attendee_id: Print(row.attendee_id, row.printed_at, row.printed_by, row.station, row.content)
        for row in tx.execute(select(badge_prints).where(one.id.in_(last)))
    }


def count_unprinted(tx: Transaction, event_id: int) -> int:
    """Of those who come, how many have no badge yet."""
    one = attendees.c
    has_badge = (one.event_id == event_id, one.attendee_code.is_not(None), is_attending())
    statement = select(func.count()).select_from(attendees).where(*has_badge, ~was_printed())
    return int(tx.execute(statement).scalar_one())
