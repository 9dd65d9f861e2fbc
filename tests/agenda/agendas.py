"""What stands in the agendas of the tests: appointments and sessions of the people of `tests.door`."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import insert, update

from netevent.core import clock
from netevent.core.credentials import new_code
from netevent.core.database import Database, Transaction, inserted_id
from netevent.core.database.tables import (
    appointments,
    attendees,
    breakout_session_rsvps,
    breakout_sessions,
)

ANNA, BEN, CARA, STRANGER = 1, 2, 3, 13
NUMBERS = count(1)


def at(minutes: int) -> datetime:
    """So many minutes from now; seconds would be rounded by one database and kept by the other."""
    return clock.now().replace(second=0, microsecond=0) + timedelta(minutes=minutes)


async def appoint(database: Database, start: datetime, minutes: int = 15, **given: Any) -> int:
    """Agreed between Anna and Ben, unless something else is given. Nobody was told."""
    row = {
        "event_id": 1,
        "requester_id": ANNA,
        "target_id": BEN,
        "appointment_time": start,
        "end_time": start + timedelta(minutes=minutes),
        "location": "Meeting point 4",
        "notes": "",
        "status": "accepted",
        "changed_at": clock.now(),
        "expires_at": start,
    }
    return await _insert(database, appointments, row | given)


async def choose_session(
    database: Database, start: datetime, minutes: int = 45, person: int = ANNA, **given: Any
) -> int:
    """A session in which the person has a seat, or waits in line for one."""
    status = given.pop("status", "registered")
    row = {
        "event_id": 1,
        "code": new_code(),
        "name": "Open data on the street",
        "start_time": start,
        "end_time": start + timedelta(minutes=minutes),
        "location": "Room Rhine",
    }
    session_id = await _insert(database, breakout_sessions, row | given)
    await join_session(database, session_id, person, status)
    return session_id


async def join_session(database: Database, session_id: int, person: int, status: str) -> None:
    """The later, the further back in the line."""
    row = {
        "breakout_session_id": session_id,
        "attendee_id": person,
        "status": status,
        "number": next(NUMBERS),
    }
    await _insert(database, breakout_session_rsvps, row | {"number": next(NUMBERS)})


async def change(database: Database, appointment_id: int, **values: Any) -> None:
    statement = update(appointments).where(appointments.c.id == appointment_id).values(**values)
    await database.transact(lambda tx: tx.execute(statement))


async def remove_attendee(database: Database, attendee_id: int) -> None:
    statement = attendees.delete().where(attendees.c.id == attendee_id)
    await database.transact(lambda tx: tx.execute(statement))


async def _insert(database: Database, table: Any, row: dict[str, Any]) -> int:
    def work(tx: Transaction) -> int:
        return inserted_id(tx.execute(insert(table).values(**row)))

    return await database.transact(work)
