"""What is written on badges, put there and looked up."""

from __future__ import annotations

from sqlalchemy import select

from netevent.badges.printed.service import record_prints
from netevent.badges.texts.queries import select_written
from netevent.badges.texts.text import BadgeText
from netevent.core import clock
from netevent.core.database.tables import attendees
from tests.door import Door

ANNA, ELSEWHERE = 1, 13


async def text_of(door: Door, attendee_id: int = ANNA) -> BadgeText | None:
    """None: nothing but the registration."""
    written = await door.database.read(select_written, attendee_id)
    return written.text if written else None


async def registered_name(door: Door, attendee_id: int = ANNA) -> str:
    statement = select(attendees.c.first_name, attendees.c.last_name).where(attendees.c.id == attendee_id)
    row = await door.database.read(lambda tx: tx.execute(statement).one())
    return f"{row.first_name} {row.last_name}"


async def print_badge(door: Door, attendee_id: int = ANNA) -> None:
    await door.database.transact(record_prints, 1, [(attendee_id, "0" * 64)], "Olga", "", clock.now())
