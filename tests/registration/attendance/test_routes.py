"""The page where an attendee says to come or not."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Client

from tests.conftest import LogIn
from tests.door import BADGES, Door, badge, token_of
from tests.registration.attendance.test_service import change_event, seats, status

PAGE = "/attendee/event/attendance"
ORIGIN = {"Origin": "http://localhost"}
NO, YES = {"attending": "no"}, {"attending": "yes"}


async def text_of(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def test_saying_no_and_yes_again(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    assert "a seat is kept for you" in await text_of(await client.get(PAGE))
    answer = await client.post(PAGE, form=NO, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    page = await text_of(await client.get(PAGE))
    assert "You said that you are not attending" in page
    assert 'value="yes"' in page
    assert await seats(door.database) == BADGES - 1
    await client.post(PAGE, form=YES, headers=token)
    assert await status(door.database) == "attending"


async def test_full_event_says_so_kindly(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    await client.post(PAGE, form=NO, headers=token)
    await change_event(door, max_attendees=BADGES - 1)
    answer = await client.post(PAGE, form=YES, headers=token)
    assert answer.status_code == 422
    assert "Your seat went to someone else" in await text_of(answer)


async def test_who_is_in_has_no_button_and_a_late_press_is_told(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    await door.scan(badge(1))
    assert 'name="attending"' not in await text_of(await client.get(PAGE))
    answer = await client.post(PAGE, form=NO, headers=token)
    assert "You are already checked in" in await text_of(answer)
    assert await status(door.database) == "attending"


@pytest.mark.parametrize("form", [{}, {"attending": "maybe"}])
async def test_neither_yes_nor_no_is_refused(door: Door, log_in_as: LogIn, form: dict[str, str]):
    client, token = await log_in_as("guest1")
    assert (await client.post(PAGE, form=form, headers=token)).status_code == 422
    assert await status(door.database) == "attending"


async def test_others_have_no_attendance(client: Client, door: Door, log_in_as: LogIn):
    assert (await client.get(PAGE)).status_code == 302
    for name in ("olga", "marta"):
        browser, token = await log_in_as(name)
        assert (await browser.get(PAGE)).status_code == 403
        assert (await browser.post(PAGE, form=NO, headers=token)).status_code == 403


async def test_own_badge_and_the_door_hear_of_it_and_nobody_else(app: Quart, log_in_as: LogIn):
    guest1, token = await log_in_as("guest1")
    guest2, _ = await log_in_as("guest2")
    marta, _ = await log_in_as("marta")
    async with (
        guest1.websocket("/live/badge?lang=en", headers=ORIGIN) as own,
        guest2.websocket("/live/badge?lang=en", headers=ORIGIN) as other,
        marta.websocket("/live/door/1?lang=en", headers=ORIGIN) as desk,
    ):
        await until(own, "Show this code at the door")
        await until(other, "Show this code at the door")
        await until(desk, "<b>12</b> expected")
        await guest1.post(PAGE, form=NO, headers=token)
        heard = await until(own, "You said that you are not attending.")
        assert 'id="attendee-1-presence"' in heard
        await until(desk, "<b>11</b> expected")
        await guest2.post(PAGE, form=NO, headers={"X-CSRF-Token": await token_of(guest2, "/accounts")})
        assert "attendee-1-presence" not in await until(other, "You said that you are not attending.")


async def until(socket: Any, words: str) -> str:
    heard = ""
    async with asyncio.timeout(60):
        while words not in heard:
            heard += await socket.receive()
    return heard
