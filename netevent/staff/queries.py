"""SQL of an event's staff and of their invitations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, false, func, insert, select, update

from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import events, staff
from netevent.core.i18n.localized import LocalizedText, localized
from netevent.core.text.addresses import own_address, stored_address
from netevent.core.text.comparing import normalize_email
from netevent.events.details import Gate
from netevent.identity.accounts import StaffRole
from netevent.staff.gates.queries import put_gates, select_gates_of_staff


class State(StrEnum):
    """Where a member's invitation stands; who has no address and no password comes in by a code."""

    invited = "invited"
    accepted = "accepted"
    expired = "expired"
    by_code = "by_code"


@dataclass(frozen=True, slots=True)
class StaffEvent:
    """The event, as the pages about its staff show it."""

    id: int
    code: str
    name: LocalizedText
    zone: str


@dataclass(frozen=True, slots=True)
class Member:
    """One of an event's staff. No `email`: they have none. No `gates`: they work at all of them."""

    id: int
    event_id: int
    first_name: str
    last_name: str
    email: str
    language: str
    code: str
    state: State
    role: StaffRole = StaffRole.door
    gates: tuple[Gate, ...] = ()

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
    """What the organizer types about a member; `gates` are the ids of those they work at, none for all."""

    first_name: str
    last_name: str
    email: str
    language: str
    role: StaffRole = StaffRole.door
    gates: tuple[int, ...] = ()


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
    gates = select_gates_of_staff(tx, event_id)
    return [_member(row, now, gates) for row in rows]


def select_member(tx: Transaction, event_id: int, staff_id: int, now: datetime) -> Member | None:
    row = tx.execute(select(staff).where(staff.c.id == staff_id, staff.c.event_id == event_id)).first()
    return _member(row, now, select_gates_of_staff(tx, event_id)) if row else None


def select_member_by_code(tx: Transaction, code: str, now: datetime) -> Member | None:
    row = tx.execute(select(staff).where(staff.c.staff_code == code)).first()
    return _member(row, now, {}) if row else None


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


def select_emails(tx: Transaction, event_id: int) -> set[str]:
    """The addresses of all members, as they are compared."""
    return set(tx.execute(select(staff.c.email_key).where(staff.c.event_id == event_id)).scalars())


def insert_member(tx: Transaction, event_id: int, details: Details, code: str) -> int:
    """Add them, with their gates.

    Raises:
        sqlalchemy.exc.IntegrityError: the address is a member's.
    """
    result = tx.execute(insert(staff).values(event_id=event_id, staff_code=code, **_columns(details)))
    put_gates(tx, event_id, inserted_id(result), details.gates)
    return inserted_id(result)


def update_member(tx: Transaction, event_id: int, staff_id: int, details: Details) -> None:
    """Raises as `insert_member` does."""
    is_theirs = (staff.c.id == staff_id, staff.c.event_id == event_id)
    tx.execute(update(staff).where(*is_theirs).values(_columns(details)))


def update_gates(
    tx: Transaction, event_id: int, staff_id: int, gate_ids: tuple[int, ...], since: datetime
) -> None:
    """Other gates; what was scanned before `since` was scanned where it was allowed."""
    is_theirs = (staff.c.id == staff_id, staff.c.event_id == event_id)
    tx.execute(update(staff).where(*is_theirs).values(gates_since=since))
    put_gates(tx, event_id, staff_id, gate_ids)


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


def _columns(details: Details) -> dict[str, str]:
    address = stored_address(details.email)
    return {
        "first_name": details.first_name,
        "last_name": details.last_name,
        "email": address,
        "email_key": normalize_email(address),
        "preferred_language": details.language,
        "role": details.role.value,
    }


def _member(row: Row[Any], now: datetime, gates: Mapping[int, tuple[Gate, ...]]) -> Member:
    return Member(
        id=row.id,
        event_id=row.event_id,
        first_name=row.first_name,
        last_name=row.last_name,
        email=own_address(row.email),
        language=row.preferred_language,
        code=row.staff_code or "",
        state=_state(row, now),
        role=StaffRole(row.role),
        gates=gates.get(row.id, ()),
    )


def _state(row: Row[Any], now: datetime) -> State:
    """Whoever has a password is in, also while a link for a new one is open."""
    if row.password_hash:
        return State.accepted
    if not own_address(row.email):
        return State.by_code
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
