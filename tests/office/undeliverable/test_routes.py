"""The organizer sees whom mail does not reach, and why, and may say that an address works again."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from sqlalchemy import update

from netevent.changes import MailsChanged
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees
from netevent.core.mail import Recipient, WrittenMail, queries, queue_mail
from netevent.core.mail.record import note_bounced, note_complained
from netevent.core.mail.state import MailState, Reason
from netevent.core.mail.words import NO_ANSWER
from netevent.office.undeliverable import service
from tests.conftest import LogIn
from tests.door import Door

LIST = "/organizer/event/1/addresses"
PERSON = "/organizer/event/1/attendees/1"
GONE = "550 5.1.1 <No> such person & nobody"
SHOWN = "550 5.1.1 &lt;No&gt; such person &amp; nobody"
NOTHING_GOES = "sends to this address only what this person asks for"
NO_ANNOUNCEMENTS = "sends no announcements to this address"
# The time of a mail that failed, in the list.
MOMENT = re.compile(r'<p class="small muted">\w+ \d+, \d{4} at')
MAIL = WrittenMail("News of the event", "x", "x")


@pytest.fixture
async def bounced(door: Door) -> str:
    """The mail to the first attendee came back."""
    return await mail_to(door, 1, lambda tx, message_id: note_bounced(tx, message_id, GONE, True))


async def test_the_page_of_the_person_says_what_became_of_the_mail_and_why(
    door: Door, log_in_as: LogIn, bounced: str
):
    page = await read(await log_in_as("olga"), PERSON)
    assert "came back" in page
    assert page.count(SHOWN) == 2
    assert "Try this address again" in page


async def test_a_button_there_lets_mail_go_again(door: Door, log_in_as: LogIn, bounced: str):
    olga = await log_in_as("olga")
    answer = await post(olga, f"{PERSON}/try-address")
    assert (answer.status_code, answer.headers["Location"]) == (303, PERSON)
    assert "Try this address again" not in await read(olga, PERSON)
    assert await suppressed(door, 1) is None


async def test_the_pages_of_the_event_hear_of_it_once(door: Door, bounced: str):
    door.published.clear()
    for _again in range(2):
        await door.database.transact(service.try_again, 1, 1)
    assert door.published == [MailsChanged(1)]


async def test_the_list_has_everybody_whom_mail_does_not_reach(door: Door, log_in_as: LogIn, bounced: str):
    await mail_to(door, 2, lambda tx, one: queries.update_state(tx, one, MailState.refused, NO_ANSWER))
    await mail_to(door, 3, lambda tx, one: queries.update_state(tx, one, MailState.refused, "550 x"))
    await mail_to(door, 3, lambda tx, one: queries.update_state(tx, one, MailState.sent))
    await mail_to(door, 4)
    page = await read(await log_in_as("olga"), LIST)
    assert [one for one in range(1, 13) if f"guest{one}@example.com" in page] == [1, 2]
    assert SHOWN in page
    assert NO_ANSWER in page


async def test_a_new_address_is_not_the_one_that_was_refused(door: Door, log_in_as: LogIn):
    await mail_to(door, 2, lambda tx, one: queries.update_state(tx, one, MailState.refused, "550 x"))
    new = {"email": "new@example.com", "email_key": "new@example.com"}
    await door.database.transact(
        lambda tx: tx.execute(update(attendees).where(attendees.c.id == 2).values(new))
    )
    assert "All emails have left" in await read(await log_in_as("olga"), LIST)


async def test_who_complained_is_told_apart(door: Door, log_in_as: LogIn):
    await mail_to(door, 1, lambda tx, one: note_complained(tx, one))
    assert "reported an email as spam" in await read(await log_in_as("olga"), LIST)


@pytest.mark.attack("an organizer takes back that somebody called a mail spam", "it stands")
async def test_a_complaint_is_its_readers_own(door: Door, log_in_as: LogIn):
    await suppress(door, 1, Reason.complained)
    await suppress(door, 2)
    olga = await log_in_as("olga")
    assert "Try this address again" not in await read(olga, PERSON)
    await post(olga, f"{PERSON}/try-address")
    await post(olga, f"{LIST}/try-again")
    assert (await suppressed(door, 1)).reason is Reason.complained
    assert await suppressed(door, 2) is None


@pytest.mark.attack("an address that refuses mail is tried again without end", "sixty times an hour")
async def test_an_address_is_not_tried_without_end(door: Door, log_in_as: LogIn):
    olga = await log_in_as("olga")
    answers = [(await post(olga, f"{PERSON}/try-address")).status_code for _ in range(61)]
    assert answers == [303] * 60 + [429]


async def test_one_of_the_list_and_all_of_them_are_tried_again(door: Door, log_in_as: LogIn):
    for number in range(1, 5):
        await suppress(door, number)
    olga = await log_in_as("olga")
    answer = await post(olga, f"{PERSON}/try-address", from_list="1")
    assert answer.headers["Location"] == LIST
    assert "The next email to this address is sent." in await read(olga, LIST)
    assert await suppressed(door, 1) is None
    assert await suppressed(door, 2) is not None
    await post(olga, f"{LIST}/try-again")
    assert "The next emails to these 3 addresses are sent." in await read(olga, LIST)
    assert [await suppressed(door, number) for number in range(1, 5)] == [None] * 4


async def test_another_events_addresses_are_neither_shown_nor_tried(door: Door, log_in_as: LogIn):
    await door.database.transact(queries.suppress, "stranger@example.com", Reason.refused, "550 x")
    olga = await log_in_as("olga")
    assert "All emails have left" in await read(olga, LIST)
    assert await door.database.transact(service.try_all_again, 1) == 0
    stands = await door.database.read(queries.select_suppression, "stranger@example.com")
    assert stands is not None
    theirs = PERSON.replace("attendees/1", "attendees/13")
    assert (await post(olga, f"{theirs}/try-address")).status_code == 404


@pytest.mark.attack(
    "an organizer registers an address to read what another event's mail met", "nothing of it"
)
@pytest.mark.parametrize(
    ("note", "seen", "said"),
    [
        (lambda tx, one: note_bounced(tx, one, "550 secret words", True), "came back", NOTHING_GOES),
        (lambda tx, one: note_complained(tx, one), "reported an email as spam", NO_ANNOUNCEMENTS),
    ],
)
async def test_what_became_of_another_events_mail_is_not_shown(
    door: Door, log_in_as: LogIn, note: Any, seen: str, said: str
):
    """Neither why nor when: only what does not go to the address."""
    theirs = {"email": "guest1@example.com", "email_key": "guest1@example.com"}
    await door.change_attendee(13, **theirs)
    await mail_to(door, 1, number_of=13, event_id=2, then=note)
    otto = await read(await log_in_as("otto"), "/organizer/event/2/addresses")
    assert seen in otto
    assert said not in otto
    assert MOMENT.search(otto)
    olga = await log_in_as("olga")
    for page in (await read(olga, LIST), await read(olga, PERSON)):
        assert said in page
        assert seen not in page
        assert "secret words" not in page
    assert not MOMENT.search(await read(olga, LIST))


async def test_what_became_of_the_own_mail_is_shown_whatever_anothers_met(door: Door, log_in_as: LogIn):
    """The moment is that of the event's own mail."""
    await suppress(door, 1, Reason.refused)
    await mail_to(door, 1, lambda tx, one: queries.update_state(tx, one, MailState.refused, GONE))
    await suppress(door, 2, Reason.bounced)
    page = await read(await log_in_as("olga"), LIST)
    assert "The mail server refused this address" in page
    assert SHOWN in page
    assert len(MOMENT.findall(page)) == 1
    assert page.index("guest1@example.com") < page.index("guest2@example.com")


async def test_of_two_who_try_all_again_at_once_each_address_counts_once(door: Door):
    for number in range(1, 5):
        await suppress(door, number)
    counts = await asyncio.gather(*(door.database.transact(service.try_all_again, 1) for _ in range(4)))
    assert sum(counts) == 4


async def mail_to(door: Door, number: int, then: Any = None, *, number_of: int = 0, event_id: int = 1) -> str:
    """Queue a mail to the attendee's address, or to another one's who has it; `then` is what became of it."""

    def work(tx: Transaction) -> str:
        to = Recipient(f"guest{number}@example.com", "en", number_of or number, event_id)
        queued = queue_mail(tx, MAIL, to)
        assert queued is not None
        sending = queries.select_sending(tx, queued.job_id)
        assert sending is not None
        if then is not None:
            then(tx, sending.message_id)
        return sending.message_id

    return await door.database.transact(work)


async def suppress(door: Door, number: int, reason: Reason = Reason.refused) -> None:
    await door.database.transact(queries.suppress, f"guest{number}@example.com", reason, "550 x")


async def suppressed(door: Door, number: int) -> Any:
    return await door.database.read(queries.select_suppression, f"guest{number}@example.com")


async def read(visitor: Any, address: str) -> str:
    client, _ = visitor
    return str(await (await client.get(address)).get_data(as_text=True))


async def post(visitor: Any, address: str, **form: str) -> Any:
    client, headers = visitor
    return await client.post(address, form=form, headers=headers)
