"""The organizer's programme: made, changed, copied and deleted in the browser; who else may not."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart

from netevent.breakouts.queries import select_sessions
from netevent.core import clock
from tests.breakouts.seats import EVENT, Room, make_room
from tests.conftest import LogIn
from tests.door import Door

PAGE = "/organizer/event/1/breakout-sessions"
ORIGIN = {"Origin": "http://localhost"}
ZONE = "Europe/Amsterdam"


def typed(hours: float = 1, /, **given: str) -> dict[str, str]:
    """A session that begins in so many hours and lasts 45 minutes, on the event's clock."""
    start = clock.local(clock.now() + timedelta(hours=hours), ZONE)
    end = start + timedelta(minutes=45)
    times = {"start": f"{start:%Y-%m-%dT%H:%M}", "end": f"{end:%Y-%m-%dT%H:%M}"}
    return {"name": "Locks and queues", **times, "room": "Crane room", "capacity": "2", **given}


async def text(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


@pytest.fixture
async def room(door: Door) -> Room:
    return await make_room(door, room="Crane room", track="Data")


async def test_a_session_is_added_in_the_events_zone_and_listed(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    answer = await client.post(f"{PAGE}/new", form=typed(track="Data", held="1"), headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    (session,) = await door.database.read(select_sessions, EVENT)
    assert abs(session.start - clock.now() - timedelta(hours=1)) < timedelta(minutes=2)
    assert (session.room, session.track, session.capacity, session.held) == ("Crane room", "Data", 2, 1)
    page = await text(await client.get(PAGE))
    assert "Locks and queues" in page
    assert "0 of 2 seats" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"end": "2026-01-01T10:00"}, "The session ends before it starts."),
        ({"end": "2199-01-01T10:00"}, "Check the year."),
        ({"capacity": "0"}, "Number must be between"),
        ({"held": "3"}, "More seats are held back than the session has."),
    ],
)
async def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    door: Door, log_in_as: LogIn, given: dict[str, str], said: str
):
    client, token = await log_in_as("olga")
    answer = await client.post(f"{PAGE}/new", form=typed(**given), headers=token)
    page = await text(answer)
    assert answer.status_code == 422
    assert said in page
    assert 'value="Crane room"' in page
    assert await door.database.read(select_sessions, EVENT) == []


async def test_a_clash_in_the_room_and_a_strange_date_are_said_and_allowed(room: Room, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    answer = await client.post(f"{PAGE}/new", form=typed(name="Another"), headers=token)
    page = await text(await client.get(answer.headers["Location"]))
    assert "In the same room at the same time: Locks and queues." in page
    answer = await client.post(f"{PAGE}/new", form=typed(1000, name="Late", room=""), headers=token)
    page = await text(await client.get(answer.headers["Location"]))
    assert "outside the event" in page


async def test_fewer_seats_than_are_taken_are_said(room: Room, log_in_as: LogIn):
    await room.change(capacity=3)
    for person in (1, 2, 3):
        await room.register(person)
    client, token = await log_in_as("olga")
    answer = await client.post(f"{PAGE}/{room.session_id}", form=typed(capacity="1"), headers=token)
    page = await text(await client.get(answer.headers["Location"]))
    assert "3 people have a seat and keep it." in page
    assert len((await room.check()).registered) == 3


async def test_a_copy_opens_its_own_form(room: Room, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    answer = await client.post(f"{PAGE}/{room.session_id}/copy", headers=token)
    assert answer.headers["Location"] == f"{PAGE}/{room.session_id + 1}"
    assert 'value="Locks and queues"' in await text(await client.get(answer.headers["Location"]))


async def test_deleting_asks_first_and_says_what_goes(room: Room, log_in_as: LogIn):
    for person in (1, 2):
        await room.register(person)
    client, token = await log_in_as("olga")
    page = await text(await client.get(f"{PAGE}/{room.session_id}/delete"))
    assert "1 person loses a seat." in page
    assert "1 person is waiting" in page
    await client.post(f"{PAGE}/{room.session_id}/delete", headers=token)
    assert await room.door.database.read(select_sessions, EVENT) == []


async def test_the_list_moves_when_a_seat_is_taken(app: Quart, room: Room, log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    guest, token = await log_in_as("guest1")
    async with client.websocket("/live/breakouts/1?lang=en", headers=ORIGIN) as socket:
        heard = ""
        async with asyncio.timeout(60):
            while "0 of 1 seats" not in heard:
                heard += str(await socket.receive())
            await guest.post(f"/attendee/breakout-sessions/{room.session_id}/register", headers=token)
            while "1 of 1 seats" not in heard:
                heard += str(await socket.receive())


@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
@pytest.mark.parametrize("address", ["", "/new", "/{}", "/{}/delete"])
async def test_nobody_else_sees_or_changes_it(
    room: Room, log_in_as: LogIn, name: str, status: int, address: str
):
    client, token = await log_in_as(name)
    path = PAGE + address.format(room.session_id)
    assert (await client.get(path)).status_code == status
    if address:
        assert (await client.post(path, form=typed(), headers=token)).status_code == status


async def test_another_events_session_is_not_there(room: Room, log_in_as: LogIn):
    client, token = await log_in_as("otto")
    elsewhere = f"/organizer/event/2/breakout-sessions/{room.session_id}"
    assert (await client.get(elsewhere)).status_code == 404
    for verb in ("copy", "delete"):
        assert (await client.post(f"{elsewhere}/{verb}", headers=token)).status_code == 404
    assert (await room.session()).name == "Locks and queues"
