"""Who comes in by the link of a mail has opened what was sent so far; the first time counts."""

from __future__ import annotations

from datetime import timedelta

from netevent.announcements.recipients.recipient import Which
from netevent.changes import AnnouncementsChanged
from netevent.core import clock
from netevent.core.credentials import token_hash
from netevent.core.database import Database
from netevent.registration.personal_link.service import open_account
from tests.announcements.announcing import Desk

TOKEN = "a" * 64


def is_own_password(email_key: str, password_hash: str) -> bool:
    return False


async def come_in(database: Database) -> None:
    await database.transact(open_account, TOKEN, is_own_password)


async def with_link(desk: Desk, name: str) -> int:
    until = clock.now() + timedelta(days=1)
    hashed = token_hash(TOKEN)
    return await desk.person(name, confirmation_token=hashed, confirmation_expires_at=until)


async def test_the_first_time_by_the_link_is_when_it_was_opened(desk: Desk):
    await with_link(desk, "Anna")
    await desk.person("Ben")
    number = await desk.send()
    await come_in(desk.database)
    (anna,) = await desk.recipients(number, Which.opened)
    assert anna.first_name == "Anna"
    await come_in(desk.database)
    (again,) = await desk.recipients(number, Which.opened)
    assert again.opened_at == anna.opened_at
    assert (await desk.results(number)).opened == 1


async def test_the_organizers_page_hears_of_it_once(desk: Desk):
    await with_link(desk, "Anna")
    await desk.send()
    heard: list[object] = []
    desk.database.on_change = heard.append
    for _ in range(2):
        await come_in(desk.database)
    assert heard.count(AnnouncementsChanged(desk.event_id)) == 1


async def test_what_is_sent_later_is_not_opened_yet(desk: Desk):
    await with_link(desk, "Anna")
    await come_in(desk.database)
    number = await desk.send()
    assert await desk.recipients(number, Which.opened) == []
