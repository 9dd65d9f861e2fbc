"""SQL of taking an import back: whom it brought in or changed, and who has been here since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, false, func, or_, select, update

from netevent.attendees.importing.queries import WAS, Was
from netevent.attendees.predicates import is_attending
from netevent.attendees.writing import delete_attendee
from netevent.core.credentials import NO_PASSWORD
from netevent.core.database import Transaction
from netevent.core.database.tables import (
    attendees,
    badge_scans,
    connections,
    import_changes,
    jobs,
    login_accounts,
    room_scans,
    scans,
)
from netevent.identity.accounts import Kind


@dataclass(frozen=True, slots=True)
class Noted:
    """What an import did to somebody; `was` is None for who came with it."""

    attendee_id: int
    email_key: str
    was: list[Was] | None
    is_attending: bool
    is_in_use: bool


def count_changes(tx: Transaction, job_id: int) -> int:
    statement = select(func.count()).where(import_changes.c.job_id == job_id)
    return int(tx.execute(statement).scalar_one())


def select_in_use(tx: Transaction, job_id: int) -> bool:
    """Whether one of them was at the door, or uses the account."""
    statement = _joined(select(attendees.c.id)).where(import_changes.c.job_id == job_id, _in_use())
    return tx.execute(statement.limit(1)).first() is not None


def select_noted(tx: Transaction, job_id: int, most: int) -> list[Noted]:
    rows = tx.execute(
        _joined(
            select(
                import_changes.c.attendee_id,
                import_changes.c.before,
                attendees.c.email_key,
                is_attending().label("is_attending"),
                _in_use().label("is_in_use"),
            )
        )
        .where(import_changes.c.job_id == job_id)
        .order_by(import_changes.c.attendee_id)
        .limit(most)
    )
    return [
        Noted(
            row.attendee_id,
            row.email_key,
            None if row.before is None else WAS.read(row.before),
            bool(row.is_attending),
            bool(row.is_in_use),
        )
        for row in rows
    ]


def take_over(tx: Transaction, import_id: int, undo_id: int) -> int:
    """What the import did becomes the undo's to take back; returns how much. Of two, one gets it."""
    statement = update(import_changes).where(import_changes.c.job_id == import_id)
    return tx.execute(statement.values(job_id=undo_id)).rowcount


def delete_noted(tx: Transaction, job_id: int, attendee_ids: Sequence[int]) -> None:
    is_noted = (import_changes.c.job_id == job_id, import_changes.c.attendee_id.in_(attendee_ids))
    tx.execute(delete(import_changes).where(*is_noted))


def delete_old(tx: Transaction, before: datetime) -> None:
    """What could be undone for long enough."""
    tx.execute(delete(import_changes).where(import_changes.c.made_at < before))


def delete_who_never_came(tx: Transaction, attendee_id: int) -> bool:
    return delete_attendee(tx, attendee_id, attendees.c.checked_in == false())


def select_results(tx: Transaction, kind: str, event_id: int) -> list[tuple[int, str]]:
    """The jobs of this kind, each with what it tells."""
    rows = tx.execute(
        select(jobs.c.id, jobs.c.result).where(jobs.c.kind == kind, jobs.c.event_id == event_id)
    )
    return [(row.id, row.result) for row in rows]


def _joined(statement: Select[Any]) -> Select[Any]:
    return statement.join_from(import_changes, attendees, attendees.c.id == import_changes.c.attendee_id)


def _in_use() -> ColumnElement[bool]:
    """At the door or in a room; and of who came with the list: a password, own words, logins, contacts."""
    person = attendees.c.id
    has_been_here = or_(
        attendees.c.checked_in,
        exists().where(scans.c.attendee_id == person),
        exists().where(room_scans.c.attendee_id == person),
    )
    has_account = or_(
        attendees.c.password_hash != NO_PASSWORD,
        attendees.c.own_fields != "",
        exists().where(login_accounts.c.account_kind == Kind.attendee, login_accounts.c.account_id == person),
        exists().where(
            or_(connections.c.attendee_id == person, connections.c.connected_attendee_id == person)
        ),
        exists().where(or_(badge_scans.c.scanner_id == person, badge_scans.c.scanned_id == person)),
    )
    return or_(has_been_here, import_changes.c.before.is_(None) & has_account)
