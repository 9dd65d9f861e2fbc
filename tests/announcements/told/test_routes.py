"""What the organizer told an attendee stands on the own pages, in the own language, and on nobody else's."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client

from netevent.announcements.announcement import Kind, State, Words
from netevent.announcements.told.told import Told
from netevent.core.i18n import speaking
from netevent.core.site import Application
from netevent.live.bus import Bus
from netevent.notification_kinds import INBOX
from tests.agenda.agendas import ANNA, BEN
from tests.announcements.announcing import Desk
from tests.conftest import LogIn
from tests.door import Door

LIST = "/attendee/announcements"
ORIGIN = {"Origin": "http://localhost:8000"}
WORDS = {"en": Words("Lunch for {first_name}", "At noon: {link} {calendar}"), "de": Words("Essen", "Mittags")}


@pytest.fixture
def desk(door: Door) -> Desk:
    """At the event of the door, to everybody there."""
    return Desk(door.database, 1, 1)


async def text_of(client: Client, address: str = LIST) -> str:
    return await (await client.get(address)).get_data(as_text=True)


async def unseen(desk: Desk, attendee_id: int) -> int:
    return (await desk.database.read(INBOX.read_dots, attendee_id))["announcements"].count


async def test_the_list_has_it_filled_in_with_the_own_addresses(desk: Desk, log_in_as: LogIn):
    await desk.send(texts=WORDS)
    client, _ = await log_in_as("guest1")
    page = await text_of(client)
    assert "Lunch for Guest1" in page
    assert "/attendee/dashboard</a>" in page
    assert f"/calendar/{ANNA}-" in page
    assert "/attendee/personal/" not in page
    german = await text_of(client, f"{LIST}?lang=de")
    assert "Essen" in german
    assert "Lunch for" not in german


async def test_who_opens_the_list_has_seen_it_and_nobody_else_has(desk: Desk, log_in_as: LogIn):
    await desk.send()
    assert (await unseen(desk, ANNA), await unseen(desk, BEN)) == (1, 1)
    client, _ = await log_in_as("guest1")
    await client.get(LIST)
    assert (await unseen(desk, ANNA), await unseen(desk, BEN)) == (0, 1)


async def test_what_goes_by_mail_alone_is_not_shown(desk: Desk, log_in_as: LogIn):
    await desk.send(on_pages=False, by_push=False)
    await desk.send(kind=Kind.invitation)
    client, _ = await log_in_as("guest1")
    page = await text_of(client)
    assert "Lunch" not in page
    assert "No announcements yet." in page
    assert await unseen(desk, ANNA) == 0


async def test_people_of_another_event_are_told_nothing(desk: Desk):
    await desk.send()
    assert await unseen(desk, 13) == 0


async def test_the_toast_has_the_subject_and_how_it_begins_in_the_language_of_the_page(desk: Desk):
    number = await desk.send(texts=WORDS)
    waiting = await desk.database.read(INBOX.read, ANNA)
    (shown,) = [one for toasts in waiting.toasts for one in toasts.first]
    assert (shown.subject_id, shown.kind.name) == (number, "announcement")
    assert isinstance(shown.content, Told)
    with speaking("de"):
        assert shown.content.words.subject == "Essen"
    with speaking("fr"):
        assert shown.content.words.body == "At noon: … …"
        assert shown.content.words_language == "en"


async def test_it_arrives_on_the_open_pages_and_is_closed_there(
    desk: Desk, app: Application, log_in_as: LogIn
):
    desk.database.on_change = app.site.part(Bus).publish
    client, headers = await log_in_as("guest1")
    socket: Any = client.websocket("/live/attendee?lang=en", headers=ORIGIN)
    async with socket as page, asyncio.timeout(60):
        number = await desk.write()
        await desk.begin(number)
        await desk.run()
        while True:
            message = str(await page.receive())
            if f"announcement-{number}-toast" in message:
                break
        assert "Lunch" in message
        await client.post(f"/attendee/notifications/announcement/{number}/seen", headers=headers)
        while True:
            message = str(await page.receive())
            if 'id="toasts"' in message and f"announcement-{number}-toast" not in message:
                break
    assert await desk.state(number) is State.sent
