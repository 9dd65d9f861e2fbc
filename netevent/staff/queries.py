"""SQL of an event's staff and of their invitations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, false, func, insert, select, update

from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import events, staff
from netevent.core.i18n.localized import LocalizedText, localized


class State(StrEnum):
    """Where a member's invitation stands."""

    invited = "invited"
    accepted = "accepted"
    expired = "expired"


@dataclass(frozen=True, slots=True)
class StaffEvent:
    """The event, as the pages about its staff show it."""

    id: int
    code: str
    name: LocalizedText
    zone: str


@dataclass(frozen=True, slots=True)
class Member:
    """One of an event's staff."""

    id: int
    event_id: int
    first_name: str
    last_name: str
    email: str
    language: str
    code: str
    state: State

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the link in a mail opens. `is_open` says whether it can still be accepted."""

    staff_id: int
    event_id: int
    event_name: LocalizedText
    starts_at: datetime
    zone: str
    location: str
    first_name: str
    email: str
    language: str
    code: str
    is_used: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class Details:
    """What the organizer types about a member."""

    first_name: str
    last_name: str
    email: str
    language: str


def select_event(tx: Transaction, event_id: int) -> StaffEvent | None:
    row = tx.execute(
        select(events.c.id, events.c.code, events.c.name, events.c.name_texts, events.c.time_zone).where(
            events.c.id == event_id
        )
    ).first()
    return StaffEvent(row.id, row.code, localized(row.name, row.name_texts), row.time_zone) if row else None


def count_members(tx: Transaction, event_id: int) -> int:
    statement = select(func.count()).select_from(staff).where(staff.c.event_id == event_id)
    return int(tx.execute(statement).scalar_one())


def count_states(tx: Transaction, event_id: int, now: datetime) -> Counter[State]:
    """How many of the event's staff there are of each."""
    return Counter(member.state for member in select_members(tx, event_id, now))


def select_members(tx: Transaction, event_id: int, now: datetime) -> list[Member]:
    rows = tx.execute(select(staff).where(staff.c.event_id == event_id).order_by(staff.c.id))
    return [_member(row, now) for row in rows]


def select_member(tx: Transaction, event_id: int, staff_id: int, now: datetime) -> Member | None:
    row = tx.execute(select(staff).where(staff.c.id == staff_id, staff.c.event_id == event_id)).first()
    return _member(row, now) if row else None


def select_member_by_code(tx: Transaction, code: str, now: datetime) -> Member | None:
    row = tx.execute(select(staff).where(staff.c.staff_code == code)).first()
    return _member(row, now) if row else None


def select_invitation(tx: Transaction, hashed: str, now: datetime) -> Invitation | None:
    """The invitation of a link, used and expired ones too."""
    row = tx.execute(
        select(
            staff.c.id,
            staff.c.event_id,
            staff.c.first_name,
            staff.c.email,
            staff.c.preferred_language,
            staff.c.staff_code,
            staff.c.invite_used,
            is_open(now).label("is_open"),
            events.c.name,
            events.c.name_texts,
            events.c.start_time,
            events.c.time_zone,
            events.c.location,
        )
        .join(events, events.c.id == staff.c.event_id)
        .where(staff.c.invite_token == hashed)
    ).first()
    return _invitation(row) if row else None


def insert_member(tx: Transaction, event_id: int, details: Details, email_key: str, code: str) -> int:
    result = tx.execute(
        insert(staff).values(event_id=event_id, staff_code=code, **_columns(details, email_key))
    )
    return inserted_id(result)


def update_member(tx: Transaction, event_id: int, staff_id: int, details: Details, email_key: str) -> None:
    tx.execute(
        update(staff)
        .where(staff.c.id == staff_id, staff.c.event_id == event_id)
        .values(_columns(details, email_key))
    )


def update_invitation(tx: Transaction, staff_id: int, hashed: str, expires_at: datetime) -> None:
    """A new link; the one before no longer finds anything."""
    tx.execute(
        update(staff)
        .where(staff.c.id == staff_id)
        .values(invite_token=hashed, invite_used=False, invite_expires_at=expires_at)
    )


def update_invitation_ended(tx: Transaction, staff_id: int) -> None:
    tx.execute(update(staff).where(staff.c.id == staff_id).values(invite_token=None, invite_expires_at=None))


def update_accepted(tx: Transaction, hashed: str, password_hash: str, now: datetime) -> bool:
    """Use the link up. Of two who do it at once, the database lets one through."""
    statement = (
        update(staff)
        .where(staff.c.invite_token == hashed, is_open(now))
        .values(password_hash=password_hash, invite_used=True)
    )
    return tx.execute(statement).rowcount == 1


def delete_member(tx: Transaction, event_id: int, staff_id: int) -> bool:
    result = tx.execute(delete(staff).where(staff.c.id == staff_id, staff.c.event_id == event_id))
    return result.rowcount == 1


def is_open(now: datetime) -> ColumnElement[bool]:
    return (staff.c.invite_used == false()) & (staff.c.invite_expires_at > now)


def _columns(details: Details, email_key: str) -> dict[str, str]:
    return {
        "first_name": details.first_name,
        "last_name": details.last_name,
        "email": details.email,
        "email_key": email_key,
        "preferred_language": details.language,
    }


def _member(row: Row[Any], now: datetime) -> Member:
    return Member(
        id=row.id,
        event_id=row.event_id,
        first_name=row.first_name,
        last_name=row.last_name,
        email=row.email,
        language=row.preferred_language,
        code=row.staff_code or "",
        state=_state(row, now),
    )


def _state(row: Row[Any], now: datetime) -> State:
    """Whoever has a password is in, also while a link for a new one is open."""
    if row.password_hash:
        return State.accepted
    is_running = row.invite_expires_at is not None and row.invite_expires_at > now
    return State.invited if is_running else State.expired


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        staff_id=row.id,
        event_id=row.event_id,
        event_name=localized(row.name, row.name_texts),
        starts_at=row.start_time,
        zone=row.time_zone,
        location=row.location or "",
        first_name=row.first_name,
        email=row.email,
        language=row.preferred_language,
        code=row.staff_code or "",
        is_used=bool(row.invite_used),
        is_open=bool(row.is_open),
    )
