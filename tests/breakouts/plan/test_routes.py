"""The timetable over HTTP and sockets: the day that is shown, what moves by itself, and who may look."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from netevent.core import clock
from tests.breakouts.seats import Room, make_room
from tests.conftest import LogIn
from tests.door import Door

PAGE = "/organizer/event/1/breakout-sessions"
VIEW = f"{PAGE}?view=timetable"
ORIGIN = {"Origin": "http://localhost"}
ZONE = "Europe/Amsterdam"
ANNA, BEN = 1, 2


@pytest.fixture
async def room(door: Door) -> Room:
    return await make_room(door, room="Crane room", track="Data")


async def text(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def day_of(room: Room, later: int = 0) -> str:
    start = (await room.session()).start + timedelta(days=later)
    return clock.local(start, ZONE).date().isoformat()


async def in_days(door: Door, days: int, **given: Any) -> Room:
    later = await make_room(door, **given)
    session = await later.session()
    await later.change(start=session.start + timedelta(days=days), end=session.end + timedelta(days=days))
    return later


async def test_a_box_says_name_track_room_and_how_full_it_is(room: Room, log_in_as: LogIn):
    for person in (ANNA, BEN):
        await room.register(person)
    client, _ = await log_in_as("olga")
    page = await text(await client.get(VIEW))
    for said in ("Locks and queues", "Crane room", "Data", "1 of 1 seats", "1 waiting"):
        assert said in page
    assert "style=" not in page


async def test_a_session_without_a_room_has_a_column(door: Door, log_in_as: LogIn):
    await make_room(door)
    client, _ = await log_in_as("olga")
    assert "<b>no room</b>" in await text(await client.get(VIEW))


async def test_the_address_says_which_day_is_shown(room: Room, log_in_as: LogIn):
    await in_days(room.door, 2, room="Crane room")
    client, _ = await log_in_as("olga")
    first, later = await day_of(room), await day_of(room, 2)
    for asked, shown in ((first, first), (later, later), ("", first), ("nonsense", first)):
        page = await text(await client.get(f"{VIEW}&day={asked}"))
        assert f'name="day" value="{shown}"' in page
        assert page.count('class="box ') == 1
        assert f"day={later}" in page


async def test_when_all_is_past_the_first_day_is_shown(door: Door, log_in_as: LogIn):
    past = await in_days(door, -30)
    client, _ = await log_in_as("olga")
    assert f'value="{await day_of(past)}"' in await text(await client.get(VIEW))


async def test_without_sessions_it_is_said_and_without_the_view_there_is_the_list(
    door: Door, log_in_as: LogIn
):
    client, _ = await log_in_as("olga")
    assert "No sessions yet" in await text(await client.get(VIEW))
    assert "plan-window" not in await text(await client.get(PAGE))


async def test_a_page_that_fetches_itself_gets_the_day_alone(room: Room, log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    piece = await text(await client.get(VIEW, headers={"HX-Request": "true"}))
    assert 'id="timetable"' in piece
    assert "<html" not in piece


async def heard(socket: Any, until: str) -> str:
    found = ""
    async with asyncio.timeout(60):
        while until not in found:
            found += str(await socket.receive())
    return found


@pytest.mark.parametrize(
    ("screen", "moved", "whole"), [("timetable", "box", "timetable-fresh"), ("breakouts", "fill", "list")]
)
async def test_a_seat_moves_its_session_alone_and_a_new_session_the_whole(
    room: Room, log_in_as: LogIn, screen: str, moved: str, whole: str
):
    client, token = await log_in_as("olga")
    guest, taps = await log_in_as("guest1")
    other = await make_room(room.door)
    async with client.websocket(f"/live/{screen}/1?lang=en", headers=ORIGIN) as socket:
        await heard(socket, whole)
        await guest.post(f"/attendee/breakout-sessions/{room.session_id}/register", headers=taps)
        pushed = await heard(socket, f"session-{room.session_id}-{moved}")
        assert "1 of 1 seats" in pushed
        assert f"session-{other.session_id}-" not in pushed
        await client.post(f"{PAGE}/{room.session_id}/copy", headers=token)
        await heard(socket, whole)
