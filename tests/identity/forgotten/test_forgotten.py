"""A forgotten password: one link to the mailbox, once, for all accounts of the address and for no other."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import insert, select, update

from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD, token_hash
from netevent.core.database.tables import attendees, login_links, organizers, staff
from netevent.identity.forgotten.service import send_link, use
from netevent.identity.links import queries
from netevent.identity.links.service import LoginLinkOver, send_links
from tests import factories
from tests.confirming import newest_link
from tests.conftest import LogIn
from tests.door import PASSWORD, Door, token_of
from tests.mails import waiting_mails

BASE = "http://localhost:8000"
NEW = "a new calm password"
OLGA = "olga@example.com"


async def ask(client: Any, email: str) -> Any:
    form = {"email": email, "csrf_token": await token_of(client, "/login/forgotten")}
    return await client.post("/login/forgotten", form=form)


async def log_in(app: Quart, email: str, password: str) -> int:
    client = app.test_client()
    form = {"email": email, "password": password, "csrf_token": await token_of(client, "/login")}
    return (await client.post("/login", form=form)).status_code


async def choose(client: Any, link: str, password: str = NEW) -> Any:
    return await client.post(link, form={"password": password, "csrf_token": await token_of(client, link)})


async def link_of(door: Door, email: str = OLGA) -> str:
    await door.database.transact(send_link, email, BASE)
    return await newest_link(door.database, email)


async def change(door: Door, statement: Any) -> None:
    await door.database.transact(lambda tx: tx.execute(statement))


async def join_the_staff(door: Door, **values: Any) -> None:
    row = factories.staff_row(1, id=9, email=OLGA, first_name="Olga", last_name="Door", staff_code=None)
    await change(door, insert(staff).values(**row | values))


async def test_the_login_page_leads_to_it(client: Any, door: Door):
    assert 'href="/login/forgotten"' in await (await client.get("/login")).get_data(as_text=True)


async def test_one_link_changes_the_password_of_all_accounts_of_the_address(
    app: Quart, client: Any, door: Door, log_in_as: LogIn
):
    await join_the_staff(door)
    old, _ = await log_in_as("olga")
    link = await link_of(door)
    assert len(await waiting_mails(door.database)) == 1
    assert "2 accounts" in await (await client.get(link)).get_data(as_text=True)
    answer = await choose(client, link)
    assert answer.headers["Location"] == "/accounts"
    assert (await old.get("/organizer/dashboard")).status_code == 302
    assert await log_in(app, OLGA, PASSWORD) == 422
    assert await log_in(app, OLGA, NEW) == 303


async def test_an_attendees_password_changes_and_older_personal_links_end(
    app: Quart, client: Any, door: Door
):
    await door.change_attendee(1, confirmation_token="x" * 64, confirmation_expires_at=clock.now())
    assert (await choose(client, await link_of(door, "guest1@example.com"))).status_code == 303
    assert await log_in(app, "guest1@example.com", NEW) == 303
    row = select(attendees.c.confirmation_token).where(attendees.c.id == 1)
    assert await door.database.read(lambda tx: tx.execute(row).scalar_one()) is None


async def test_opening_the_link_changes_nothing(app: Quart, client: Any, door: Door):
    link = await link_of(door)
    page = await client.get(link)
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert (await client.get(link)).status_code == 200
    assert await log_in(app, OLGA, PASSWORD) == 303


async def test_the_database_keeps_only_the_hash(door: Door):
    link = await link_of(door)
    row = await door.database.read(lambda tx: tx.execute(select(login_links)).one())
    assert row.id == token_hash(link.rsplit("/", 1)[1])
    assert timedelta(minutes=29) < row.expires_at - clock.now() <= timedelta(minutes=30)


@pytest.mark.attack("who has an account, by asking for a new password", "the same answer for every address")
async def test_the_answer_is_the_same_for_an_address_that_nobody_has(app: Quart, door: Door):
    answers = []
    for email in (OLGA, "nobody@example.com", "marta@example.com"):
        answer = await ask(app.test_client(), email)
        text = await answer.get_data(as_text=True)
        answers.append((answer.status_code, text.partition("<main")[2]))
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.attack("a stranger fills a mailbox with links to new passwords", "three an hour, known or not")
@pytest.mark.parametrize("spellings", [(OLGA, "OLGA@Example.com"), ("n@example.com", "N@EXAMPLE.COM")])
async def test_an_address_is_limited_whatever_its_spelling(client: Any, door: Door, spellings: Any):
    first, other = spellings
    answers = [(await ask(client, email)).status_code for email in (first, other, first, other)]
    assert answers == [200, 200, 200, 429]


async def test_another_spelling_finds_the_account(client: Any, door: Door):
    await door.database.transact(send_link, " OLGA@Example.COM", BASE)
    assert [mail.recipient for mail in await waiting_mails(door.database)] == [OLGA]


@pytest.mark.attack("a link to a new password is guessed, used again or old", "it is over")
async def test_a_used_a_guessed_and_an_old_link_are_over(app: Quart, client: Any, door: Door):
    link = await link_of(door)
    await choose(client, link)
    assert (await app.test_client().get(link)).status_code == 410
    assert (await client.get("/login/password/guessed")).status_code == 410
    link = await link_of(door)
    await change(door, update(login_links).values(expires_at=clock.now() - timedelta(seconds=1)))
    assert (await client.get(link)).status_code == 410


@pytest.mark.attack("a link of one purpose is used for another", "it is over there")
async def test_a_link_serves_its_own_purpose_alone(client: Any, door: Door):
    token = (await link_of(door)).rsplit("/", 1)[1]
    for page in ("/login/link/", "/account/address/"):
        assert (await client.get(page + token)).status_code == 410
    await door.database.transact(send_links, OLGA, BASE)
    token = (await newest_link(door.database, OLGA)).rsplit("/", 1)[1]
    assert (await client.get(f"/login/password/{token}")).status_code == 410


@pytest.mark.attack("a forgotten password of who never confirmed the address", "no mail, and no account")
@pytest.mark.parametrize("presents_only", [False, True])
async def test_who_has_not_confirmed_the_address_is_not_confirmed_by_it(door: Door, presents_only: bool):
    values = {"unconfirmed_since": clock.now(), "presents_only": presents_only}
    await change(door, update(organizers).where(organizers.c.id == 1).values(**values))
    await door.database.transact(send_link, OLGA, BASE)
    assert await waiting_mails(door.database) == []


async def test_a_presenter_stays_a_presenter(client: Any, door: Door):
    await change(door, update(organizers).where(organizers.c.id == 1).values(presents_only=True))
    await choose(client, await link_of(door))
    row = select(organizers.c.presents_only).where(organizers.c.id == 1)
    assert await door.database.read(lambda tx: tx.execute(row).scalar_one())


@pytest.mark.parametrize("password_hash", [None, NO_PASSWORD])
async def test_who_was_invited_and_has_no_password_gets_none_by_it(door: Door, password_hash: str | None):
    await change(door, update(staff).where(staff.c.id == 1).values(password_hash=password_hash))
    await door.database.transact(send_link, "marta@example.com", BASE)
    assert await waiting_mails(door.database) == []


@pytest.mark.attack("a link mailed to an address that the account no longer has", "it opens nothing of it")
async def test_a_link_opens_no_account_that_has_another_address_by_now(client: Any, door: Door):
    link = await link_of(door)
    moved = {"email": "new@example.com", "email_key": "new@example.com"}
    await change(door, update(organizers).where(organizers.c.id == 1).values(**moved))
    assert (await client.get(link)).status_code == 410


async def test_who_is_logged_in_as_somebody_else_is_logged_in_as_the_owner(door: Door, log_in_as: LogIn):
    marta, _ = await log_in_as("marta")
    link = await link_of(door)
    assert OLGA in await (await marta.get(link)).get_data(as_text=True)
    assert (await choose(marta, link)).headers["Location"] == "/organizer/dashboard"
    assert (await marta.get("/organizer/dashboard")).status_code == 200


@pytest.mark.attack("a password of ten thousand characters", "refused before it is hashed")
@pytest.mark.parametrize("password", ["x" * 10_000, "x" * 201, "short", "password123"])
async def test_a_bad_password_leaves_the_link_as_it_is(client: Any, door: Door, password: str):
    """The longest does not even get past the bound of a form, and takes its token with it."""
    link = await link_of(door)
    assert (await choose(client, link, password)).status_code == (403 if len(password) > 1000 else 422)
    assert (await choose(client, link)).status_code == 303


async def test_the_next_page_is_nobodys_choice(client: Any, door: Door):
    link = await link_of(door)
    token = await token_of(client, link)
    form = {"password": NEW, "csrf_token": token, "next": "https://evil.example"}
    answer = await client.post(f"{link}?next=https://evil.example", form=form)
    assert answer.headers["Location"] == "/organizer/dashboard"


async def use_at_once(door: Door, link: str) -> list[Any]:
    token = link.rsplit("/", 1)[1]
    uses = (door.database.transact(use, token, NO_PASSWORD) for _ in range(2))
    return await asyncio.gather(*uses, return_exceptions=True)


@pytest.mark.attack("two use a link to a new password at once", "one of them sets it")
async def test_of_two_at_once_one_uses_the_link(door: Door):
    found = await use_at_once(door, await link_of(door))
    assert sorted(isinstance(one, LoginLinkOver) for one in found) == [False, True]


async def test_without_the_guard_both_would(door: Door, monkeypatch: pytest.MonkeyPatch):
    """The same with the guard off: nothing else stops the second."""
    monkeypatch.setattr(queries, "delete_link", lambda tx, hashed: True)
    monkeypatch.setattr("netevent.identity.service.delete_links", lambda tx, kind, account_id: 0)
    found = await use_at_once(door, await link_of(door))
    assert [isinstance(one, LoginLinkOver) for one in found] == [False, False]
