"""What is between the people of `tests.door`, written straight into the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert

from netevent.core import clock
from netevent.core.database import inserted_id
from netevent.core.database.tables import blocks, connections
from tests.door import Door


async def relationship(door: Door, asked_by: int, other: int, status: str = "accepted", **values: Any) -> int:
    """A request of the one, answered or not. The connection's id."""
    now = clock.now()
    row = {
        "attendee_id": asked_by,
        "connected_attendee_id": other,
        "low_id": min(asked_by, other),
        "high_id": max(asked_by, other),
        "status": status,
        "asked_at": now,
        "answered_at": None if status == "pending" else now,
    }
    statement = insert(connections).values(**row | values)
    return await door.database.transact(lambda tx: inserted_id(tx.execute(statement)))


async def block(door: Door, blocker: int, blocked: int) -> None:
    row = {"blocker_id": blocker, "blocked_id": blocked, "blocked_at": clock.now()}
    await door.database.transact(lambda tx: tx.execute(insert(blocks).values(**row)))
