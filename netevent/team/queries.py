"""SQL of the teams of events; the owner of `event_organizers`. Whose an event is, `events.queries` writes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, or_, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import event_organizers, events, organizers
from netevent.identity.invited.invitation import State
from netevent.identity.invited.queries import invitation_state
from netevent.identity.roles.role import Role
from netevent.team.member import Member


def select_members(tx: Transaction, event_id: int, now: datetime) -> tuple[Member, ...]:
    """The owner, and then the others in the order in which they were added."""
    return tuple(_member(row) for row in tx.execute(_rows(event_id, now)))


def select_member(tx: Transaction, event_id: int, organizer_id: int, now: datetime) -> Member | None:
    row = tx.execute(_rows(event_id, now).where(organizers.c.id == organizer_id)).first()
    return _member(row) if row else None


def count_co_organizers(tx: Transaction, event_id: int) -> int:
    statement = select(func.count()).select_from(event_organizers)
    return int(tx.execute(statement.where(event_organizers.c.event_id == event_id)).scalar_one())


def insert_co_organizer(tx: Transaction, event_id: int, organizer_id: int, role: Role) -> None:
    """Raises:
    sqlalchemy.exc.IntegrityError: this organizer is in the team already.
    """
    values = {"event_id": event_id, "organizer_id": organizer_id, "role": role.value}
    tx.execute(insert(event_organizers).values(values))


def update_role(tx: Transaction, event_id: int, organizer_id: int, role: Role) -> None:
    is_it = (event_organizers.c.event_id == event_id) & (event_organizers.c.organizer_id == organizer_id)
    tx.execute(update(event_organizers).where(is_it).values(role=role.value))


def delete_co_organizer(tx: Transaction, event_id: int, organizer_id: int) -> bool:
    """Whether there was one: of two who take the same row, one does."""
    is_it = (event_organizers.c.event_id == event_id) & (event_organizers.c.organizer_id == organizer_id)
    return tx.execute(delete(event_organizers).where(is_it)).rowcount == 1


def _rows(event_id: int, now: datetime) -> Select[Any]:
    of_event = (event_organizers.c.event_id == event_id) & (
        event_organizers.c.organizer_id == organizers.c.id
    )
    is_owner = events.c.organizer_id == organizers.c.id
    joined = events.join(organizers, or_(is_owner, organizers.c.id.in_(_co_organizers(event_id))))
    statement = select(
        organizers.c.id,
        organizers.c.name,
        organizers.c.email,
        event_organizers.c.role,
        is_owner.label("is_owner"),
        invitation_state(now).label("state"),
    ).select_from(joined.outerjoin(event_organizers, of_event))
    return statement.where(events.c.id == event_id).order_by(is_owner.desc(), event_organizers.c.id)


def _co_organizers(event_id: int) -> Select[tuple[int]]:
    return select(event_organizers.c.organizer_id).where(event_organizers.c.event_id == event_id)


def _member(row: Row[Any]) -> Member:
    role = Role.owner if row.is_owner else Role(row.role)
    return Member(row.id, row.name, row.email, role, State(row.state))
