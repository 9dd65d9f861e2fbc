"""The team of Olga's event: Edda, who is its editor, and Vera, who is a viewer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from netevent.core.database import Database
from netevent.core.database.tables import event_organizers, events
from tests import factories

PAGE = "/organizer/event/1/organizers"
BASE_URL = "http://localhost:8000"
OLGA = 1


async def insert_co_organizer(database: Database, name: str, role: str, **given: Any) -> int:
    """An organizer of that name, who makes no events, in the team of event 1."""
    row = {"name": name, "email": f"{name.lower()}@example.com", "presents_only": True} | given
    organizer_id = await factories.insert_organizer(database, **row)
    await factories.insert_co_organizer(database, 1, organizer_id, role)
    return organizer_id


async def insert_team(database: Database) -> tuple[int, int]:
    """The editor and the viewer."""
    edda = await insert_co_organizer(database, "Edda", "editor")
    return edda, await insert_co_organizer(database, "Vera", "viewer")


async def team_of(database: Database, event_id: int = 1) -> dict[int, str]:
    """Who has which role, by the organizer's number."""

    def read(tx: Any) -> dict[int, str]:
        rows = tx.execute(select(event_organizers).where(event_organizers.c.event_id == event_id))
        owner = tx.execute(select(events.c.organizer_id).where(events.c.id == event_id)).scalar_one()
        found = {row.organizer_id: row.role for row in rows}
        assert owner not in found
        return {owner: "owner"} | found

    return await database.read(read)
