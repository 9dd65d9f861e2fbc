"""SQL of announcements and their words. The only writer of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update

from netevent.announcements.announcement import (
    Announcement,
    Audience,
    Draft,
    Kind,
    NotSent,
    Starts,
    State,
    Words,
)
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import announcement_texts, announcements, events

OPEN = (State.draft, State.scheduled)
# The number of a type or session that is gone.
NOBODY = 0


@dataclass(frozen=True, slots=True)
class Scheduled:
    """`organizer_id`: who scheduled it; None for an account that is gone."""

    event_id: int
    id: int
    begins_at: datetime | None
    organizer_id: int | None = None


def select_announcement(tx: Transaction, event_id: int, announcement_id: int) -> Announcement | None:
    found = _selected(tx, announcements.c.id == announcement_id, announcements.c.event_id == event_id)
    return found[0] if found else None


def select_announcements(tx: Transaction, event_id: int) -> list[Announcement]:
    """The newest first."""
    return _selected(tx, announcements.c.event_id == event_id)


def select_texts(tx: Transaction, numbers: Sequence[int]) -> dict[int, dict[str, Words]]:
    """By number and language."""
    found: dict[int, dict[str, Words]] = {number: {} for number in numbers}
    rows = tx.execute(select(announcement_texts).where(announcement_texts.c.announcement_id.in_(numbers)))
    for row in rows:
        found[row.announcement_id][row.language] = Words(row.subject, row.body)
    return found


def select_scheduled(tx: Transaction) -> list[Scheduled]:
    """All that wait for their moment, of all events: few, and those before an event go by its start."""
    statement = select(announcements, events.c.start_time).join(
        events, events.c.id == announcements.c.event_id
    )
    rows = tx.execute(statement.where(announcements.c.state == State.scheduled).order_by(announcements.c.id))
    return [
        Scheduled(row.event_id, row.id, _draft(row, {}).begins_at(row.start_time), row.organizer_id)
        for row in rows
    ]


def lock_state(tx: Transaction, event_id: int, announcement_id: int) -> State | None:
    """Until the commit nobody else moves it on."""
    is_this = (announcements.c.id == announcement_id, announcements.c.event_id == event_id)
    state = tx.execute(select(announcements.c.state).where(*is_this).with_for_update()).scalar()
    return State(state) if state else None


def insert_announcement(
    tx: Transaction, event_id: int, draft: Draft, organizer_id: int, name: str, now: datetime
) -> int:
    owned = {"event_id": event_id, "organizer_id": organizer_id, "sent_by": name}
    values = {**owned, **_columns(draft), "changed_at": now}
    number = inserted_id(tx.execute(insert(announcements).values(values)))
    _insert_texts(tx, number, draft.texts)
    return number


def update_draft(
    tx: Transaction, event_id: int, announcement_id: int, draft: Draft, seen_at: datetime, now: datetime
) -> bool:
    """False: somebody else has changed it since `seen_at`, or it is being sent."""
    is_same = (announcements.c.changed_at == seen_at, *_is_open(event_id, announcement_id))
    statement = update(announcements).where(*is_same).values(**_columns(draft), changed_at=now)
    if tx.execute(statement).rowcount != 1:
        return False
    tx.execute(delete(announcement_texts).where(announcement_texts.c.announcement_id == announcement_id))
    _insert_texts(tx, announcement_id, draft.texts)
    return True


def update_state(
    tx: Transaction, event_id: int, announcement_id: int, before: Sequence[State], **values: Any
) -> bool:
    """Of several who move it on from these states, the first one does."""
    is_this = (announcements.c.id == announcement_id, announcements.c.event_id == event_id)
    statement = update(announcements).where(*is_this, announcements.c.state.in_(before))
    return tx.execute(statement.values(**values)).rowcount == 1


def select_audiences(tx: Transaction, event_id: int) -> set[tuple[Audience, int]]:
    """The types and sessions that announcements of the event are for."""
    named = select(announcements.c.audience, announcements.c.audience_id).where(
        announcements.c.event_id == event_id, announcements.c.audience_id > NOBODY
    )
    return {(Audience(row.audience), row.audience_id) for row in tx.execute(named)}


def update_nobody(tx: Transaction, event_id: int, audience: Audience, audience_id: int) -> bool:
    """What was for these is for nobody any more."""
    statement = update(announcements).where(
        announcements.c.event_id == event_id,
        announcements.c.audience == audience,
        announcements.c.audience_id == audience_id,
    )
    return tx.execute(statement.values(audience_id=NOBODY)).rowcount > 0


def delete_announcement(tx: Transaction, event_id: int, announcement_id: int) -> bool:
    """One that was never sent."""
    statement = delete(announcements).where(*_is_open(event_id, announcement_id))
    return tx.execute(statement).rowcount == 1


def _is_open(event_id: int, announcement_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        announcements.c.id == announcement_id,
        announcements.c.event_id == event_id,
        announcements.c.state.in_(OPEN),
    )


def _columns(draft: Draft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "audience": draft.audience,
        "audience_id": draft.audience_id,
        "language": draft.language,
        "by_mail": draft.by_mail,
        "on_pages": draft.on_pages,
        "by_push": draft.by_push,
        "starts": draft.starts,
        "send_at": draft.send_at,
        "minutes_before": draft.minutes_before,
        "reminds_id": draft.reminds_id,
        "is_important": draft.is_important,
    }


def _insert_texts(tx: Transaction, announcement_id: int, texts: Mapping[str, Words]) -> None:
    rows = [
        {
            "announcement_id": announcement_id,
            "language": language,
            "subject": words.subject,
            "body": words.body,
        }
        for language, words in texts.items()
    ]
    tx.execute(insert(announcement_texts), rows)


def _selected(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Announcement]:
    rows = tx.execute(select(announcements).where(*conditions).order_by(announcements.c.id.desc())).all()
    texts = select_texts(tx, [row.id for row in rows])
    return [
        Announcement(
            id=row.id,
            event_id=row.event_id,
            state=State(row.state),
            draft=_draft(row, texts[row.id]),
            sent_by=row.sent_by,
            job_id=row.job_id,
            changed_at=row.changed_at,
            began_at=row.began_at,
            ended_at=row.ended_at,
            not_sent=NotSent(row.not_sent) if row.not_sent else None,
        )
        for row in rows
    ]


def _draft(row: Row[Any], texts: Mapping[str, Words]) -> Draft:
    return Draft(
        kind=Kind(row.kind),
        audience=Audience(row.audience),
        audience_id=row.audience_id,
        language=row.language,
        texts=texts,
        by_mail=row.by_mail,
        on_pages=row.on_pages,
        by_push=row.by_push,
        starts=Starts(row.starts),
        send_at=row.send_at,
        minutes_before=row.minutes_before,
        reminds_id=row.reminds_id,
        is_important=row.is_important,
    )
