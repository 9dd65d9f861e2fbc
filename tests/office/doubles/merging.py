"""What the tests of merging share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import (
    answers,
    appointment_cells,
    appointments,
    attendees,
    badge_scans,
    breakout_session_rsvps,
    breakout_sessions,
    connection_notes,
)
from netevent.office.doubles.person import fingerprint
from netevent.office.doubles.queries import select_merge_ids
from netevent.office.doubles.service import Wanted, merge, undo
from tests.connections.relationships import relationship
from tests.door import Door
from tests.privacy.snapshots.test_service import live_fully
from tests.privacy.traces import ANNA, BEN, appointment, put, rows

OTHER = 10  # who is Anna once more


async def live_twice(door: Door) -> None:
    """Anna's life; the other one knows Ben and Gus, wrote about Ben, and has a seat in the third session."""
    await live_fully(door)
    await relationship(door, OTHER, BEN, "pending", message="Again")
    await relationship(door, OTHER, 11)
    await put(door, connection_notes, attendee_id=OTHER, other_id=BEN, note="tall", updated_at=clock.now())
    await put(door, badge_scans, scanner_id=OTHER, scanned_id=BEN, scanned_at=clock.now())
    await put(door, badge_scans, scanner_id=OTHER, scanned_id=ANNA, scanned_at=clock.now())
    start = clock.now().replace(microsecond=0) + timedelta(hours=3)
    times = {"appointment_time": start, "end_time": start + timedelta(minutes=30)}
    await put(door, appointments, **appointment(3, 11, OTHER, "Tea") | times)
    cell = {"appointment_id": 3, "starts_at": start}
    await put(door, appointment_cells, attendee_id=OTHER, **cell)
    await put(door, breakout_session_rsvps, breakout_session_id=3, attendee_id=OTHER, changed_at=clock.now())
    await change_session(door, 3, seats_taken=1)
    for question_id in (1, 2):
        answer = {"question_id": question_id, "value": "Fish", "wording": "", "answered_at": clock.now()}
        await put(door, answers, attendee_id=OTHER, **answer)


async def change_session(door: Door, session_id: int, **values: Any) -> None:
    statement = update(breakout_sessions).where(breakout_sessions.c.id == session_id).values(**values)
    await door.database.transact(lambda tx: tx.execute(statement))


async def rsvp_of(door: Door, session_id: int) -> dict[int, str]:
    found = await rows(door, breakout_session_rsvps)
    return {row.attendee_id: row.status for row in found if row.breakout_session_id == session_id}


def seen_in(tx: Transaction, one_id: int, other_id: int) -> str:
    rows = tx.execute(select(attendees).where(attendees.c.id.in_((one_id, other_id))))
    return fingerprint(*(dict(row._mapping) for row in rows))


async def seen(door: Door, one_id: int, other_id: int) -> str:
    return await door.database.read(seen_in, one_id, other_id)


async def merge_into(door: Door, stays_id: int, gone_id: int, *chosen: str, event_id: int = 1) -> None:
    wanted = Wanted(stays_id, gone_id, frozenset(chosen), await seen(door, stays_id, gone_id))
    await door.database.transact(merge, event_id, wanted)


async def undo_last(door: Door) -> None:
    newest, *_ = await door.database.read(select_merge_ids, 1)
    await door.database.transact(undo, 1, newest)
