"""A session of event 1 that Otto presents, who owns another event, and what its presenter's pages say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quart.typing import TestClientProtocol as Client
from sqlalchemy import update

from netevent.core import clock
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from tests.breakouts.seats import Room, make_room
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_organizer, insert_presenter

OLGA, OTTO = 1, 2
DASHBOARD = "/presenter/dashboard"
JSON = {"Accept": "application/json"}


@dataclass(frozen=True, slots=True)
class Stage:
    room: Room

    @property
    def page(self) -> str:
        return f"/presenter/session/{self.room.session_id}"

    async def enter(self, attendee_id: int) -> None:
        """What the room's door does."""
        statement = update(rsvps).where(
            rsvps.c.breakout_session_id == self.room.session_id, rsvps.c.attendee_id == attendee_id
        )
        await self.room.door.database.transact(
            lambda tx: tx.execute(statement.values(entered_at=clock.now()))
        )


async def make_stage(door: Door, capacity: int | None = 2, **given: Any) -> Stage:
    room = await make_room(door, capacity, **{"room": "Crane room"} | given)
    await insert_presenter(door.database, room.session_id, OTTO)
    return Stage(room)


async def log_in_stranger(door: Door, log_in_as: LogIn) -> tuple[Client, dict[str, str]]:
    """An organizer who neither presents the session nor owns its event."""
    await insert_organizer(door.database, name="Nora", email="nora@example.com")
    return await log_in_as("nora")


async def text_of(client: Client, path: str) -> str:
    answer: Any = await client.get(path)
    assert answer.status_code == 200
    return str(await answer.get_data(as_text=True))
