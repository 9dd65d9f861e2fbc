"""A message to those registered: whom it reaches, what it says, how often, and where it is switched off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import insert, select, update

from netevent.core import clock
from netevent.core.database.tables import attendees, events, session_messages
from netevent.core.i18n.writing import lately
from netevent.core.site import Application
from netevent.settings import Settings
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import attendee_row
from tests.mails import waiting_mails
from tests.presenters.stage import JSON, OTTO, Stage, log_in_stranger, text_of

TEXT = "Bring a laptop.\n<b>Doors</b> open at nine & not later."
LogIns = tuple[Client, dict[str, str]]


@pytest.fixture
async def otto(log_in_as: LogIn, stage: Stage) -> LogIns:
    return await log_in_as("otto")


async def send(presenter: LogIns, stage: Stage, text: str = TEXT, **headers: str) -> Any:
    client, token = presenter
    return await client.post(f"{stage.page}/message", form={"text": text}, headers=token | headers)


async def rows(door: Door) -> list[Any]:
    return list(await door.database.read(lambda tx: tx.execute(select(session_messages)).all()))


async def test_it_is_mailed_to_each_who_has_a_seat_and_to_nobody_else(door: Door, stage: Stage, otto: LogIns):
    for person in (1, 2, 3):  # the third waits
        await stage.room.register(person)
    answer = await send(otto, stage)
    assert answer.status_code == 303
    mails = await waiting_mails(door.database)
    assert [mail.recipient for mail in mails] == ["guest1@example.com", "guest2@example.com"]
    (row,) = await rows(door)
    assert (row.organizer_id, row.text, row.recipients) == (OTTO, TEXT, 2)
    page = await text_of(otto[0], answer.headers["Location"])
    assert "Your message is on its way to 2 people." in page
    assert "Bring a laptop." in page


async def test_it_says_from_whom_it_is_and_keeps_the_text(door: Door, stage: Stage, otto: LogIns):
    await stage.room.register(1)
    await send(otto, stage)
    (mail,) = await waiting_mails(door.database)
    assert mail.subject == "Locks and queues: a message from Otto"
    assert TEXT in mail.text
    assert "Otto, who presents Locks and queues, writes:" in mail.text
    assert "Crane room" in mail.text
    assert "Hello Guest1," in mail.html
    assert "Bring a laptop.<br>&lt;b&gt;Doors&lt;/b&gt; open at nine &amp; not later." in mail.html


async def test_what_stands_around_it_is_in_each_ones_own_language(door: Door, stage: Stage, otto: LogIns):
    await door.change_attendee(1, preferred_language="nl")
    for person in (1, 2):
        await stage.room.register(person)
    await send(otto, stage)
    dutch, english = await waiting_mails(door.database)
    assert "Je krijgt deze e-mail" in dutch.text
    assert "You get this email" in english.text


async def test_an_address_that_nobody_confirmed_gets_nothing(door: Door, stage: Stage, otto: LogIns):
    for person in (1, 2):
        await stage.room.register(person)
    await door.change_attendee(1, unconfirmed_since=clock.now())
    await send(otto, stage)
    assert [mail.recipient for mail in await waiting_mails(door.database)] == ["guest2@example.com"]


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 2001])
async def test_nothing_and_too_much_is_not_sent(door: Door, stage: Stage, otto: LogIns, text: str):
    await stage.room.register(1)
    assert (await send(otto, stage, text)).status_code == 422
    assert await rows(door) == []


async def test_without_anybody_registered_it_is_refused(door: Door, stage: Stage, otto: LogIns):
    answer = await send(otto, stage)
    assert answer.status_code == 422
    page = await answer.get_data(as_text=True)
    assert "Nobody is registered yet." in page
    assert "Bring a laptop." in page
    assert await rows(door) == []


async def test_the_fourth_within_a_day_is_refused_and_told_when(door: Door, stage: Stage, otto: LogIns):
    await stage.room.register(1)
    for number in range(3):
        assert (await send(otto, stage, f"Message {number}")).status_code == 303
    answer = await send(otto, stage)
    assert answer.status_code == 422
    first = (await rows(door))[0].sent_at
    when = lately(first + timedelta(hours=24), "Europe/Amsterdam")
    assert f"The next one can be sent from {when}." in await answer.get_data(as_text=True)
    assert len(await rows(door)) == 3
    assert len(await waiting_mails(door.database)) == 3


async def test_a_day_later_there_is_room_for_one_more(door: Door, stage: Stage, otto: LogIns):
    await stage.room.register(1)
    for number in range(3):
        await send(otto, stage, f"Message {number}")
    first = (await rows(door))[0].id
    earlier = update(session_messages).where(session_messages.c.id == first)
    long_ago = clock.now() - timedelta(hours=24, minutes=1)
    await door.database.transact(lambda tx: tx.execute(earlier.values(sent_at=long_ago)))
    assert (await send(otto, stage, "One more")).status_code == 303
    assert (await send(otto, stage, "And another one")).status_code == 422


async def test_the_same_sent_again_at_once_counts_once(door: Door, stage: Stage, otto: LogIns):
    await stage.room.register(1)
    first, again = await send(otto, stage), await send(otto, stage)
    assert first.headers["Location"] == again.headers["Location"]
    assert len(await rows(door)) == len(await waiting_mails(door.database)) == 1
    earlier = update(session_messages).values(sent_at=clock.now() - timedelta(minutes=11))
    await door.database.transact(lambda tx: tx.execute(earlier))
    await send(otto, stage)
    assert len(await rows(door)) == 2


async def test_what_others_sent_counts_and_is_listed(
    door: Door, stage: Stage, log_in_as: LogIn, otto: LogIns
):
    await stage.room.register(1)
    olga = await log_in_as("olga")
    for number in range(3):
        await send(olga, stage, f"From the owner. {number}")
    answer = await send(otto, stage, **JSON)
    assert (answer.status_code, (await answer.get_json())["error"]["code"]) == (409, "too_many_messages")
    page = await text_of(otto[0], f"{stage.page}/message")
    assert page.count("From the owner.") == 3
    assert "Olga" in page


async def test_where_it_is_switched_off_the_form_is_not_there_and_nothing_is_sent(
    door: Door, stage: Stage, otto: LogIns
):
    await stage.room.register(1)
    off = update(events).where(events.c.id == 1).values(lets_presenters_write=False)
    await door.database.transact(lambda tx: tx.execute(off))
    page = await text_of(otto[0], f"{stage.page}/message")
    assert "The organizer has switched off messages from presenters." in page
    assert "<textarea" not in page
    assert "/message" not in await text_of(otto[0], stage.page)
    answer = await send(otto, stage)
    assert answer.status_code == 422
    assert "<textarea" not in await answer.get_data(as_text=True)
    assert await rows(door) == []
    assert await waiting_mails(door.database) == []


async def test_nobody_else_writes(door: Door, stage: Stage, log_in_as: LogIn, client: Client):
    await stage.room.register(1)
    for name in ("marta", "guest1"):
        assert (await send(await log_in_as(name), stage)).status_code == 403
    assert (await send(await log_in_stranger(door, log_in_as), stage)).status_code == 404
    assert (await client.post(f"{stage.page}/message", form={"text": TEXT})).status_code in (401, 403)
    assert await rows(door) == []


@pytest.mark.attack("a new organizer who writes to many strangers", "20 a day where anybody may organize")
@pytest.mark.parametrize(("organizers", "status"), [("open", 429), ("invited", 303)])
async def test_the_sessions_of_a_new_organizer_write_to_few(
    app: Application, door: Door, stage: Stage, otto: LogIns, settings: Settings, organizers: str, status: int
):
    app.site = replace(app.site, settings=settings.model_copy(update={"organizers": organizers}))
    await stage.room.change(capacity=None)
    rows = [attendee_row(1, first_name=f"Guest {number}") for number in range(21)]
    await door.database.transact(lambda tx: tx.execute(insert(attendees), rows))
    newest = select(attendees.c.id).order_by(attendees.c.id.desc()).limit(21)
    for person in await door.database.read(lambda tx: tx.execute(newest).scalars().all()):
        await stage.room.register(person)
    answer = await send(otto, stage)
    assert answer.status_code == status
    assert ("on its first day" in await answer.get_data(as_text=True)) is (status == 429)
    assert len(await waiting_mails(door.database)) == (0 if status == 429 else 21)
