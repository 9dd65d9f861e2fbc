"""What goes away or moves while an announcement is on its way, and what people write into names and texts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from netevent.announcements.announcement import Audience, NotSent, Starts, State, Words
from netevent.announcements.recipients import telling
from netevent.announcements.sending import SEND
from netevent.attendees.types.service import remove as remove_type
from netevent.breakouts.service import delete as delete_session
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.jobs.queries import select_job
from netevent.core.mail.message import message_of
from netevent.events.archiving.service import put_away
from netevent.events.queries import delete_event
from tests.announcements.announcing import LINKS, Desk
from tests.core.jobs.rows import make_due
from tests.factories import insert_session, insert_type
from tests.mails import waiting_mails

HOUR = timedelta(hours=1)
SENDER = "NetEvent <events@example.org>"


@pytest.fixture(autouse=True)
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "PEOPLE", 1)


async def tell_one(desk: Desk, number: int) -> None:
    """A worker does one part, and dies."""
    job_id = (await desk.find(number)).job_id
    assert job_id is not None
    job = await desk.database.read(select_job, job_id)
    assert job is not None

    def part(tx: Transaction) -> bool:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(telling, "note_progress", lambda *args, **given: None)
            return telling.do_part(tx, job, SEND.arguments.read(job.arguments), LINKS)

    assert await desk.database.transact(part)
    await make_due(desk.database)


async def with_type(desk: Desk) -> tuple[int, int]:
    """Anna and Ben have it; it is being sent to them, and Anna has been told."""
    type_id = await insert_type(desk.database, desk.event_id)
    for name in ("Anna", "Ben"):
        await desk.person(name, attendee_type_id=type_id)
    number = await desk.write(audience=Audience.type, audience_id=type_id)
    await desk.begin(number)
    await tell_one(desk, number)
    return number, type_id


@pytest.mark.attack(
    "a type goes while an announcement is sent to it, and a new one gets its number", "nobody else"
)
async def test_a_new_type_is_not_the_one_that_it_was_for(desk: Desk):
    number, type_id = await with_type(desk)
    await desk.database.transact(remove_type, desk.event_id, type_id, 0)
    await desk.person("Cara", attendee_type_id=await insert_type(desk.database, desk.event_id, id=type_id))
    await desk.run()
    assert await desk.mailed() == ["anna@example.org"]
    assert await desk.state(number) is State.sent


@pytest.mark.parametrize("audience", [Audience.session, Audience.line])
async def test_a_new_session_is_not_the_one_that_it_was_for(desk: Desk, audience: Audience):
    anna, ben = await desk.person("Anna"), await desk.person("Ben")
    session_id = await insert_session(desk.database, desk.event_id, clock.now() + HOUR, 45, anna)
    number = await desk.write(
        audience=audience, audience_id=session_id, starts=Starts.at, send_at=clock.now() + HOUR
    )
    await desk.schedule(number)
    await desk.database.transact(delete_session, desk.event_id, session_id)
    await insert_session(desk.database, desk.event_id, clock.now() + HOUR, 45, ben, id=session_id)
    assert await desk.clock_says(clock.now() + HOUR) == 0
    found = await desk.find(number)
    assert (found.state, found.not_sent) == (State.draft, NotSent.nobody)


async def test_a_session_that_goes_while_it_is_sent_to_ends_it(desk: Desk):
    people = [await desk.person(name) for name in ("Anna", "Ben")]
    session_id = await insert_session(desk.database, desk.event_id, clock.now(), 45, *people)
    number = await desk.write(audience=Audience.session, audience_id=session_id)
    await desk.begin(number)
    await tell_one(desk, number)
    await desk.database.transact(delete_session, desk.event_id, session_id)
    await desk.run()
    assert await desk.mailed() == ["anna@example.org"]
    assert await desk.state(number) is State.sent


async def test_of_an_announcement_for_a_type_that_is_gone_nobody_without_a_type_is_told(desk: Desk):
    await desk.person("Zoe")
    number, type_id = await with_type(desk)
    await desk.database.transact(remove_type, desk.event_id, type_id, 0)
    await desk.run()
    assert await desk.mailed() == ["anna@example.org"]
    assert (await desk.find(number)).draft.audience_id == 0


async def test_with_its_event_what_is_being_sent_goes(desk: Desk):
    await with_type(desk)
    await desk.database.transact(delete_event, desk.event_id)
    await desk.run()
    assert await desk.mails() == []


async def test_what_has_begun_is_told_to_all_also_where_the_event_is_archived(desk: Desk):
    """Half of them told would be worse."""
    number, _ = await with_type(desk)
    await desk.database.transact(put_away, desk.event_id)
    await desk.run()
    assert await desk.mailed() == ["anna@example.org", "ben@example.org"]
    assert await desk.state(number) is State.sent


@pytest.mark.parametrize(
    ("start", "begins"),
    [
        # 03:30, an hour after 01:30: the clock has skipped two to three.
        ("2027-03-28T01:30", "2027-03-28T00:30"),
        # The second 02:30, an hour after the first.
        ("2027-10-31T01:30", "2027-10-31T00:30"),
    ],
)
async def test_an_hour_before_the_doors_is_an_hour_where_the_clock_moves(desk: Desk, start: str, begins: str):
    moment = datetime.fromisoformat(start)
    await desk.change_event(start_time=moment, end_time=moment + 8 * HOUR, time_zone="Europe/Amsterdam")
    await desk.person("Anna")
    number = await desk.write(starts=Starts.before_event, minutes_before=60)
    await desk.schedule(number)
    due = datetime.fromisoformat(begins)
    assert await desk.clock_says(due - timedelta(seconds=1)) == 0
    assert await desk.clock_says(due) == 1


@pytest.mark.attack("marks that turn text around, line breaks and markup in names", "one line of text")
@pytest.mark.parametrize(
    "name",
    [
        "\u202egro.live",
        "\u2066Anna\u2069",
        "Anna\r\nBcc: all@example.org",
        "<img src=x onerror=alert(1)>",
        "A\x00\x85B",
    ],
)
async def test_what_is_hostile_in_names_travels_as_one_line_of_text(desk: Desk, name: str):
    await desk.person("x", first_name=name, last_name=name)
    await desk.change_event(name=name, location=name)
    text = "{first_name} {last_name} {event} {place}"
    await desk.send(texts={"en": Words(text, text)})
    (mail,) = await waiting_mails(desk.database)
    message = message_of(mail, SENDER)
    headers = message.as_bytes().split(b"\r\n\r\n")[0].decode()
    assert message["Bcc"] is None
    assert "\nBcc" not in headers
    assert message["Subject"].splitlines() == [message["Subject"]]
    for place in (mail.subject, mail.text, mail.html):
        assert not set(place) & set("\u202e\u2066\u2069\x00\x85")
    assert "<img src=x" not in mail.html
