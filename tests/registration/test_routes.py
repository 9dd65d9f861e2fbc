"""An attendee registers for an event by its code."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from netevent.core import clock
from netevent.core.database.tables import attendees
from netevent.registration import rates, routes
from tests import factories
from tests.confirming import confirm
from tests.door import Door, token_of

PASSWORD = "a calm long password"
ADA = {
    "first_name": "Ada",
    "last_name": "Byron",
    "email": "ada@example.org",
    "organisation": "CERN",
    "role": "Researcher",
    "password": PASSWORD,
}


async def open_event(door: Door, **given: object) -> int:
    return await factories.insert_event(door.database, 1, **({"code": "SUMMIT"} | given))


async def send(client, **changed: str):
    path = "/register/attendee/summit"
    token = await token_of(client, path)
    return await client.post(path, form=ADA | changed | {"csrf_token": token})


async def registered(door: Door, event_id: int) -> list[Any]:
    statement = select(attendees).where(attendees.c.event_id == event_id)
    return await door.database.read(lambda tx: list(tx.execute(statement)))


@pytest.mark.parametrize("code", ["SUMMIT", "summit", "SumMit"])
async def test_page_shows_the_event_and_its_seats_left(client, door: Door, code: str):
    await open_event(door, max_attendees=10, seats_taken=7, name="<b>Summit</b>")
    answer = await client.get(f"/register/attendee/{code}")
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "&lt;b&gt;Summit&lt;/b&gt;" in page
    assert "Jaarbeurs, Utrecht" in page
    assert '<dt>Seats left</dt><dd id="seats-left">3</dd>' in page


async def test_event_without_a_limit_speaks_of_no_seats(client, door: Door):
    await open_event(door, max_attendees=None)
    page = await (await client.get("/register/attendee/SUMMIT")).get_data(as_text=True)
    assert "Seats left" not in page


async def test_who_registered_confirms_the_address_and_gets_to_the_badge(client, door: Door):
    event_id = await open_event(door)
    answer = await send(client)
    assert answer.status_code == 200
    assert "You are on the list" in await answer.get_data(as_text=True), "it has no mail server"
    assert (await client.get("/attendee/dashboard")).status_code == 302
    answer = await confirm(client, door.database, "ada@example.org")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/attendee/dashboard")
    page = await (await client.get("/attendee/dashboard")).get_data(as_text=True)
    assert "Ada Byron" in page
    (row,) = await registered(door, event_id)
    assert (row.email, row.organisation, row.role) == ("ada@example.org", "CERN", "Researcher")
    assert PASSWORD not in row.password_hash


async def test_last_seat_that_is_gone_keeps_what_was_typed(client, door: Door):
    event_id = await open_event(door, max_attendees=1)
    token = await token_of(client, "/register/attendee/summit")
    assert (await send(client)).status_code == 200
    late = door_browser(client)
    token = await token_of(late, "/register/attendee/EVENT1")
    form = ADA | {"email": "late@example.org", "csrf_token": token}
    answer = await late.post("/register/attendee/summit", form=form)
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "The event is full: the last seat has just been taken." in page
    assert 'value="late@example.org"' in page
    assert 'value="CERN"' in page
    assert PASSWORD not in page
    assert len(await registered(door, event_id)) == 1


def door_browser(client):
    """Another browser at the same server."""
    return client.app.test_client()


async def test_full_event_says_so_before_anything_is_typed(client, door: Door):
    await open_event(door, max_attendees=5, seats_taken=5)
    page = await (await client.get("/register/attendee/summit")).get_data(as_text=True)
    assert "The event is full." in page
    assert 'name="email"' not in page


async def test_event_that_is_over_says_so_and_registers_nobody(client, door: Door):
    ended = clock.now() - timedelta(days=2)
    event_id = await open_event(door, start_time=ended, end_time=ended)
    page = await (await client.get("/register/attendee/summit")).get_data(as_text=True)
    assert "This event is over." in page
    answer = await send(client)
    assert answer.status_code == 422
    assert await registered(door, event_id) == []


@pytest.mark.parametrize("code", ["NOPE23", "%00", "0", "A" * 300, "é", "../../etc", "SUMMIT%20OR%201=1"])
async def test_unknown_code_says_what_to_do(client, code: str):
    answer = await client.get(f"/register/attendee/{code}")
    assert answer.status_code == 404


async def test_unknown_codes_page_names_the_way_out(client):
    page = await (await client.get("/register/attendee/NOPE23")).get_data(as_text=True)
    assert "No event has this code" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", ""),
        ("last_name", "   "),
        ("first_name", "A" * 101),
        ("organisation", "O" * 256),
        ("email", "no address"),
        ("email", "a" * 300 + "@example.org"),
        ("password", "too short"),
        ("password", "password123"),
        ("password", "qwertyuiop"),
        ("first_name", "Visit evil.com"),
        ("password", "p" * 201),
    ],
)
async def test_wrong_field_is_marked_and_the_rest_is_kept(client, door: Door, field: str, value: str):
    event_id = await open_event(door)
    answer = await send(client, **{field: value})
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in page
    assert await registered(door, event_id) == []


async def test_hostile_names_are_kept_as_text(client, door: Door):
    event_id = await open_event(door)
    await send(client, first_name="<script>alert(1)</script>", last_name="=1+1\x00\n{{7*7}}")
    await confirm(client, door.database, "ada@example.org")
    (row,) = await registered(door, event_id)
    assert row.last_name == "=1+1 {{7*7}}"
    page = await (await client.get("/attendee/dashboard")).get_data(as_text=True)
    assert "<script>alert" not in page


async def test_network_that_registers_too_many_waits(client, door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rates, "REGISTRATIONS_FROM_A_NETWORK", "2/hour")
    monkeypatch.setattr(rates, "LINE", 0)
    event_id = await open_event(door)
    for number in range(3):
        answer = await send(door_browser(client), email=f"ada{number}@example.org")
    page = await answer.get_data(as_text=True)
    assert "Too many attempts." in page
    assert 'value="ada2@example.org"' in page
    assert len(await registered(door, event_id)) == 2


@pytest.mark.attack("robots that take all seats", "a network over its budget waits, and is not refused")
async def test_a_venue_over_its_budget_waits_in_a_line(client, door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rates, "REGISTRATIONS_FROM_A_NETWORK", "2/hour")
    monkeypatch.setattr(rates, "PAUSE", 0)
    event_id = await open_event(door)
    for number in range(5):
        assert (await send(door_browser(client), email=f"ada{number}@example.org")).status_code == 200
    assert len(await registered(door, event_id)) == 5


@pytest.mark.attack("codes of events guessed", "a budget on unknown ones")
async def test_who_guesses_event_codes_waits(client, door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(routes, "UNKNOWN_CODES", "2/minute")
    await open_event(door)
    answers = [(await client.get(f"/register/attendee/NOPE{number}")).status_code for number in range(3)]
    assert answers == [404, 404, 429]
    assert (await client.get("/register/attendee/summit")).status_code == 200
