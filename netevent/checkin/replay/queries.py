"""SQL of the replay. Rows of the journal are never changed, so a moment that is past stays as it is."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select

from netevent.checkin.dashboard.dashboard import GateCount
from netevent.checkin.scan import Outcome
from netevent.core.clock import minute_of
from netevent.core.database import Transaction
from netevent.core.database.tables import gates, scans

PEOPLE = func.count().label("people")


def select_span(tx: Transaction, event_id: int) -> tuple[datetime, datetime] | None:
    """When the server got the first scan and the last one."""
    first, last = func.min(scans.c.received_at), func.max(scans.c.received_at)
    row = tx.execute(
        select(first.label("begin"), last.label("end")).where(scans.c.event_id == event_id)
    ).one()
    return (row.begin, row.end) if row.begin else None


def count_until(tx: Transaction, event_id: int, outcome: Outcome, before: datetime) -> int:
    statement = select(PEOPLE).where(
        scans.c.event_id == event_id,
        scans.c.outcome == outcome.value,
        scans.c.received_at < before,
    )
    return int(tx.execute(statement).scalar_one())


def select_by_minute(tx: Transaction, event_id: int, since: datetime, before: datetime) -> dict[int, int]:
    """How many were let in in each minute: a range of the index, counted here."""
    statement = select(scans.c.received_at).where(
        scans.c.event_id == event_id,
        scans.c.outcome == Outcome.checked_in.value,
        scans.c.received_at >= since,
        scans.c.received_at < before,
    )
    return dict(Counter(minute_of(at) for at in tx.execute(statement).scalars()))


def select_by_gate(tx: Transaction, event_id: int, before: datetime) -> list[GateCount]:
    """How many were let in at each gate, whoever went out again; those without a gate last."""
    counted = (
        select(scans.c.gate_id, PEOPLE)
        .where(
            scans.c.event_id == event_id,
            scans.c.outcome == Outcome.checked_in.value,
            scans.c.received_at < before,
        )
        .group_by(scans.c.gate_id)
        .subquery("counted")
    )
    rows = tx.execute(
        select(gates.c.name, counted.c.people)
        .select_from(counted.outerjoin(gates, gates.c.id == counted.c.gate_id))
        .order_by(gates.c.id.is_(None), gates.c.sort_order, gates.c.id)
    )
    return [GateCount(row.name or "", row.people) for row in rows]
