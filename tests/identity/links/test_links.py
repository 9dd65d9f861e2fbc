"""Links that log an organizer or a member of staff in: once, and only who has the mailbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import select, update

from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD
from netevent.core.database.tables import login_links, organizers
from netevent.identity.links.service import send_links
from netevent.staff.service import accept, resend
from tests.confirming import confirm, newest_link
from tests.conftest import LogIn
from tests.door import PASSWORD, Door, token_of
from tests.mails import waiting_mails

BASE = "http://localhost:8000"
NORA = {"name": "Nora", "email": "nora@example.com", "password": PASSWORD}


async def register(client: Any, **changed: str) -> Any:
    form = NORA | changed | {"csrf_token": await token_of(client, "/register/organizer")}
    return await client.post("/register/organizer", form=form)


async def log_in(app: Quart, email: str, password: str = PASSWORD) -> int:
    client = app.test_client()
    form = {"email": email, "password": password, "csrf_token": await token_of(client, "/login")}
    return (await client.post("/login", form=form)).status_code


def with_settings(app: Any, **changed: Any) -> None:
    app.site = replace(app.site, settings=app.site.settings.model_copy(update=changed))


@pytest.mark.parametrize("name", ["olga", "marta"])
async def test_a_link_of_the_mailbox_lets_who_is_locked_out_in(client: Any, door: Door, name: str):
    await door.database.transact(send_links, f"{name}@example.com", BASE)
    answer = await confirm(client, door.database, f"{name}@example.com")
    assert answer.status_code == 303
    assert (await client.get(answer.headers["Location"])).status_code in (200, 302)


async def test_a_link_works_once(app: Quart, client: Any, door: Door):
    await door.database.transact(send_links, "olga@example.com", BASE)
    link = await newest_link(door.database, "olga@example.com")
    await confirm(client, door.database, "olga@example.com")
    assert (await app.test_client().get(link)).status_code == 410


async def test_an_old_link_is_over(client: Any, door: Door):
    await door.database.transact(send_links, "olga@example.com", BASE)
    past = update(login_links).values(expires_at=clock.now() - timedelta(seconds=1))
    await door.database.transact(lambda tx: tx.execute(past))
    assert (await client.get(await newest_link(door.database, "olga@example.com"))).status_code == 410


async def test_a_new_password_ends_the_old_one_and_its_logins(
    app: Quart, client: Any, door: Door, log_in_as: LogIn
):
    old, _ = await log_in_as("olga")
    await door.database.transact(send_links, "olga@example.com", BASE)
    await confirm(client, door.database, "olga@example.com", password="a new calm password")
    assert (await old.get("/organizer/dashboard")).status_code == 302
    assert await log_in(app, "olga@example.com") == 422
    assert await log_in(app, "olga@example.com", "a new calm password") == 303


@pytest.mark.attack("a link to log in that was mailed before a new password", "it has ended")
async def test_a_new_password_of_staff_ends_links_that_were_sent_before(client: Any, door: Door):
    await door.database.transact(send_links, "marta@example.com", BASE)
    link = await newest_link(door.database, "marta@example.com")
    invited = await door.database.transact(resend, 1, 1, BASE)
    await door.database.transact(accept, invited.link.rsplit("/", 1)[1], "!")
    assert (await client.get(link)).status_code == 410


async def test_an_attendee_gets_no_such_link(door: Door):
    await door.database.transact(send_links, "guest1@example.com", BASE)
    assert await waiting_mails(door.database) == []


@pytest.mark.attack("an organizer with somebody else's address", "the owner's link asks for a new password")
async def test_a_strangers_password_does_not_survive_the_owners_link(app: Quart, client: Any, door: Door):
    await register(client)
    assert await log_in(app, "nora@example.com") == 422
    owner = app.test_client()
    refused = await confirm(owner, door.database, "nora@example.com")
    assert refused.status_code == 422
    answer = await confirm(owner, door.database, "nora@example.com", password="of the owner alone")
    assert answer.status_code == 303
    assert await log_in(app, "nora@example.com") == 422
    assert await log_in(app, "nora@example.com", "of the owner alone") == 303


@pytest.mark.attack("an organizer with somebody else's address", "no mail leaves in their name before")
async def test_an_unconfirmed_organizer_can_do_nothing(app: Quart, client: Any, door: Door):
    await register(client)
    assert (await client.get("/organizer/dashboard")).status_code == 302
    assert [mail.recipient for mail in await waiting_mails(door.database)] == ["nora@example.com"]


@pytest.mark.attack("an organizer's address that is taken, registered again", "the same answer, and a mail")
async def test_a_taken_address_is_answered_like_any_other(client: Any, door: Door):
    answer = await register(client, email="OLGA@example.com")
    assert answer.status_code == 200
    (mail,) = await waiting_mails(door.database)
    assert mail.subject == "Your link to log in to NetEvent"
    row = select(organizers.c.name).where(organizers.c.email_key == "olga@example.com")
    assert await door.database.read(lambda tx: tx.execute(row).scalar_one()) == "Olga"


@pytest.mark.attack("a stranger becomes organizer", "only where the setting lets anybody")
@pytest.mark.parametrize("mode", ["invited", "closed"])
async def test_where_organizers_are_invited_nobody_registers(app: Quart, client: Any, door: Door, mode: str):
    with_settings(app, organizers=mode)
    assert (await client.get("/register/organizer")).status_code == 403
    assert "/register/organizer" not in await (await client.get("/")).get_data(as_text=True)
    token = await token_of(client, "/login")
    answer = await client.post("/register/organizer", form=NORA | {"csrf_token": token})
    assert answer.status_code == 403
    assert await waiting_mails(door.database) == []


async def test_an_organizer_invites_another_one(app: Quart, door: Door, log_in_as: LogIn):
    with_settings(app, organizers="invited")
    olga, token = await log_in_as("olga")
    form = {"name": "Nora", "email": "nora@example.com"}
    answer = await olga.post("/organizer/invite", form=form, headers=token)
    assert "on its way to nora@example.com" in await answer.get_data(as_text=True)
    row = select(organizers.c.password_hash).where(organizers.c.email == "nora@example.com")
    assert await door.database.read(lambda tx: tx.execute(row).scalar_one()) == NO_PASSWORD
    client = app.test_client()
    answer = await confirm(client, door.database, "nora@example.com", password="a calm long password")
    assert answer.headers["Location"] == "/organizer/dashboard"


async def test_where_organizers_are_closed_nobody_is_invited(app: Quart, log_in_as: LogIn):
    with_settings(app, organizers="closed")
    olga, _ = await log_in_as("olga")
    assert (await olga.get("/organizer/invite")).status_code == 404


@pytest.mark.attack("a new organizer mails strangers through us", "few mails on the first day")
async def test_a_new_organizer_has_few_mails(app: Quart, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("netevent.identity.mail_budget.MAILS_OF_THE_FIRST_DAY", "2/day")
    olga, token = await log_in_as("olga")

    async def invite(number: int) -> int:
        form = {"first_name": "S", "last_name": "T", "email": f"s{number}@example.com", "language": "en"}
        return int((await olga.post("/organizer/event/1/staff", form=form, headers=token)).status_code)

    assert [await invite(number) for number in range(3)] == [303, 303, 429]
