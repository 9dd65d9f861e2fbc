"""The organizer's staff pages: who may, and what happens."""

from __future__ import annotations

import re

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Browser

from netevent.core import clock
from netevent.staff import queries
from tests.conftest import LogIn
from tests.door import Door
from tests.servers.mail import Mailbox
from tests.staff.browsing import (
    ADA,
    JSON,
    LIST,
    NEW_PASSWORD,
    accept,
    ada,
    log_in_with,
    send,
    text_of,
)
from tests.staff.conftest import LinkFor

MARTA = f"{LIST}/1"
PAGES = [LIST, MARTA, f"{MARTA}/remove"]
ACTIONS = [LIST, MARTA, f"{MARTA}/resend", f"{MARTA}/remove"]


# ---- who may ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"), [("otto", 404), ("marta", 403), ("piet", 403), ("guest1", 403), ("olga", 200)]
)
async def test_only_the_events_organizer_sees_its_staff(log_in_as: LogIn, who: str, status: int):
    client, _token = await log_in_as(who)
    for path in PAGES:
        assert (await client.get(path, headers=JSON)).status_code == status


async def test_a_guest_is_sent_to_the_login(client: Browser):
    for path in PAGES:
        answer = await client.get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/login")


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_changes_the_staff(door: Door, log_in_as: LogIn, who: str, status: int):
    client, token = await log_in_as(who)
    for path in ACTIONS:
        assert (await client.post(path, form=ADA, headers=JSON | token)).status_code == status
    members = await door.database.read(queries.select_members, 1, clock.now())
    assert [member.name for member in members] == ["Marta Door"]


async def test_a_form_without_its_token_changes_nothing(door: Door, log_in_as: LogIn):
    client, _token = await log_in_as("olga")
    for path in ACTIONS:
        assert (await client.post(path, form=ADA, headers=JSON)).status_code == 403
    assert await door.database.read(queries.count_members, 1) == 1


async def test_members_of_another_event_are_not_there(log_in_as: LogIn):
    client, token = await log_in_as("olga")
    for path in (f"{LIST}/2", f"{LIST}/2/remove"):
        assert (await client.get(path, headers=JSON)).status_code == 404
        assert (await client.post(path, form=ADA, headers=JSON | token)).status_code == 404


# ---- inviting ---------------------------------------------------------------------------------------------


async def test_an_invitation_goes_from_the_form_to_the_open_desk(
    app: Quart, client: Browser, log_in_as: LogIn, link_for: LinkFor
):
    organizer, token = await log_in_as("olga")
    answer = await organizer.post(LIST, form=ADA, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, LIST)
    link = await link_for("ada@example.com")
    shown = await text_of(await organizer.get(LIST))
    assert f"http://localhost:8000{link}" in shown
    assert "ada@example.com" in shown
    assert link not in await text_of(await organizer.get(LIST)), "the link is shown once"

    page = await text_of(await client.get(link))
    assert "Ada" in page
    assert "Event 1" in page
    answer = await accept(client, link)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/1/dashboard")
    await client.get("/accounts")
    assert (await client.get("/live/door/1/regions", headers=JSON)).status_code == 200
    assert (await client.get("/live/door/2/regions", headers=JSON)).status_code == 404
    assert (await client.get(LIST, headers=JSON)).status_code == 403
    again, _token = await log_in_with(app, "ada@example.com", NEW_PASSWORD)
    assert (await again.get("/live/door/1/regions", headers=JSON)).status_code == 200


async def test_links_come_from_the_base_url_whatever_the_host_says(log_in_as: LogIn, mailbox: Mailbox):
    client, token = await log_in_as("olga")
    headers = token | {"Host": "evil.example"}
    await client.post(LIST, form=ADA, headers=headers)
    body = str(await mailbox.mail_to("ada@example.com"))
    assert "http://localhost:8000/staff/invite/" in body
    assert "evil.example" not in body


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "marta@example.com"},
        {"email": "not an address"},
        {"email": "ada@example.com\r\nBcc: victim@example.com"},
        {"first_name": ""},
        {"language": "xx"},
        {"last_name": "x" * 101},
    ],
)
async def test_a_refused_form_comes_back_with_all_that_was_typed(
    log_in_as: LogIn, mailbox: Mailbox, wrong: dict[str, str]
):
    client, token = await log_in_as("olga")
    answer = await client.post(LIST, form=ADA | {"last_name": "Łovelace"} | wrong, headers=token)
    assert answer.status_code == 422
    text = await text_of(answer)
    assert "Łovelace" in text or "last_name" in wrong
    assert mailbox.messages == []


async def test_the_address_of_a_member_is_refused_with_a_sentence(log_in_as: LogIn):
    client, token = await log_in_as("olga")
    answer = await client.post(LIST, form=ADA | {"email": "Marta@example.com"}, headers=token)
    assert "already belongs to the staff of this event" in await text_of(answer)


async def test_resending_shows_and_mails_a_new_link_and_the_old_one_is_over(
    door: Door, client: Browser, log_in_as: LogIn, link_for: LinkFor, mailbox: Mailbox
):
    organizer, token = await log_in_as("olga")
    await organizer.post(LIST, form=ADA, headers=token)
    first = await link_for("ada@example.com")
    mailbox.clear()
    answer = await organizer.post(f"{LIST}/{await ada(door)}/resend", headers=token)
    assert answer.status_code == 303
    second = await link_for("ada@example.com")
    assert second != first
    assert second in await text_of(await organizer.get(LIST))
    assert (await client.get(first)).status_code == 410
    assert (await client.get(second)).status_code == 200


async def test_editing_changes_the_list(log_in_as: LogIn):
    client, token = await log_in_as("olga")
    changed = {"first_name": "Maria", "last_name": "Deur", "email": "marta@example.com", "language": "nl"}
    assert (await client.post(MARTA, form=changed, headers=token)).status_code == 303
    text = await text_of(await client.get(LIST))
    assert "Maria Deur" in text
    assert "marta@example.com" in text


async def test_names_are_shown_as_text(log_in_as: LogIn):
    client, token = await log_in_as("olga")
    await client.post(LIST, form=ADA | {"first_name": "<script>alert(1)</script>"}, headers=token)
    text = await text_of(await client.get(LIST))
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


# ---- removing ---------------------------------------------------------------------------------------------


async def test_removing_asks_first(door: Door, log_in_as: LogIn):
    client, _token = await log_in_as("olga")
    assert "Marta Door" in await text_of(await client.get(f"{MARTA}/remove"))
    assert await door.database.read(queries.count_members, 1) == 1


async def test_the_next_request_of_a_removed_member_is_a_guests(log_in_as: LogIn):
    marta, _token = await log_in_as("marta")
    assert (await marta.get("/live/door/1/regions", headers=JSON)).status_code == 200
    olga, token = await log_in_as("olga")
    assert (await olga.post(f"{MARTA}/remove", headers=token)).status_code == 303
    assert (await marta.get("/live/door/1/regions", headers=JSON)).status_code == 401
    assert "Marta" not in re.sub(r"Marta Door is no longer", "", await text_of(await olga.get(LIST)))


async def test_a_removed_member_cannot_log_in_again(app: Quart, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await olga.post(f"{MARTA}/remove", headers=token)
    client = app.test_client()
    answer = await send(
        client, "/login", "/login", email="marta@example.com", password="the same for everybody"
    )
    assert answer.status_code == 422
