"""The registration page says in one sentence why it takes nobody."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from netevent.core import clock
from netevent.core.database.tables import attendees, events
from tests.door import PASSWORD

PAGE = "/register/attendee/EVENT1"
LATER = clock.now().replace(microsecond=0) + timedelta(days=30)
PERSON = {"first_name": "Grace", "last_name": "Hopper", "email": "grace@example.org", "password": PASSWORD}


async def change(door, **values) -> None:
    values = {"end_time": LATER + timedelta(days=9), "max_attendees": None} | values
    await door.database.transact(lambda tx: tx.execute(update(events).where(events.c.id == 1).values(values)))


async def text_of(client, path: str = PAGE) -> str:
    return str(await (await client.get(path)).get_data(as_text=True))


async def is_registered(door) -> bool:
    statement = select(attendees.c.id).where(attendees.c.email == "grace@example.org")
    return await door.database.read(lambda tx: tx.execute(statement).first()) is not None


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"opens_at": LATER}, "Registration opens on "),
        ({"closes_at": clock.now().replace(microsecond=0)}, "Registration closed on "),
        ({"link_token": "secret"}, "Registration is by invitation."),
        ({"is_open": False}, "Registration is closed."),
    ],
)
async def test_the_page_says_why_there_is_no_form_and_a_program_is_refused(door, client, values, sentence):
    await change(door, **values)
    page = await text_of(client)
    assert sentence in page
    assert 'name="first_name"' not in page
    token = page.split('name="csrf-token" content="')[1].split('"')[0]
    answer = await client.post(PAGE, form=PERSON, headers={"X-CSRF-Token": token})
    assert answer.status_code == 422
    assert sentence in await answer.get_data(as_text=True)
    assert not await is_registered(door)


async def test_an_open_form_says_until_when(door, client):
    await change(door, closes_at=LATER)
    page = await text_of(client)
    assert "You can register until " in page
    assert 'name="first_name"' in page


async def test_the_secret_link_has_the_form_and_keeps_the_secret_from_search_engines(door, client):
    await change(door, link_token="secret")
    page = await text_of(client, f"{PAGE}?link=secret")
    assert 'name="first_name"' in page
    assert 'rel="alternate"' not in page
    token = page.split('name="csrf-token" content="')[1].split('"')[0]
    answer = await client.post(f"{PAGE}?link=secret", form=PERSON, headers={"X-CSRF-Token": token})
    assert answer.status_code == 200
    assert await is_registered(door)


async def test_the_organizer_finds_the_link_on_the_dashboard_and_in_the_form(door, log_in_as):
    await change(door, link_token="secret")
    client, _ = await log_in_as("olga")
    for path in ("/organizer/event/1", "/organizer/event/1/edit"):
        assert "/register/attendee/EVENT1?link=secret" in await text_of(client, path), path
