"""kill -9 in the middle of an ending: what follows from a change stands with it, or neither does."""

from __future__ import annotations

import sys
from http.client import HTTPException
from typing import Any

import pytest
from sqlalchemy import select

from netevent.core.database.tables import attendees, connections
from tests.appointments.meeting import ANNA, BEN, Meet, make_meet
from tests.conftest import StartServer
from tests.door import Door
from tests.people_paths import person_path
from tests.registration.attendance.test_service import seats
from tests.servers import processes
from tests.servers.application import Server, clean_environment
from tests.visitors import visit

Ending = tuple[str, dict[str, str]]
REMOVE: Ending = (person_path(BEN, "/remove"), {})
CANCEL: Ending = ("/attendee/event/attendance", {"attending": "no"})
KILLED = -9


async def standing(meet: Meet) -> dict[str, Any]:
    """Everything that an ending changes."""
    tied = select(connections.c.id).where(connections.c.low_id == ANNA, connections.c.high_id == BEN)
    attending = select(attendees.c.attendance_status).where(attendees.c.id == ANNA)
    return {
        "connected": bool(await meet.database.read(lambda tx: tx.execute(tied).first())),
        "attending": await meet.database.read(lambda tx: tx.execute(attending).scalar_one()),
        "appointments": await meet.standing(),
        "slots": await meet.slots(),
        "seats": await seats(meet.database),
    }


async def end_and_die(server: Server, how: str, ending: Ending) -> None:
    """A server that is to die takes the place of the usual one; Anna ends it; the usual one starts again."""
    server.kill()
    command = [sys.executable, "-m", "tests.faults.dying_server", how]
    dying = processes.start(command, server.log, None, **clean_environment(), **server.settings)
    processes.wait_until(server.is_ready, dying, server.log)
    anna = await visit(server.base_url, "guest1")
    path, form = ending
    with pytest.raises((OSError, HTTPException)):
        await anna.submit(path, **form)
    assert dying.wait(timeout=60) == KILLED
    server.start()


@pytest.mark.fault("kill -9 when a connection or an attendance ends", "all that follows stands, or nothing")
@pytest.mark.parametrize("ending", [REMOVE, CANCEL], ids=["connection", "attendance"])
async def test_after_the_restart_everything_stands_as_if_it_had_not_happened(
    door: Door, database_url: str, start_server: StartServer, ending: Ending
):
    meet = await make_meet(door.database)
    await meet.agree()
    before = await standing(meet)
    server = start_server(database_url)
    await end_and_die(server, "before-commit", ending)
    assert await standing(meet) == before
    anna = await visit(server.base_url, "guest1")
    assert (await anna.submit(ending[0], **ending[1])).status == 303
    assert await meet.standing() == {"cancelled": 1}
    assert await meet.slots() == 0


@pytest.mark.parametrize("ending", [REMOVE, CANCEL], ids=["connection", "attendance"])
async def test_a_rule_that_rides_on_the_bus_would_be_lost(
    door: Door, database_url: str, start_server: StartServer, ending: Ending
):
    """The twin: the reactions are off, and the server dies when it would have told of the change."""
    meet = await make_meet(door.database)
    await meet.agree()
    server = start_server(database_url)
    await end_and_die(server, "without-reactions", ending)
    after = await standing(meet)
    assert not (after["connected"] and after["attending"] == "attending")
    assert (after["appointments"], after["slots"]) == ({"accepted": 1}, 2)
