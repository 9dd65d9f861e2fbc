"""Who hears of a seat that is taken: the pages of the session and its presenter, and nobody else's."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from quart import Quart

from netevent.core import clock
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_presenter, insert_session
from tests.presenters.stage import OLGA, Stage
from tests.profiles.test_routes import FORM

ORIGIN = {"Origin": "http://localhost"}


class Listener:
    """All that a socket has brought."""

    def __init__(self, socket: Any) -> None:
        self._socket, self.heard = socket, ""

    async def until(self, text: str) -> None:
        async with asyncio.timeout(60):
            while text not in self.heard:
                self.heard += str(await self._socket.receive())


@pytest.mark.parametrize(
    ("address", "before", "after"),
    [
        ("presented", "0 of 2", "1 of 2"),
        ("presented-session/{}", "0 of 2", "1 of 2"),
        ("projector/{}", "2 seats left", "1 seat left"),
    ],
)
async def test_a_seat_that_is_taken_moves_the_pages_of_its_session_and_no_others(
    app: Quart, door: Door, stage: Stage, log_in_as: LogIn, address: str, before: str, after: str
):
    """Olga presents another session of the same event; hers moves afterwards, by a tap in it."""
    other = await insert_session(door.database, 1, clock.now(), 600, name="Hers", max_attendees=2)
    await insert_presenter(door.database, other, OLGA)
    otto, olga = (await log_in_as("otto"))[0], (await log_in_as("olga"))[0]
    guest, token = await log_in_as("guest1")
    mine, hers = address.format(stage.room.session_id), address.format(other)
    async with (
        otto.websocket(f"/live/{mine}?lang=en", headers=ORIGIN) as one,
        olga.websocket(f"/live/{hers}?lang=en", headers=ORIGIN) as another,
    ):
        presenter, neighbour = Listener(one), Listener(another)
        await presenter.until(before)
        await neighbour.until(before)
        await guest.post(f"/attendee/breakout-sessions/{stage.room.session_id}/register", headers=token)
        await presenter.until(after)
        kept = await guest.post(
            f"/attendee/breakout-sessions/{other}/register", headers=token, form={"keep": "1"}
        )
        assert kept.status_code == 303
        await neighbour.until(after)
    assert "Locks and queues" not in neighbour.heard
    assert "Hers" not in presenter.heard
    assert neighbour.heard.count(after) == 1


async def test_the_roster_is_fetched_again_when_somebody_in_it_changes_the_profile(
    app: Quart, stage: Stage, log_in_as: LogIn
):
    await stage.room.register(1)
    otto, _ = await log_in_as("otto")
    guest, token = await log_in_as("guest1")
    fresh = f"presented-{stage.room.session_id}-fresh"
    async with otto.websocket(
        f"/live/presented-session/{stage.room.session_id}?lang=en", headers=ORIGIN
    ) as socket:
        listener = Listener(socket)
        await listener.until(fresh)
        listener.heard = ""
        answer = await guest.post("/attendee/profile", form=FORM, headers=token)
        assert answer.status_code == 303
        await listener.until(fresh)


async def test_a_session_that_moves_to_another_room_is_told_at_once(stage: Stage, log_in_as: LogIn):
    otto, _ = await log_in_as("otto")
    olga, token = await log_in_as("olga")
    session = await stage.room.session()
    times = {"start": session.start, "end": session.end}
    wall = {
        name: f"{clock.local(moment, 'Europe/Amsterdam'):%Y-%m-%dT%H:%M}" for name, moment in times.items()
    }
    async with otto.websocket("/live/presented?lang=en", headers=ORIGIN) as socket:
        listener = Listener(socket)
        await listener.until("Crane room")
        form = wall | {"name": "Locks and queues", "room": "Attic", "capacity": "2"}
        page = f"/organizer/event/1/breakout-sessions/{session.id}"
        await olga.post(page, form=form, headers=token)
        await listener.until("Attic")
