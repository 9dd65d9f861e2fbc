"""SQL of the dashboards that show several events at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, or_, select, true

from netevent.attendees.predicates import is_attending
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events
from netevent.core.i18n.localized import LocalizedText, localized
from netevent.identity.roles.queries import role_of
from netevent.identity.roles.role import Role


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event of the organizer's, with the own role. Who is in counts as coming, whatever was said."""

    id: int
    code: str
    name: LocalizedText
    start: datetime
    end: datetime | None
    zone: str
    location: str
    checked_in: int
    coming: int
    role: Role


def count_archived(tx: Transaction, organizer_id: int) -> int:
    theirs = (role_of(organizer_id).is_not(None), events.c.archived_at.is_not(None))
    return int(tx.execute(select(func.count()).select_from(events).where(*theirs)).scalar_one())


def select_cards(tx: Transaction, organizer_id: int, archived: bool = False) -> list[EventCard]:
    """Those in whose team the organizer is, the last to start on top: the archived ones, or the others."""
    role = role_of(organizer_id)
    is_in = attendees.c.checked_in == true()
    is_coming = or_(is_in, is_attending())
    rows = tx.execute(
        select(
            events.c.id,
            events.c.code,
            events.c.name,
            events.c.name_texts,
            events.c.start_time,
            events.c.end_time,
            events.c.time_zone,
            events.c.location,
            role.label("role"),
            func.count(case((is_in, 1))).label("checked_in"),
            func.count(case((is_coming, 1))).label("coming"),
        )
        .select_from(events.outerjoin(attendees, attendees.c.event_id == events.c.id))
        .where(role.is_not(None), events.c.archived_at.is_not(None) == archived)
        .group_by(events.c.id)
        .order_by(events.c.start_time.desc(), events.c.id.desc())
    )
    return [
        EventCard(
            row.id,
            row.code,
            localized(row.name, row.name_texts),
            row.start_time,
            row.end_time,
            row.time_zone,
            row.location or "",
            row.checked_in,
            row.coming,
            Role(row.role),
        )
        for row in rows
    ]
