"""Somebody else's address: whoever types it gains nothing, and its owner loses nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import select, update

from netevent.attendees.importing.attendee_file.problems import RemarkReason
from netevent.attendees.importing.importer import import_attendee_file
from netevent.breakouts.queries import select_session_by_id
from netevent.breakouts.rsvps.service import put_in
from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD
from netevent.core.database.tables import attendees, events
from netevent.core.site import Application
from netevent.registration.holding import HOLDS, HOLDS_WHEN_FULL, release_due
from netevent.settings import Settings
from tests.agenda.agendas import at
from tests.attendees.rows import attendee_file_of, attendee_file_row
from tests.confirming import confirm, newest_link
from tests.conftest import LogIn
from tests.door import Door, token_of
from tests.factories import insert_session
from tests.mails import waiting_mails
from tests.registration.test_routes import ADA, PASSWORD, open_event, registered, send

ADDRESS = ADA["email"]
STOLEN = "the address of somebody else, registered with"


async def log_in(app: Quart, password: str = PASSWORD) -> int:
    client = app.test_client()
    form = {"email": ADDRESS, "password": password, "csrf_token": await token_of(client, "/login")}
    return (await client.post("/login", form=form)).status_code


async def taken(door: Door, event_id: int) -> int:
    statement = select(events.c.seats_taken).where(events.c.id == event_id)
    return int(await door.database.read(lambda tx: tx.execute(statement).scalar_one()))


async def grow_old(door: Door, by: timedelta) -> None:
    long_ago = clock.now() - by - timedelta(minutes=1)
    statement = update(attendees).where(attendees.c.unconfirmed_since.is_not(None))
    await door.database.transact(lambda tx: tx.execute(statement.values(unconfirmed_since=long_ago)))


@pytest.mark.attack(STOLEN, "its password opens nothing before the mailbox confirms it")
async def test_an_unconfirmed_password_opens_nothing(app: Quart, client: Any, door: Door):
    await open_event(door)
    await send(client)
    assert await log_in(app) == 422
    await confirm(client, door.database, ADDRESS)
    assert await log_in(app) == 303


@pytest.mark.attack(STOLEN, "the owner's click ends the stranger's password")
async def test_the_owners_link_ends_a_strangers_password(app: Quart, client: Any, door: Door):
    event_id = await open_event(door)
    await send(client)
    owner = app.test_client()
    assert (await confirm(owner, door.database, ADDRESS)).status_code == 303
    (row,) = await registered(door, event_id)
    assert (row.password_hash, row.unconfirmed_since) == (NO_PASSWORD, None)
    assert await log_in(app) == 422
    assert "Ada Byron" in await (await owner.get("/attendee/dashboard")).get_data(as_text=True)


@pytest.mark.attack(STOLEN, "a later registration of its owner keeps nothing of the stranger's")
async def test_the_owner_who_registers_later_does_not_confirm_a_strangers_password(
    app: Quart, client: Any, door: Door
):
    event_id = await open_event(door)
    await send(client, password="the stranger's password")
    owner = app.test_client()
    token = await token_of(owner, "/register/attendee/summit")
    await owner.post("/register/attendee/summit", form=ADA | {"csrf_token": token})
    await confirm(owner, door.database, ADDRESS)
    (row,) = await registered(door, event_id)
    assert row.password_hash == NO_PASSWORD


@pytest.mark.attack(STOLEN, "a list takes it over, says so, and the stranger has nothing of it")
async def test_a_list_does_not_merge_with_a_strangers_registration(app: Quart, client: Any, door: Door):
    event_id = await open_event(door)
    await send(client, organisation="Evil & Co")
    row = attendee_file_row(2, email=ADDRESS, first_name="Adeline", last_name="Real", phone="+31 6 1234567")
    result = await import_attendee_file(door.database, event_id, attendee_file_of(row))
    assert [remark.reason for remark in result.remarks] == [RemarkReason.UNCONFIRMED]
    (found,) = await registered(door, event_id)
    assert (found.first_name, found.last_name, found.organisation) == ("Adeline", "Real", "")
    assert (found.password_hash, found.own_fields, found.unconfirmed_since) == (NO_PASSWORD, "", None)
    assert await log_in(app) == 422
    assert await taken(door, event_id) == 1


@pytest.mark.attack("an address that is registered already, registered again", "the same answer")
async def test_a_taken_address_is_answered_like_any_other(app: Quart, client: Any, door: Door):
    event_id = await open_event(door)
    first = await (await send(client)).get_data(as_text=True)
    again = await (await send(app.test_client(), first_name="Eve")).get_data(as_text=True)
    assert re.sub("[0-9a-f]{64}", "", again) == re.sub("[0-9a-f]{64}", "", first), "but for the form's token"
    (row,) = await registered(door, event_id)
    assert row.first_name == "Ada"
    assert await taken(door, event_id) == 1
    assert len(await waiting_mails(door.database)) == 2


@pytest.mark.attack("an address that is registered already, registered again", "the rest is mailed")
async def test_who_is_confirmed_gets_the_personal_link_by_mail(app: Quart, client: Any, door: Door):
    await open_event(door)
    await send(client)
    await confirm(client, door.database, ADDRESS)
    await send(app.test_client())
    assert (await waiting_mails(door.database))[-1].subject.startswith("Your personal link")
    assert (await client.get(await newest_link(door.database, ADDRESS))).status_code == 200


@pytest.mark.attack("an unconfirmed registration", "nobody finds it, and it finds nobody")
async def test_who_is_unconfirmed_is_not_in_the_directory(client: Any, door: Door, log_in_as: LogIn):
    await send_to(client, "EVENT1")
    guest, _ = await log_in_as("guest1")
    page = await (await guest.get("/attendee/people/find?q=Byron")).get_data(as_text=True)
    assert "Ada" not in page
    await confirm(client, door.database, ADDRESS)
    page = await (await guest.get("/attendee/people/find?q=Byron")).get_data(as_text=True)
    assert "Ada" in page


async def send_to(client: Any, code: str) -> None:
    token = await token_of(client, f"/register/attendee/{code}")
    await client.post(f"/register/attendee/{code}", form=ADA | {"csrf_token": token})


async def test_the_seats_in_sessions_that_were_given_by_hand_come_free_too(client: Any, door: Door):
    event_id = await open_event(door)
    await send(client)
    (row,) = await registered(door, event_id)
    session_id = await insert_session(door.database, event_id, at(60), 45, max_attendees=1)
    now = clock.now()
    assert await door.database.transact(put_in, event_id, session_id, row.id, now)
    await grow_old(door, HOLDS)
    await door.database.transact(release_due, now)
    session = await door.database.read(select_session_by_id, session_id)
    assert session is not None
    assert session.taken == 0


@pytest.mark.attack("robots that take all seats", "held for a day, and an hour when the event is full")
async def test_a_seat_that_nobody_confirmed_comes_free(client: Any, door: Door):
    event_id = await open_event(door)
    await send(client)
    await door.database.transact(release_due, clock.now())
    assert await taken(door, event_id) == 1
    await grow_old(door, HOLDS)
    await door.database.transact(release_due, clock.now())
    assert await taken(door, event_id) == 0
    assert await registered(door, event_id) == []
    assert (await client.get(await newest_link_or(door))).status_code == 410


async def newest_link_or(door: Door) -> str:
    """The mail went with the registration: a link of that form that nobody has."""
    assert await waiting_mails(door.database) == []
    return "/attendee/personal/" + "0" * 64


@pytest.mark.attack("robots that take all seats", "held for a day, and an hour when the event is full")
async def test_a_full_event_gives_a_seat_held_too_long_to_who_asks_now(
    app: Application, client: Any, door: Door, settings: Settings
):
    event_id = await open_event(door, max_attendees=1)
    app.site = replace(app.site, settings=settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:1"}))
    await send(client)
    assert (await send_anew(app, "honest@example.org")).status_code == 422
    await grow_old(door, HOLDS_WHEN_FULL)
    assert (await send_anew(app, "honest@example.org")).status_code == 200
    assert [row.email for row in await registered(door, event_id)] == ["honest@example.org"]
    assert await taken(door, event_id) == 1


async def send_anew(app: Quart, email: str):
    client = app.test_client()
    token = await token_of(client, "/register/attendee/EVENT1")
    return await client.post("/register/attendee/summit", form=ADA | {"email": email, "csrf_token": token})


async def test_who_came_to_the_door_stays_though_nobody_confirmed(client: Any, door: Door):
    event_id = await open_event(door)
    await send(client)
    (row,) = await registered(door, event_id)
    await door.change_attendee(row.id, checked_in=True)
    await grow_old(door, HOLDS)
    await door.database.transact(release_due, clock.now())
    assert len(await registered(door, event_id)) == 1


async def test_opening_the_link_alone_confirms_nothing(client: Any, door: Door):
    """Mail programs and virus scanners open links, too."""
    event_id = await open_event(door)
    await send(client)
    page = await (await client.get(await newest_link(door.database, ADDRESS))).get_data(as_text=True)
    assert "Confirm and open" in page
    (row,) = await registered(door, event_id)
    assert row.unconfirmed_since is not None


@pytest.mark.attack("robots at an event that asks for a word, or closed its form", "refused")
async def test_an_event_asks_for_its_word(client: Any, door: Door):
    event_id = await open_event(door, entry_word="Grachtenpand")
    answer = await send(client, word="guess")
    assert answer.status_code == 422
    assert "not the word" in await answer.get_data(as_text=True)
    assert await registered(door, event_id) == []
    assert (await send(client, word=" grachtenpand ")).status_code == 200


@pytest.mark.attack("robots at an event that asks for a word, or closed its form", "refused")
async def test_a_closed_form_registers_nobody(client: Any, door: Door):
    event_id = await open_event(door, is_open=False)
    assert (await send(client)).status_code == 422
    assert await registered(door, event_id) == []
