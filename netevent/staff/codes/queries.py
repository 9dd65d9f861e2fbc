"""SQL of the codes that log a member of staff in by phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import events, staff, staff_log_in_codes
from netevent.core.i18n.localized import LocalizedText, localized


@dataclass(frozen=True, slots=True)
class LogInCode:
    """A member's newest code, and whose it is."""

    staff_id: int
    event_id: int
    name: str
    language: str
    event_name: LocalizedText
    starts_at: datetime
    event_ends_at: datetime | None
    zone: str
    expires_at: datetime
    used_at: datetime | None
    device: str


def select_code_of_token(tx: Transaction, hashed: str) -> LogInCode | None:
    return _code(tx, staff_log_in_codes.c.token_hash == hashed)


def select_code_of_member(tx: Transaction, staff_id: int) -> LogInCode | None:
    return _code(tx, staff_log_in_codes.c.staff_id == staff_id)


def count_logged_in(tx: Transaction, event_id: int) -> int:
    """The members without a password whose code a phone has used."""
    joined = staff_log_in_codes.join(staff, staff.c.id == staff_log_in_codes.c.staff_id)
    statement = (
        select(func.count())
        .select_from(joined)
        .where(
            staff.c.event_id == event_id,
            staff.c.password_hash.is_(None),
            staff_log_in_codes.c.used_at.is_not(None),
        )
    )
    return int(tx.execute(statement).scalar_one())


def select_event_of_member(tx: Transaction, staff_id: int) -> int | None:
    return tx.execute(select(staff.c.event_id).where(staff.c.id == staff_id)).scalar()


def put_code(tx: Transaction, staff_id: int, hashed: str, expires_at: datetime) -> None:
    """The member's code from now on; the one before finds nobody any more. The member's row is locked."""
    tx.execute(select(staff.c.id).where(staff.c.id == staff_id).with_for_update()).all()
    tx.execute(delete(staff_log_in_codes).where(staff_log_in_codes.c.staff_id == staff_id))
    tx.execute(insert(staff_log_in_codes).values(staff_id=staff_id, token_hash=hashed, expires_at=expires_at))


def update_used(tx: Transaction, hashed: str, now: datetime, device: str) -> bool:
    """Use the code up. Of two phones at once, the database lets one through."""
    is_open = (staff_log_in_codes.c.used_at.is_(None)) & (staff_log_in_codes.c.expires_at > now)
    statement = update(staff_log_in_codes).where(staff_log_in_codes.c.token_hash == hashed, is_open)
    return tx.execute(statement.values(used_at=now, device=device)).rowcount == 1


def _code(tx: Transaction, which: ColumnElement[bool]) -> LogInCode | None:
    row = tx.execute(CODES.where(which)).first()
    if row is None:
        return None
    return LogInCode(
        staff_id=row.staff_id,
        event_id=row.event_id,
        name=f"{row.first_name} {row.last_name}".strip(),
        language=row.preferred_language,
        event_name=localized(row.name, row.name_texts),
        starts_at=row.start_time,
        event_ends_at=row.end_time,
        zone=row.time_zone,
        expires_at=row.expires_at,
        used_at=row.used_at,
        device=row.device,
    )


CODES = select(
    staff_log_in_codes,
    staff.c.event_id,
    staff.c.first_name,
    staff.c.last_name,
    staff.c.preferred_language,
    events.c.name,
    events.c.name_texts,
    events.c.start_time,
    events.c.end_time,
    events.c.time_zone,
).select_from(
    staff_log_in_codes.join(staff, staff.c.id == staff_log_in_codes.c.staff_id).join(
        events, events.c.id == staff.c.event_id
    )
)
