"""The own account: password, name and address, and the browsers that are logged in to it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import insert, select, update

from netevent.changes import LoginChanged
from netevent.core.database.tables import organizers, staff
from netevent.identity.links.service import send_links
from netevent.identity.own_account.browser_kind import browser_kind
from netevent.identity.own_account.service import confirm_address
from netevent.identity.service import AddressTaken
from tests import factories
from tests.confirming import newest_link
from tests.conftest import LogIn
from tests.door import PASSWORD, Door, token_of
from tests.identity.forgotten.test_forgotten import log_in
from tests.mails import waiting_mails

NEW = "a new calm password"
OLGA = "olga@example.com"
MOVED = "olga@new.example.com"
LOGIN = re.compile(r'name="login" value="(\w+)"')


async def text_of(client: Any, path: str = "/account") -> str:
    return str(await (await client.get(path)).get_data(as_text=True))


async def change_password(client: Any, token: dict[str, str], present: str, new: str = NEW) -> Any:
    form = {"present": present, "password": new}
    return await client.post("/account/password", form=form, headers=token)


async def ask_for_address(client: Any, token: dict[str, str], email: str, proof: str = PASSWORD) -> Any:
    return await client.post("/account/address", form={"email": email, "proof": proof}, headers=token)


async def confirm(app: Quart, door: Door, email: str = MOVED) -> Any:
    client, link = app.test_client(), await newest_link(door.database, email)
    return await client.post(link, form={"csrf_token": await token_of(client, link)})


async def email_of(door: Door, organizer_id: int = 1) -> str:
    row = select(organizers.c.email).where(organizers.c.id == organizer_id)
    return str(await door.database.read(lambda tx: tx.execute(row).scalar_one()))


@pytest.mark.parametrize("name", ["olga", "marta", "guest1"])
async def test_everybody_has_the_page_and_nobody_else(app: Quart, log_in_as: LogIn, name: str):
    client, _ = await log_in_as(name)
    assert "Where you are logged in" in await text_of(client)
    assert (await app.test_client().get("/account")).status_code == 302


@pytest.mark.parametrize("name", ["olga", "marta", "guest1"])
async def test_a_new_password_ends_all_other_logins(app: Quart, log_in_as: LogIn, name: str):
    here, token = await log_in_as(name)
    there, _ = await log_in_as(name)
    assert (await change_password(here, token, PASSWORD)).status_code == 303
    assert (await here.get("/account")).status_code == 200
    assert (await there.get("/account")).status_code == 302
    assert await log_in(app, f"{name}@example.com", PASSWORD) == 422
    assert await log_in(app, f"{name}@example.com", NEW) == 303


async def test_it_changes_for_the_accounts_that_the_old_one_opened(app: Quart, door: Door, log_in_as: LogIn):
    row = factories.staff_row(1, id=9, email=OLGA, staff_code=None)
    await door.database.transact(lambda tx: tx.execute(insert(staff).values(**row)))
    olga, token = await log_in_as("olga")
    await change_password(olga, token, PASSWORD)
    assert await log_in(app, OLGA, PASSWORD) == 422


@pytest.mark.attack("the password of a browser that was left open", "changed only with the present one")
async def test_without_the_present_password_nothing_changes(app: Quart, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    answer = await change_password(olga, token, "not this one at all")
    assert answer.status_code == 422
    assert "This is not your password" in await answer.get_data(as_text=True)
    assert await log_in(app, OLGA, PASSWORD) == 303


@pytest.mark.attack("the present password is guessed in a browser that was left open", "limited")
async def test_wrong_present_passwords_are_limited(log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("netevent.identity.tries.WRONG_ON_A_KNOWN_DEVICE", "2/15 minutes")
    olga, token = await log_in_as("olga")
    answers = [(await change_password(olga, token, "not this one")).status_code for _ in range(3)]
    assert answers == [422, 422, 429]


@pytest.mark.attack("another site posts to the own account", "refused without the page's token")
@pytest.mark.parametrize("path", ["password", "name", "address", "logins/end", "logins/end-others"])
async def test_without_the_token_nothing_is_done(log_in_as: LogIn, path: str):
    olga, _ = await log_in_as("olga")
    assert (await olga.post(f"/account/{path}", form={})).status_code == 403


async def test_a_new_name_is_shown_at_once(log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await olga.post("/account/name", form={"name": "Olga Nova"}, headers=token)
    assert "Olga Nova" in await text_of(olga)
    refused = await olga.post("/account/name", form={"name": "see evil.com"}, headers=token)
    assert refused.status_code == 422
    assert 'value="see evil.com"' in await refused.get_data(as_text=True)


@pytest.mark.parametrize("path", ["name", "address"])
async def test_name_and_address_are_an_organizers_own(log_in_as: LogIn, path: str):
    marta, token = await log_in_as("marta")
    assert (await marta.post(f"/account/{path}", form={"name": "M"}, headers=token)).status_code == 403


async def test_a_new_address_counts_when_its_mailbox_confirms_it(app: Quart, door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    assert (await ask_for_address(olga, token, MOVED)).status_code == 303
    assert await email_of(door) == OLGA
    assert "From now on" in await (await confirm(app, door)).get_data(as_text=True)
    assert await email_of(door) == MOVED
    assert [mail.recipient for mail in await waiting_mails(door.database)] == [MOVED, OLGA]
    assert await log_in(app, MOVED, PASSWORD) == 303
    assert MOVED in await text_of(olga)


async def test_opening_the_link_changes_nothing_and_it_works_once(app: Quart, door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await ask_for_address(olga, token, MOVED)
    link = await newest_link(door.database, MOVED)
    assert (await app.test_client().get(link)).status_code == 200
    assert await email_of(door) == OLGA
    await confirm(app, door)
    assert (await app.test_client().get(link)).status_code == 410


@pytest.mark.attack("a link in a mailbox that is no longer the account's", "it ended with the address")
async def test_links_to_the_old_mailbox_end(app: Quart, door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await door.database.transact(send_links, OLGA, "http://localhost:8000")
    old = await newest_link(door.database, OLGA)
    await ask_for_address(olga, token, MOVED)
    await confirm(app, door)
    assert (await app.test_client().get(old)).status_code == 410


@pytest.mark.attack("which addresses organizers have, by asking for them as one's own", "the same answer")
@pytest.mark.parametrize("email", ["otto@example.com", "OTTO@Example.com"])
async def test_a_taken_address_is_answered_like_any_other(door: Door, log_in_as: LogIn, email: str):
    olga, token = await log_in_as("olga")
    answer = await ask_for_address(olga, token, email)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
    (mail,) = await waiting_mails(door.database)
    assert mail.subject == "This address already has a NetEvent account"
    assert "/account/address/" not in mail.text


async def test_an_address_that_somebody_took_meanwhile_is_refused(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await ask_for_address(olga, token, MOVED)
    link = await newest_link(door.database, MOVED)
    taken = update(organizers).where(organizers.c.id == 2).values(email=MOVED, email_key=MOVED)
    await door.database.transact(lambda tx: tx.execute(taken))
    with pytest.raises(AddressTaken):
        await door.database.transact(confirm_address, link.rsplit("/", 1)[1])
    answer = await olga.post(link, headers=token)
    assert answer.status_code == 422
    assert await email_of(door) == OLGA


async def test_a_new_address_needs_the_password_and_keeps_what_was_typed(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    answer = await ask_for_address(olga, token, MOVED, "not this one at all")
    assert answer.status_code == 422
    assert f'value="{MOVED}"' in await answer.get_data(as_text=True)
    assert await waiting_mails(door.database) == []


async def test_a_login_is_ended_from_another_browser(door: Door, log_in_as: LogIn):
    here, token = await log_in_as("olga")
    there, _ = await log_in_as("olga")
    page = await text_of(here)
    assert page.count("this one") == 1
    (login_id,) = LOGIN.findall(page)
    await here.post("/account/logins/end", form={"login": login_id}, headers=token)
    assert (await there.get("/account")).status_code == 302
    assert (await here.get("/account")).status_code == 200


async def test_all_other_logins_are_ended_at_once(log_in_as: LogIn):
    browsers = [await log_in_as("olga") for _ in range(3)]
    here, token = browsers[0]
    await here.post("/account/logins/end-others", headers=token)
    assert [(await client.get("/account")).status_code for client, _ in browsers] == [200, 302, 302]


@pytest.mark.attack("the login of another account is ended by its number", "it is not found")
async def test_nobody_ends_the_login_of_somebody_else(log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    marta, _ = await log_in_as("marta")
    await log_in_as("marta")
    (login_id,) = LOGIN.findall(await text_of(marta))
    assert (
        await olga.post("/account/logins/end", form={"login": login_id}, headers=token)
    ).status_code == 404
    assert len(LOGIN.findall(await text_of(marta))) == 1


async def test_ending_a_login_is_told_to_every_worker(app: Any, log_in_as: LogIn):
    """By the change that closes its sockets."""
    published: list[Any] = []
    app.site.database.on_change = published.append
    here, token = await log_in_as("olga")
    await log_in_as("olga")
    (login_id,) = LOGIN.findall(await text_of(here))
    await here.post("/account/logins/end", form={"login": login_id}, headers=token)
    assert LoginChanged(login_id) in published


FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1"
PIXEL = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "kind"),
    [
        (FIREFOX, "Firefox · Windows"),
        (EDGE, "Edge · Windows"),
        (IPHONE, "Safari · iPhone"),
        (PIXEL, "Chrome · Android"),
        ("curl/8.5.0", ""),
        ("<script>" * 2000, ""),
    ],
)
def test_a_browser_is_guessed_by_what_it_says(user_agent: str, kind: str):
    assert browser_kind(user_agent) == kind
