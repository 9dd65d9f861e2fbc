"""SQL of the frame of the attendee's pages."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import appointments, connections


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the attendee's answer."""

    requests: int
    proposals: int


def select_waiting(tx: Transaction, attendee_id: int) -> Waiting:
    """Who asked, minus those who took it back. A block takes the request away with it."""
    requests = (
        select(func.count())
        .select_from(connections)
        .where(
            connections.c.connected_attendee_id == attendee_id,
            connections.c.status == "pending",
            connections.c.withdrawn_at.is_(None),
        )
    )
    proposals = (
        select(func.count())
        .select_from(appointments)
        .where(
            appointments.c.target_id == attendee_id,
            appointments.c.status == "pending",
            appointments.c.expires_at > clock.now(),
        )
    )
    row = tx.execute(
        select(requests.scalar_subquery().label("requests"), proposals.scalar_subquery().label("proposals"))
    ).one()
    return Waiting(row.requests, row.proposals)
