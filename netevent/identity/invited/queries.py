"""SQL of the accounts of presenters who were invited and have not come in yet."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, exists, select, true

from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_session_organizers, breakout_sessions, events, organizers

IS_INVITED = (organizers.c.presents_only == true()) & organizers.c.unconfirmed_since.is_not(None)


def select_invited(tx: Transaction, event_id: int, session_id: int | None = None) -> list[int]:
    """Those who were invited to this session, or to any of the event's."""
    presenters = breakout_session_organizers
    joined = presenters.join(organizers, organizers.c.id == presenters.c.organizer_id).join(
        breakout_sessions, breakout_sessions.c.id == presenters.c.breakout_session_id
    )
    statement = select(organizers.c.id).select_from(joined).distinct().order_by(organizers.c.id)
    if session_id is not None:
        statement = statement.where(breakout_sessions.c.id == session_id)
    return list(tx.execute(statement.where(breakout_sessions.c.event_id == event_id, IS_INVITED)).scalars())


def lock_organizers(tx: Transaction, organizer_ids: Collection[int]) -> None:
    """Until the commit nobody makes one of them a presenter."""
    statement = select(organizers.c.id).where(organizers.c.id.in_(organizer_ids)).order_by(organizers.c.id)
    tx.execute(statement.with_for_update()).all()


def select_needless(tx: Transaction, organizer_ids: Collection[int]) -> list[int]:
    """Those who have nothing to come in for."""
    presents = exists().where(breakout_session_organizers.c.organizer_id == organizers.c.id)
    owns = exists().where(events.c.organizer_id == organizers.c.id)
    statement = select(organizers.c.id).where(
        organizers.c.id.in_(organizer_ids), IS_INVITED, ~presents, ~owns
    )
    return list(tx.execute(statement).scalars())


def delete_organizer(tx: Transaction, organizer_id: int) -> None:
    tx.execute(delete(organizers).where(organizers.c.id == organizer_id))
