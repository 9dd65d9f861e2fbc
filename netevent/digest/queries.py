"""SQL of the digest: who has not looked, and what was mailed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select, true

from netevent.attendees.predicates import is_attending
from netevent.attendees.writing import update_attendee
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events, notifications
from netevent.core.i18n.localized import localized
from netevent.events.queries import is_going_on
from netevent.notifications.queries import was_pushed

MAILED = notifications.alias("mailed")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets the mail, and the event that it is about, in the own language."""

    id: int
    first_name: str
    email: str
    language: str
    event_name: str
    zone: str
    wants_digest: bool
    event_id: int | None = None


def select_due(
    tx: Transaction,
    kinds: Sequence[str],
    now: datetime,
    unseen_since: datetime,
    quiet_since: datetime,
    attendee_id: int | None = None,
) -> list[int]:
    """Who wants the mail, is attending an event that is not over, and did not look since `unseen_since`.

    Only where there is something that no mail and no push has told, and no mail came since `quiet_since`.
    """
    statement = (
        select(notifications.c.attendee_id)
        .distinct()
        .join_from(notifications, attendees, attendees.c.id == notifications.c.attendee_id)
        .join(events, events.c.id == attendees.c.event_id)
        .where(
            _is_untold(kinds, unseen_since),
            ~_is_mailed(quiet_since),
            attendees.c.wants_digest == true(),
            is_attending(),
            is_going_on(now),
        )
    )
    if attendee_id is not None:
        statement = statement.where(notifications.c.attendee_id == attendee_id)
    return list(tx.execute(statement).scalars())


def select_reader(tx: Transaction, attendee_id: int) -> Reader | None:
    row = tx.execute(
        select(
            attendees.c.id,
            attendees.c.event_id,
            attendees.c.first_name,
            attendees.c.email,
            attendees.c.preferred_language.label("language"),
            events.c.name.label("event_name"),
            events.c.name_texts,
            events.c.time_zone.label("zone"),
            attendees.c.wants_digest,
        )
        .join(events, events.c.id == attendees.c.event_id)
        .where(attendees.c.id == attendee_id)
    ).first()
    return _reader(row) if row else None


def _reader(row: Row[Any]) -> Reader:
    values = dict(row._mapping)
    name = localized(values.pop("event_name"), values.pop("name_texts"))
    return Reader(event_name=name.inside(row.language), **values)


def select_untold(
    tx: Transaction, attendee_id: int, kinds: Sequence[str], unseen_since: datetime
) -> set[tuple[str, int]]:
    """Kind and subject of what this one did not look at since then and no mail told, if it stands or not."""
    is_untold = _is_untold(kinds, unseen_since)
    named = select(notifications.c.kind, notifications.c.subject_id)
    rows = tx.execute(named.where(notifications.c.attendee_id == attendee_id, is_untold))
    return {(row.kind, row.subject_id) for row in rows}


def update_digest_unwanted(tx: Transaction, attendee_id: int) -> None:
    update_attendee(tx, attendee_id, wants_digest=False)


def _is_untold(kinds: Sequence[str], unseen_since: datetime) -> ColumnElement[bool]:
    return and_(
        notifications.c.kind.in_(kinds),
        notifications.c.seen_at.is_(None),
        notifications.c.created_at <= unseen_since,
        ~was_pushed(),
        or_(notifications.c.mailed_at.is_(None), notifications.c.mailed_at < notifications.c.created_at),
    )


def _is_mailed(since: datetime) -> ColumnElement[bool]:
    is_theirs = MAILED.c.attendee_id == notifications.c.attendee_id
    return exists(select(MAILED.c.id).where(is_theirs, MAILED.c.mailed_at > since))
