"""The presenters of a session, in the browser of the event's owner: who may, and what happens."""

from __future__ import annotations

import pytest
from quart.typing import TestClientProtocol as Browser
from sqlalchemy import update

from netevent.core.database.tables import breakout_sessions, organizers
from netevent.identity import mail_budget
from tests.breakouts.presenters.conftest import LinkFor
from tests.breakouts.presenters.people import (
    ADA,
    JSON,
    LIST,
    assign,
    count_assigned,
    insert_presenter,
    organizer_id_of,
    text_of,
)
from tests.breakouts.seats import Room
from tests.conftest import LogIn
from tests.door import Door
from tests.servers.mail import Mailbox

OTTO = 2


async def paths(door: Door, room: Room) -> list[str]:
    organizer_id = await insert_presenter(door.database, room.session_id)
    page = LIST.format(room.session_id)
    return [page, f"{page}/{organizer_id}/remove"]


# ---- who may ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [("olga", 200), ("otto", 404), ("petra", 404), ("marta", 403), ("piet", 403), ("guest1", 403)],
)
async def test_only_the_events_owner_sees_its_presenters(
    door: Door, room: Room, log_in_as: LogIn, who: str, status: int
):
    """Not even a presenter, who is Petra."""
    every = await paths(door, room)
    client, _token = await log_in_as(who)
    for path in every:
        assert (await client.get(path, headers=JSON)).status_code == status, path


async def test_a_guest_is_sent_to_the_login(client: Browser, page: str):
    answer = await client.get(page)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login")


@pytest.mark.parametrize(
    ("who", "status"), [("otto", 404), ("petra", 404), ("marta", 403), ("guest1", 403), ("", 401)]
)
async def test_nobody_else_changes_them(
    door: Door, room: Room, log_in_as: LogIn, client: Browser, who: str, status: int
):
    page, remove = await paths(door, room)
    client, token = await log_in_as(who) if who else (client, {})
    for path in (page, remove, remove.replace("remove", "resend")):
        answer = await client.post(path, form=ADA, headers=JSON | token)
        assert answer.status_code == (status if who else 403), path  # a guest's form has no token
    assert await count_assigned(door.database) == 1


async def test_sessions_and_presenters_of_another_event_are_not_there(
    door: Door, page: str, room: Room, log_in_as: LogIn
):
    """Olga's session under Otto's event, and an organizer who does not present it."""
    otto, token = await log_in_as("otto")
    elsewhere = page.replace("/event/1/", "/event/2/")
    assert (await otto.get(elsewhere, headers=JSON)).status_code == 404
    assert (await otto.post(elsewhere, form=ADA, headers=JSON | token)).status_code == 404
    olga, token = await log_in_as("olga")
    for path in (f"{page}/{OTTO}/remove", f"{page}/{OTTO}/resend", LIST.format(99)):
        assert (await olga.post(path, form=ADA, headers=JSON | token)).status_code == 404
    assert await count_assigned(door.database) == 0


# ---- adding -----------------------------------------------------------------------------------------------


async def test_a_known_organizer_is_added_at_once_and_told(
    door: Door, page: str, room: Room, log_in_as: LogIn, link_for: LinkFor
):
    olga, token = await log_in_as("olga")
    answer = await olga.post(page, form={"email": "OTTO@example.com"}, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    text = await text_of(await olga.get(page))
    assert "Otto presents this session. An email is on its way to otto@example.com." in text
    assert await link_for("otto@example.com") == "/presenter/dashboard"
    otto, _ = await log_in_as("otto")
    assert "Locks and queues" in await text_of(await otto.get("/presenter/dashboard"))


async def test_the_sessions_own_page_has_the_list_and_the_form(
    door: Door, page: str, room: Room, log_in_as: LogIn
):
    await insert_presenter(door.database, room.session_id)
    olga, _ = await log_in_as("olga")
    text = await text_of(await olga.get(page.removesuffix("/presenters")))
    assert "Petra" in text
    assert "petra@example.com" in text
    assert f'action="{page}"' in text
    assert text.count('id="name"') == 1


async def test_an_unknown_address_needs_a_name(door: Door, page: str, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    answer = await olga.post(page, form={"email": "ada@example.com", "name": ""}, headers=token)
    assert answer.status_code == 422
    text = await text_of(answer)
    assert "Enter a name as well" in text
    assert 'value="ada@example.com"' in text
    assert await organizer_id_of(door.database, "ada@example.com") is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "not an address"},
        {"email": "ada@example.com\r\nBcc: victim@example.com"},
        {"name": "x" * 256},
        {"name": "see www.evil.com"},
    ],
)
async def test_a_refused_form_comes_back_with_all_that_was_typed(
    page: str, log_in_as: LogIn, mailbox: Mailbox, wrong: dict[str, str]
):
    olga, token = await log_in_as("olga")
    typed = {"email": "ada@example.com", "name": "Ada Łovelace"} | wrong
    answer = await olga.post(page, form=typed, headers=token)
    assert answer.status_code == 422
    text = await text_of(answer)
    assert typed["name"] in text
    assert typed["email"].split("\r")[0] in text
    assert mailbox.messages == []


async def test_adding_twice_says_so(door: Door, page: str, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await olga.post(page, form=ADA, headers=token)
    answer = await olga.post(page, form=ADA | {"email": "Ada@Example.com"}, headers=token)
    assert answer.status_code == 422
    assert "already presents this session" in await text_of(answer)
    assert await count_assigned(door.database) == 1


async def test_presenters_spend_the_same_mails_as_all_that_an_organizer_sends(
    page: str, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mail_budget, "MAILS_OF_AN_ORGANIZER", "1/hour")
    olga, token = await log_in_as("olga")
    assert (await olga.post(page, form=ADA, headers=token)).status_code == 303
    answer = await olga.post(page, form=ADA | {"email": "ben@example.com"}, headers=token)
    assert answer.status_code == 429
    assert "ben@example.com" in await text_of(answer)


async def test_names_are_shown_as_text(page: str, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await olga.post(page, form=ADA | {"name": "<script>alert(1)</script>"}, headers=token)
    text = await text_of(await olga.get(page))
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


# ---- who is shown -----------------------------------------------------------------------------------------


async def test_the_programme_names_accounts_then_those_of_the_timetable_each_once(
    door: Door, room: Room, page: str, log_in_as: LogIn
):
    await insert_presenter(door.database, room.session_id)
    await assign(door.database, room.session_id, OTTO)
    named = update(breakout_sessions).values(presenter_names="Ravi Rao\notto\n\nZoë Zett\n")
    await door.database.transact(lambda tx: tx.execute(named))
    olga, _ = await log_in_as("olga")
    guest, _ = await log_in_as("guest1")
    for client, address in (
        (guest, "/attendee/breakout-sessions"),
        (guest, "/attendee/breakout-sessions?q=ravi"),
        (olga, "/organizer/event/1/breakout-sessions"),
    ):
        assert "Petra, Otto, Ravi Rao and Zoë Zett" in await text_of(await client.get(address)), address
    text = await text_of(await olga.get(page))
    assert text.count("Named in the imported timetable") == 2


async def test_the_own_name_of_who_came_in_is_the_one_that_shows(door: Door, room: Room, log_in_as: LogIn):
    organizer_id = await insert_presenter(door.database, room.session_id)
    renamed = update(organizers).where(organizers.c.id == organizer_id).values(name="Petra Peters")
    await door.database.transact(lambda tx: tx.execute(renamed))
    guest, _ = await log_in_as("guest1")
    assert "Petra Peters" in await text_of(await guest.get("/attendee/breakout-sessions"))


# ---- removing ---------------------------------------------------------------------------------------------


async def test_removing_asks_first(door: Door, room: Room, page: str, log_in_as: LogIn):
    organizer_id = await insert_presenter(door.database, room.session_id)
    olga, token = await log_in_as("olga")
    text = await text_of(await olga.get(f"{page}/{organizer_id}/remove"))
    assert "petra@example.com" in text
    assert await count_assigned(door.database) == 1
    answer = await olga.post(f"{page}/{organizer_id}/remove", headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert "Petra no longer presents this session." in await text_of(await olga.get(page))
    assert await count_assigned(door.database) == 0


async def test_a_removed_presenter_stays_logged_in(door: Door, room: Room, page: str, log_in_as: LogIn):
    organizer_id = await insert_presenter(door.database, room.session_id)
    petra, _ = await log_in_as("petra")
    olga, token = await log_in_as("olga")
    await olga.post(f"{page}/{organizer_id}/remove", headers=token)
    answer = await petra.get("/presenter/dashboard")
    assert answer.status_code == 200
    assert "Locks and queues" not in await text_of(answer)
