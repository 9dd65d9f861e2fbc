"""SQL of the accounts of presenters and co-organizers who were invited and have not come in yet."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, case, delete, exists, select, true

from netevent.core.database import Transaction
from netevent.core.database.tables import (
    breakout_session_organizers,
    breakout_sessions,
    event_organizers,
    login_links,
    organizers,
)
from netevent.identity.accounts import Kind
from netevent.identity.invited.invitation import State
from netevent.identity.roles.queries import has_events

IS_INVITED = (organizers.c.presents_only == true()) & organizers.c.unconfirmed_since.is_not(None)


def select_invited(tx: Transaction, event_id: int, session_id: int | None = None) -> list[int]:
    """Those who were invited to this session, or to the event: to its team, or to any of its sessions."""
    presenters = breakout_session_organizers
    joined = presenters.join(organizers, organizers.c.id == presenters.c.organizer_id).join(
        breakout_sessions, breakout_sessions.c.id == presenters.c.breakout_session_id
    )
    statement = select(organizers.c.id).select_from(joined)
    if session_id is not None:
        statement = statement.where(breakout_sessions.c.id == session_id)
    found = set(tx.execute(statement.where(breakout_sessions.c.event_id == event_id, IS_INVITED)).scalars())
    if session_id is None:
        team = event_organizers.join(organizers, organizers.c.id == event_organizers.c.organizer_id)
        of_team = select(organizers.c.id).select_from(team)
        found |= set(tx.execute(of_team.where(event_organizers.c.event_id == event_id, IS_INVITED)).scalars())
    return sorted(found)


def lock_organizers(tx: Transaction, organizer_ids: Collection[int]) -> None:
    """Until the commit nobody makes one of them a presenter, or a co-organizer."""
    statement = select(organizers.c.id).where(organizers.c.id.in_(organizer_ids)).order_by(organizers.c.id)
    tx.execute(statement.with_for_update()).all()


def invitation_state(now: datetime) -> ColumnElement[str]:
    """The `State` of the row of `organizers` that the statement reads."""
    has_link = exists().where(
        login_links.c.account_kind == Kind.organizer.value,
        login_links.c.account_id == organizers.c.id,
        login_links.c.expires_at > now,
    )
    return case(
        (organizers.c.unconfirmed_since.is_(None), State.confirmed.value),
        (has_link, State.invited.value),
        else_=State.expired.value,
    )


def select_needless(tx: Transaction, organizer_ids: Collection[int]) -> list[int]:
    """Those who have nothing to come in for."""
    presents = exists().where(breakout_session_organizers.c.organizer_id == organizers.c.id)
    statement = select(organizers.c.id).where(
        organizers.c.id.in_(organizer_ids), IS_INVITED, ~presents, ~has_events(organizers.c.id)
    )
    return list(tx.execute(statement).scalars())


def delete_organizer(tx: Transaction, organizer_id: int) -> None:
    tx.execute(delete(organizers).where(organizers.c.id == organizer_id))
