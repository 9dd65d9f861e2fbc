"""SQL of the scans of one attendee, with who scanned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_sessions, gates, room_scans, scans


@dataclass(frozen=True, slots=True)
class Scan:
    """`place` is a gate, or a session where `is_room`; empty: no gate was chosen."""

    at: datetime
    outcome: str
    place: str
    by: str
    is_room: bool = False


def select_door_scans(tx: Transaction, event_id: int, attendee_id: int, most: int) -> list[Scan]:
    rows = tx.execute(
        select(scans.c.scanned_at, scans.c.outcome, scans.c.scanned_by, gates.c.name)
        .outerjoin(gates, gates.c.id == scans.c.gate_id)
        .where(scans.c.attendee_id == attendee_id, scans.c.event_id == event_id)
        .order_by(scans.c.id.desc())
        .limit(most)
    )
    return [Scan(row.scanned_at, row.outcome, row.name or "", row.scanned_by) for row in rows]


def select_room_scans(tx: Transaction, event_id: int, attendee_id: int, most: int) -> list[Scan]:
    rows = tx.execute(
        select(
            room_scans.c.scanned_at, room_scans.c.outcome, room_scans.c.scanned_by, breakout_sessions.c.name
        )
        .join(breakout_sessions, breakout_sessions.c.id == room_scans.c.breakout_session_id)
        .where(room_scans.c.attendee_id == attendee_id, breakout_sessions.c.event_id == event_id)
        .order_by(room_scans.c.id.desc())
        .limit(most)
    )
    return [Scan(row.scanned_at, row.outcome, row.name, row.scanned_by, is_room=True) for row in rows]
