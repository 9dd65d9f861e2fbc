"""Which browsers hear how many seats are left: those that were at the open form, and no others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from netevent.core import clock
from netevent.core.database.tables import events
from netevent.events import seats
from tests import factories
from tests.door import Door

SECRET = "s" * 43
AT_LINK = f"/register/attendee/SUMMIT?link={SECRET}"
FORM = "/register/attendee/SUMMIT"


async def open_event(door: Door, **given: object) -> int:
    row = {"code": "SUMMIT", "max_attendees": 10, "seats_taken": 7}
    return await factories.insert_event(door.database, 1, **(row | given))


async def text_of(client: Any, path: str) -> str:
    return str(await (await client.get(path)).get_data(as_text=True))


async def poll(client: Any, event_id: int) -> int:
    return int((await client.get(f"/live/form/{event_id}/regions")).status_code)


async def test_who_was_at_the_form_hears_of_this_event_alone(client, door: Door):
    event_id = await open_event(door)
    assert await poll(client, event_id) == 404
    assert f"/live/form/{event_id}" in await text_of(client, FORM)
    assert await poll(client, event_id) == 200
    assert await poll(client, 1) == 404


async def test_a_form_by_link_is_live_where_it_was_opened_by_its_link(app, door: Door):
    event_id = await open_event(door, link_token=SECRET)
    guesses, invited = app.test_client(), app.test_client()
    for path in (FORM, f"{FORM}?link=wrong"):
        text = await text_of(guesses, path)
        assert "/live/" not in text
        assert "seats-left" not in text
    assert await poll(guesses, event_id) == 404
    assert f"/live/form/{event_id}" in await text_of(invited, AT_LINK)
    assert await poll(invited, event_id) == 200


@pytest.mark.parametrize(
    "given", [{"max_attendees": None}, {"is_open": False}], ids=["without a limit", "closed"]
)
async def test_a_form_that_tells_no_seats_opens_no_socket(client, door: Door, given: dict[str, object]):
    event_id = await open_event(door, **given)
    assert "/live/" not in await text_of(client, FORM)
    assert await poll(client, event_id) == 404


async def test_a_form_that_was_closed_meanwhile_tells_no_number(client, door: Door):
    event_id = await open_event(door)
    await client.get(FORM)
    assert ">3</dd>" in await text_of(client, f"/live/form/{event_id}/regions")
    past = clock.now() - timedelta(minutes=1)
    closed = update(events).where(events.c.id == event_id).values(closes_at=past)
    await door.database.transact(lambda tx: tx.execute(closed))
    assert ">–</dd>" in await text_of(client, f"/live/form/{event_id}/regions")


async def test_the_way_to_the_form_shows_while_a_seat_is_free(client, door: Door):
    event_id = await open_event(door, seats_taken=10)
    text = await text_of(client, FORM)
    assert "The event is full" in text
    assert "A seat is free" not in text
    await door.database.transact(seats.release, event_id)
    assert "A seat is free" in await text_of(client, f"/live/form/{event_id}/regions")


async def test_a_form_that_was_refused_is_live_again(client, door: Door):
    event_id = await open_event(door)
    page = await text_of(client, FORM)
    token = page.split('name="csrf-token" content="', 1)[1].split('"', 1)[0]
    answer = await client.post(FORM, form={"csrf_token": token, "first_name": "Ada"})
    assert answer.status_code == 422
    assert f"/live/form/{event_id}" in await answer.get_data(as_text=True)
