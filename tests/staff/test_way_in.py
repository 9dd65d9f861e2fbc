"""The way in for who was invited, and what a stranger learns there."""

from __future__ import annotations

import asyncio
import re

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Browser
from sqlalchemy import update

from netevent.core import clock
from netevent.core.database.tables import staff
from netevent.staff import queries
from netevent.staff.queries import StaffEvent
from tests.conftest import LogIn
from tests.door import Door, token_of
from tests.servers.mail import Mailbox
from tests.staff.browsing import ADA, JSON, LIST, accept, ada, invited, send, text_of
from tests.staff.conftest import LinkFor


async def test_a_short_password_is_refused_and_the_link_still_works(
    client: Browser, log_in_as: LogIn, link_for: LinkFor
):
    link = await invited(log_in_as, link_for)
    assert (await accept(client, link, password="short")).status_code == 422
    assert (await accept(client, link)).status_code == 303


async def test_a_used_link_says_what_to_do(app: Quart, log_in_as: LogIn, link_for: LinkFor):
    link = await invited(log_in_as, link_for)
    await accept(app.test_client(), link)
    answer = await app.test_client().get(link)
    assert answer.status_code == 410
    assert "used already" in await text_of(answer)


async def test_an_expired_link_offers_a_new_one(
    app: Quart, door: Door, client: Browser, log_in_as: LogIn, link_for: LinkFor, mailbox: Mailbox
):
    link = await invited(log_in_as, link_for)
    expire = update(staff).where(staff.c.id == await ada(door)).values(invite_expires_at=clock.EPOCH)
    await door.database.transact(lambda tx: tx.execute(expire))
    text = await text_of(await client.get(link))
    found = re.search(r'action="(/staff/[A-Z0-9]{10})"', text)
    assert found is not None
    mailbox.clear()
    answer = await send(client, found[1], found[1])
    assert answer.status_code == 200
    assert (await client.get(await link_for("ada@example.com"))).status_code == 200


@pytest.mark.parametrize("token", ["0", "None", "x" * 43, "%00"])
async def test_an_unknown_link_says_what_to_do(client: Browser, token: str):
    answer = await client.get(f"/staff/invite/{token}")
    assert answer.status_code == 410
    assert "no longer works" in await text_of(answer)


async def test_two_browsers_with_one_link_make_one_login(app: Quart, log_in_as: LogIn, link_for: LinkFor):
    link = await invited(log_in_as, link_for)
    browsers = [app.test_client(), app.test_client()]
    answers = await asyncio.gather(*(accept(browser, link) for browser in browsers))
    assert sorted(answer.status_code for answer in answers) == [303, 410]


async def test_an_address_with_accounts_elsewhere_is_told_nothing_of_them(
    client: Browser, log_in_as: LogIn, link_for: LinkFor
):
    organizer, token = await log_in_as("olga")
    await organizer.post(LIST, form=ADA | {"email": "piet@example.com"}, headers=token)
    link = await link_for("piet@example.com")
    text = await text_of(await client.get(link))
    assert "Event 2" not in text
    await accept(client, link)
    assert (await client.get("/live/door/1/regions", headers=JSON)).status_code == 200
    assert (await client.get("/live/door/2/regions", headers=JSON)).status_code == 404


async def test_the_code_page_says_the_same_for_every_code(
    door: Door,
    event: StaffEvent,
    client: Browser,
    log_in_as: LogIn,
    link_for: LinkFor,
    mailbox: Mailbox,
):
    await invited(log_in_as, link_for)
    members = await door.database.read(queries.select_members, event.id, clock.now())
    known = next(member.code for member in members if member.email == "ada@example.com")
    mailbox.clear()
    texts = []
    for code in (known, "UNKNWN2345"):
        before = await text_of(await client.get(f"/staff/{code}"))
        answer = await send(client, f"/staff/{code}", f"/staff/{code}")
        assert answer.status_code == 200
        texts.append((before + await text_of(answer)).replace(code, "CODE"))
    assert texts[0] == texts[1]
    await link_for("ada@example.com")
    assert len(mailbox.messages) == 1


async def test_looking_at_a_code_sends_nothing(
    door: Door, client: Browser, log_in_as: LogIn, link_for: LinkFor
):
    link = await invited(log_in_as, link_for)
    await client.get("/staff/UNKNWN2345")
    assert (await client.get(link)).status_code == 200


async def test_a_code_gets_three_mails_an_hour(client: Browser):
    tries = [await send(client, "/staff/ABCD", "/staff/ABCD") for _try in range(3)]
    assert [answer.status_code for answer in tries] == [200] * 3
    assert (await send(client, "/staff/ABCD", "/staff/abcd")).status_code == 429
    assert (await send(client, "/staff/ABCD", "/staff/EFGH")).status_code == 200


async def test_one_network_may_try_thirty_codes_a_minute(client: Browser):
    token = await token_of(client, "/staff/ABCD")
    statuses = []
    for number in range(31):
        answer = await client.post(f"/staff/TRY{number:03}", headers={"X-CSRF-Token": token} | JSON)
        statuses.append(answer.status_code)
    assert statuses == [200] * 30 + [429]
