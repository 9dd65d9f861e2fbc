"""The checklist ticks itself on an open page, whoever does the step, and on no other event's page."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from quart.typing import TestClientProtocol as Browser
from sqlalchemy import delete, select

from netevent.core import clock
from netevent.core.database.tables import attendees, staff
from tests.conftest import LogIn
from tests.door import Door
from tests.registration.attendance.test_service import change_event

ORIGIN = {"Origin": "http://localhost:8000"}
PAGE = "/organizer/event/1"
Post = Callable[..., Awaitable[Any]]


@pytest.fixture(autouse=True)
async def next_week(door: Door) -> None:
    """Event 1 is next week, and has nobody."""
    start = clock.now() + timedelta(days=7)
    await change_event(door, start_time=start, end_time=start + timedelta(hours=8))
    await door.database.transact(lambda tx: tx.execute(delete(staff).where(staff.c.event_id == 1)))
    await door.database.transact(lambda tx: tx.execute(delete(attendees).where(attendees.c.event_id == 1)))


@pytest.fixture
async def post(log_in_as: LogIn) -> Post:
    """As Olga does it in another browser."""
    client, token = await log_in_as("olga")

    async def send(path: str, **form: str) -> Any:
        return await client.post(path, form=form, headers=token)

    return send


async def heard(page: Any, *words: str) -> str:
    """All messages until one has all of these words."""
    text = ""
    async with asyncio.timeout(60):
        while True:
            message = str(await page.receive())
            text += message
            if all(one in message for one in words):
                return text


async def olga(log_in_as: LogIn) -> Browser:
    return (await log_in_as("olga"))[0]


async def test_each_step_ticks_as_it_is_done(log_in_as: LogIn, post: Post):
    browser = await olga(log_in_as)
    async with browser.websocket("/live/checklist/1", headers=ORIGIN) as page:
        await heard(page, "2 of 5 done")
        await post(f"{PAGE}/attendees/new", first_name="Ada", last_name="Lovelace", email="ada@example.com")
        steps = await heard(page, "1 attendee is expected.", "3 of 5 done")
        assert 'id="event-1-steps"' in steps
        ada = {"first_name": "Ada", "last_name": "Staff", "email": "s@example.com", "language": "en"}
        await post(f"{PAGE}/staff", **ada)
        await heard(page, "1 invited, 0 accepted.")
        await post(f"{PAGE}/meeting-points", names="Blue sofa")
        await heard(page, "1 meeting point")
        await post(f"{PAGE}/attendee-types", name="Speaker")
        await heard(page, "2 types")


async def test_the_main_button_moves_on_to_the_next_step(log_in_as: LogIn, post: Post):
    browser = await olga(log_in_as)
    async with browser.websocket("/live/checklist/1", headers=ORIGIN) as page:
        await heard(page, 'id="event-1-next"', "attendees/import")
        await post(f"{PAGE}/attendees/new", first_name="Ada", last_name="Lovelace", email="ada@example.com")
        await heard(page, 'id="event-1-next" hx-swap-oob="outerMorph"', "Invite staff")


async def test_a_test_scan_ticks_and_its_undoing_is_seen(door: Door, log_in_as: LogIn, post: Post):
    await post(f"{PAGE}/attendees/new", first_name="Ada", last_name="Lovelace", email="ada@example.com")
    browser = await olga(log_in_as)
    (ada,) = await people(door)
    async with browser.websocket("/live/checklist/1", headers=ORIGIN) as page:
        await heard(page, "Check one person in at the desk")
        await post(f"/organizer/event/1/checkin/{ada}")
        await heard(page, "1 person is in. Was it a test?")
        await post("/staff/1/checkin/undo", attendee_id=str(ada))
        await heard(page, "A badge was let in.")


async def test_another_organizers_page_hears_nothing_of_it(door: Door, log_in_as: LogIn, post: Post):
    otto, otto_token = await log_in_as("otto")
    async with otto.websocket("/live/checklist/2", headers=ORIGIN) as page:
        await heard(page, "1 attendee is expected.")
        await post(f"{PAGE}/meeting-points", names="Blue sofa")
        await otto.post("/organizer/event/2/meeting-points", form={"names": "A"}, headers=otto_token)
        await otto.post("/organizer/event/2/meeting-points", form={"names": "B"}, headers=otto_token)
        text = await heard(page, "2 meeting points")
    assert "event-1-" not in text


async def people(door: Door) -> list[int]:
    statement = select(attendees.c.id).where(attendees.c.event_id == 1)
    return list(await door.database.read(lambda tx: tx.execute(statement).scalars().all()))
