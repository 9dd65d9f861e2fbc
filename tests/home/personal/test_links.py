"""Asking for the personal link: who gets one, and what the answer tells."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Client
from sqlalchemy import select

from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD, token_hash
from netevent.core.database.tables import attendees, events, jobs
from netevent.home.personal import routes as personal_routes
from tests import factories
from tests.door import Door, badge, token_of
from tests.home.personal.test_routes import ASK, text_of
from tests.registration.attendance.test_service import change_event
from tests.servers.mail import Mailbox


async def ask(client: Client, email: str) -> Any:
    return await client.post(ASK, form={"email": email, "csrf_token": await token_of(client, ASK)})


def link_in(message: Any) -> str:
    body = message.get_body(("plain",))
    found = re.search(r"http://localhost:8000(/attendee/personal/\S+)", body.get_content())
    assert found is not None
    return found[1]


async def test_link_of_the_mail_opens_the_page(client: Client, door: Door, mailbox: Mailbox):
    await door.change_attendee(1, password_hash=NO_PASSWORD)
    assert (await ask(client, " GUEST1@example.com")).status_code == 200
    link = link_in(await mailbox.mail_to("guest1@example.com"))
    page = await text_of(await client.get(link))
    assert "Guest1 Żółć" in page
    assert "Event 1" in page
    assert badge(1) in page
    assert 'aria-label="QR code of your badge"' in page
    row = await link_row(door)
    token = link.rsplit("/", 1)[1]
    assert len(token) >= 43
    assert row.confirmation_token == token_hash(token)
    ends = await event_end(door)
    assert row.confirmation_expires_at == (ends + timedelta(days=30)).replace(microsecond=0)


async def test_mail_is_in_the_attendees_language(client: Client, door: Door, mailbox: Mailbox):
    await door.change_attendee(1, preferred_language="nl")
    await ask(client, "guest1@example.com")
    body = (await mailbox.mail_to("guest1@example.com")).get_body(("html",))
    assert body is not None
    assert '<html lang="nl">' in body.get_content()


async def test_address_at_two_events_gets_a_mail_for_each(client: Client, door: Door, mailbox: Mailbox):
    await factories.insert_attendee(door.database, 2, email="guest1@example.com")
    await ask(client, "guest1@example.com")
    await mailbox.mail_to("guest1@example.com")
    await until_sent(door, mailbox, 2)
    subjects = {message["Subject"] for message in mailbox.mails_to("guest1@example.com")}
    assert subjects == {"Your personal link: Event 1", "Your personal link: Event 2"}


async def until_sent(door: Door, mailbox: Mailbox, number: int) -> None:
    async with asyncio.timeout(60):
        while len(mailbox.messages) < number:
            await door.database.read(lambda tx: tx.execute(select(jobs.c.id)).all())


async def test_answer_is_the_same_to_the_byte_for_known_and_unknown(
    app: Quart, client: Client, door: Door, mailbox: Mailbox
):
    answers = [await ask(client, email) for email in ("guest1@example.com", "nobody@example.com")]
    known, unknown = [await answer.get_data() for answer in answers]
    assert known == unknown
    first, second = [dict(answer.headers) for answer in answers]
    assert first == second
    await mailbox.mail_to("guest1@example.com")
    assert {message["X-RcptTo"] for message in mailbox.messages} == {"guest1@example.com"}


async def test_neither_is_told_from_the_other_by_the_limit(
    client: Client, monkeypatch: pytest.MonkeyPatch, door: Door
):
    monkeypatch.setattr(personal_routes, "LINKS_FOR_AN_ADDRESS", "1/hour")
    for email in ("guest1@example.com", "nobody@example.com"):
        assert [(await ask(client, email)).status_code for _ in range(2)] == [200, 429]


async def test_network_that_asks_too_often_waits(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(personal_routes, "LINKS_FROM_A_NETWORK", "2/hour")
    answers = [await ask(client, f"somebody{number}@example.com") for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 'value="somebody2@example.com"' in await text_of(answers[2])


async def test_what_is_no_address_is_said_so(client: Client, mailbox: Mailbox):
    answer = await ask(client, "guest1@example.com\r\nBcc: all@example.com")
    assert answer.status_code == 422
    assert mailbox.messages == []


async def test_a_stranger_who_asks_does_not_end_a_link_that_nobody_has_used(
    client: Client, door: Door, mailbox: Mailbox
):
    await ask(client, "guest1@example.com")
    link = link_in(await mailbox.mail_to("guest1@example.com"))
    mailbox.clear()
    await ask(client, "guest1@example.com")
    assert link_in(await mailbox.mail_to("guest1@example.com")) == link
    assert (await client.get(link)).status_code == 200


async def test_a_link_that_was_used_ends_when_a_new_one_is_asked_for(
    client: Client, door: Door, mailbox: Mailbox
):
    await ask(client, "guest1@example.com")
    link = link_in(await mailbox.mail_to("guest1@example.com"))
    await client.post(f"{link}/open", form={"csrf_token": await token_of(client, link)})
    mailbox.clear()
    other = client.app.test_client()
    await ask(other, "guest1@example.com")
    new = link_in(await mailbox.mail_to("guest1@example.com"))
    assert (await other.get(link)).status_code == 410
    assert (await other.get(new)).status_code == 200


async def test_no_link_goes_out_for_an_event_long_over(client: Client, door: Door, mailbox: Mailbox):
    long_ago = clock.now() - timedelta(days=31)
    await change_event(door, start_time=long_ago - timedelta(hours=1), end_time=long_ago)
    await ask(client, "guest1@example.com")
    await ask(client, "guest2@example.com")
    assert (await link_row(door)).confirmation_token is None
    assert mailbox.messages == []


async def test_login_page_tells_of_it(client: Client):
    assert f'href="{ASK}"' in await text_of(await client.get("/login"))


async def link_row(door: Door, attendee_id: int = 1) -> Any:
    columns = (attendees.c.confirmation_token, attendees.c.confirmation_expires_at)
    statement = select(*columns).where(attendees.c.id == attendee_id)
    return await door.database.read(lambda tx: tx.execute(statement).one())


async def event_end(door: Door) -> Any:
    statement = select(events.c.end_time).where(events.c.id == 1)
    return await door.database.read(lambda tx: tx.execute(statement).scalar_one())
