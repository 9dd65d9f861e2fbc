"""SQL of roles. What a row of `event_organizers` means is spelled here alone."""

from __future__ import annotations

from sqlalchemy import ColumnElement, case, exists, or_, select

from netevent.core.database import Transaction
from netevent.core.database.tables import (
    breakout_session_organizers,
    breakout_sessions,
    event_organizers,
    events,
)
from netevent.identity.roles.role import Role


def select_role(tx: Transaction, organizer_id: int, event_id: int) -> Role | None:
    """None for who is not in the event's team, and where there is no such event."""
    role = tx.execute(select(role_of(organizer_id)).where(events.c.id == event_id)).scalar()
    return Role(role) if role else None


def select_presents(tx: Transaction, organizer_id: int, session_id: int) -> bool:
    """Whether the session is the organizer's to work with: as its presenter, or by the event."""
    presents = exists().where(
        breakout_session_organizers.c.breakout_session_id == breakout_sessions.c.id,
        breakout_session_organizers.c.organizer_id == organizer_id,
    )
    joined = breakout_sessions.join(events, events.c.id == breakout_sessions.c.event_id)
    statement = select(breakout_sessions.c.id).select_from(joined)
    is_theirs = or_(may_edit(organizer_id), presents)
    return tx.execute(statement.where(breakout_sessions.c.id == session_id, is_theirs)).first() is not None


def select_is_archived(tx: Transaction, event_id: int) -> bool:
    archived = select(events.c.id).where(events.c.id == event_id, events.c.archived_at.is_not(None))
    return tx.execute(archived).first() is not None


def select_is_session_archived(tx: Transaction, session_id: int) -> bool:
    """Whether its event is."""
    joined = breakout_sessions.join(events, events.c.id == breakout_sessions.c.event_id)
    archived = select(events.c.id).select_from(joined).where(events.c.archived_at.is_not(None))
    return tx.execute(archived.where(breakout_sessions.c.id == session_id)).first() is not None


def role_of(organizer_id: int) -> ColumnElement[str | None]:
    """In the team of the event whose row the statement reads; NULL for who is not in it."""
    as_co_organizer = (
        select(event_organizers.c.role)
        .where(event_organizers.c.event_id == events.c.id, event_organizers.c.organizer_id == organizer_id)
        .correlate(events)
        .scalar_subquery()
    )
    return case((events.c.organizer_id == organizer_id, Role.owner.value), else_=as_co_organizer)


def is_in_team(organizer_id: int) -> ColumnElement[bool]:
    return role_of(organizer_id).is_not(None)


def may_edit(organizer_id: int) -> ColumnElement[bool]:
    return role_of(organizer_id).in_([role.value for role in Role if role.may_edit])


def has_events(organizer_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether there is an event in whose team the organizer is."""
    return or_(
        exists().where(events.c.organizer_id == organizer_id),
        exists().where(event_organizers.c.organizer_id == organizer_id),
    )
