"""The way in for a presenter who had no account: a link of a mail, once, for a week."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Browser
from sqlalchemy import select, update

from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD, token_hash
from netevent.core.database.tables import login_links, organizers
from tests.breakouts.presenters.conftest import LinkFor
from tests.breakouts.presenters.people import (
    ADA,
    JSON,
    NEW_PASSWORD,
    count_assigned,
    log_in_with,
    organizer_id_of,
    send,
    text_of,
)
from tests.conftest import LogIn
from tests.door import Door
from tests.servers.mail import Mailbox


async def invited(log_in_as: LogIn, page: str, link_for: LinkFor) -> str:
    """The path of the link that Olga had sent to Ada."""
    olga, token = await log_in_as("olga")
    answer = await olga.post(page, form=ADA, headers=token)
    assert answer.status_code == 303
    return await link_for(ADA["email"])


async def accept(client: Browser, link: str, **changed: str) -> Any:
    return await send(client, link, link, **{"name": "Ada Okoye", "password": NEW_PASSWORD} | changed)


async def test_an_invitation_goes_from_the_form_to_the_own_sessions(
    app: Quart, client: Browser, door: Door, page: str, log_in_as: LogIn, link_for: LinkFor
):
    link = await invited(log_in_as, page, link_for)
    shown = await text_of(await client.get(link))
    assert 'value="Ada Okoye"' in shown
    answer = await accept(client, link, name="Ada Okoye-Berg")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/presenter/dashboard")
    assert "Locks and queues" in await text_of(await client.get("/presenter/dashboard"))
    _, again = await log_in_with(app, ADA["email"], NEW_PASSWORD)
    assert again.headers["Location"] == "/presenter/dashboard"
    olga, _ = await log_in_as("olga")
    text = await text_of(await olga.get(page))
    assert "Ada Okoye-Berg" in text
    assert "invited</span>" not in text


async def test_the_organizer_never_sees_the_link(page: str, log_in_as: LogIn, link_for: LinkFor):
    """It opens an account that the owner of the address may use anywhere on this server."""
    link = await invited(log_in_as, page, link_for)
    olga, _ = await log_in_as("olga")
    text = await text_of(await olga.get(page))
    assert "invited</span>" in text
    assert link not in text


async def test_only_the_hash_is_kept_for_seven_days(
    door: Door, page: str, log_in_as: LogIn, link_for: LinkFor
):
    link = await invited(log_in_as, page, link_for)
    row = await door.database.read(lambda tx: tx.execute(select(login_links)).one())
    assert row.id == token_hash(link.rsplit("/", 1)[1])
    assert timedelta(days=7, minutes=-1) < row.expires_at - clock.now() <= timedelta(days=7)
    made = select(organizers).where(organizers.c.email == ADA["email"])
    account = await door.database.read(lambda tx: tx.execute(made).one())
    assert (bool(account.presents_only), account.password_hash) == (True, NO_PASSWORD)
    assert account.unconfirmed_since is not None


async def test_the_mail_is_in_the_owners_language_and_its_link_from_the_base_url(
    door: Door, page: str, log_in_as: LogIn, mailbox: Mailbox
):
    dutch = update(organizers).where(organizers.c.id == 1).values(preferred_language="nl")
    await door.database.transact(lambda tx: tx.execute(dutch))
    olga, token = await log_in_as("olga")
    await olga.post(page, form=ADA, headers=token | {"Host": "evil.example"})
    message = await mailbox.mail_to(ADA["email"])
    part = message.get_body(("plain",))
    assert part is not None
    body = part.get_content()
    assert message["Subject"] == "Je presenteert Locks and queues op Event 1"
    assert "http://localhost:8000/login/link/" in body
    assert "evil.example" not in body


async def test_a_link_works_once(app: Quart, page: str, log_in_as: LogIn, link_for: LinkFor):
    link = await invited(log_in_as, page, link_for)
    assert (await accept(app.test_client(), link)).status_code == 303
    assert (await app.test_client().get(link)).status_code == 410


async def test_two_browsers_with_one_link_make_one_login(
    app: Quart, page: str, log_in_as: LogIn, link_for: LinkFor
):
    link = await invited(log_in_as, page, link_for)
    answers = await asyncio.gather(*(accept(app.test_client(), link) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [303, 410]


async def test_an_expired_link_is_over_until_it_is_sent_again(
    app: Quart, door: Door, page: str, log_in_as: LogIn, link_for: LinkFor, mailbox: Mailbox
):
    link = await invited(log_in_as, page, link_for)
    past = update(login_links).values(expires_at=clock.EPOCH)
    await door.database.transact(lambda tx: tx.execute(past))
    assert (await app.test_client().get(link)).status_code == 410
    olga, token = await log_in_as("olga")
    assert "expired</span>" in await text_of(await olga.get(page))
    mailbox.clear()
    ada = await organizer_id_of(door.database, ADA["email"])
    assert (await olga.post(f"{page}/{ada}/resend", headers=token)).status_code == 303
    assert (await accept(app.test_client(), await link_for(ADA["email"]))).status_code == 303


@pytest.mark.parametrize("wrong", [{"password": "short"}, {"name": ""}, {"name": "see www.evil.com"}])
async def test_a_refused_form_leaves_the_link_open(
    client: Browser, page: str, log_in_as: LogIn, link_for: LinkFor, wrong: dict[str, str]
):
    link = await invited(log_in_as, page, link_for)
    assert (await accept(client, link, **wrong)).status_code == 422
    assert (await accept(client, link)).status_code == 303


async def test_of_who_is_removed_before_coming_in_nothing_stays(
    client: Browser, door: Door, page: str, log_in_as: LogIn, link_for: LinkFor
):
    link = await invited(log_in_as, page, link_for)
    ada = await organizer_id_of(door.database, ADA["email"])
    olga, token = await log_in_as("olga")
    await olga.post(f"{page}/{ada}/remove", headers=token)
    assert (await client.get(link)).status_code == 410
    assert await organizer_id_of(door.database, ADA["email"]) is None


@pytest.mark.parametrize("what", ["/breakout-sessions/{}/delete", "/delete"])
async def test_nor_where_the_session_or_the_event_is_deleted(
    client: Browser, door: Door, page: str, log_in_as: LogIn, link_for: LinkFor, what: str
):
    link = await invited(log_in_as, page, link_for)
    olga, token = await log_in_as("olga")
    path = "/organizer/event/1" + what.format(page.split("/")[-2])
    assert (await olga.post(path, form={"name": "Event 1"}, headers=token)).status_code == 303
    assert (await client.get(link)).status_code == 410
    assert await organizer_id_of(door.database, ADA["email"]) is None
    assert await count_assigned(door.database) == 0


async def test_who_came_in_stays_when_the_event_is_deleted(
    client: Browser, door: Door, page: str, log_in_as: LogIn, link_for: LinkFor
):
    await accept(client, await invited(log_in_as, page, link_for))
    olga, token = await log_in_as("olga")
    await olga.post("/organizer/event/1/delete", form={"name": "Event 1"}, headers=token)
    answer = await client.get("/presenter/dashboard")
    assert answer.status_code == 200
    assert "No sessions to present yet" in await text_of(answer)
    assert (await client.get("/organizer/event/1", headers=JSON)).status_code == 404
