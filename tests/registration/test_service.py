"""The rules of a registration, and the race for the last seat."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from netevent.attendees.writing import Details, NewAttendee, insert_attendee
from netevent.changes import AttendeesChanged, Change
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import attendees, events, jobs
from netevent.core.errors import Refusal
from netevent.events.details import Event
from netevent.events.queries import select_event
from netevent.registration import service
from netevent.registration.personal_link.service import Links
from netevent.registration.service import (
    ByLinkOnly,
    EventClosed,
    EventFull,
    EventOver,
    NotYetOpen,
    Registration,
    register,
)
from tests.factories import insert_event, insert_organizer

CROWD = 200


LINKS = Links("https://tickets.example.org", "k" * 40)


def somebody(number: int = 1, email: str = "", word: str = "") -> Registration:
    details = Details(email or f"ada{number}@example.org", "Ada", f"Byron {number}", language="en")
    return Registration(details, "!", word)


async def new_event(database: Database, **given: object) -> Event:
    event_id = await insert_event(database, await insert_organizer(database), **given)
    found = await database.read(select_event, event_id=event_id)
    assert found is not None
    return found


async def registered(database: Database, event: Event) -> tuple[int, int]:
    """How many attendees the event has, and how many seats it says are taken."""

    def work(tx: Transaction) -> tuple[int, int]:
        of_event = select(func.count()).select_from(attendees).where(attendees.c.event_id == event.id)
        taken = select(events.c.seats_taken).where(events.c.id == event.id)
        return int(tx.execute(of_event).scalar_one()), int(tx.execute(taken).scalar_one())

    return await database.read(work)


async def mails_to(database: Database, address: str) -> int:
    rows = await database.read(lambda tx: tx.execute(select(jobs.c.arguments)).scalars().all())
    return sum(address in row for row in rows)


async def open_connections(database: Database) -> None:
    """A race needs runners: with one connection open, the first would be through before the others start."""
    await asyncio.gather(*(database.read(lambda tx: tx.execute(select(1)).scalar()) for _ in range(20)))


async def test_registration_takes_a_seat_and_mails_the_link(database: Database):
    event = await new_event(database)
    changes: list[Change] = []
    database.on_change = changes.append
    await database.transact(register, event, somebody(), LINKS)
    assert await registered(database, event) == (1, 1)
    assert AttendeesChanged(event.id) in changes
    assert await mails_to(database, "ada1@example.org") == 1


async def test_full_event_refuses_and_publishes_nothing(database: Database):
    event = await new_event(database, max_attendees=3, seats_taken=3)
    changes: list[Change] = []
    database.on_change = changes.append
    with pytest.raises(EventFull):
        await database.transact(register, event, somebody(), LINKS)
    assert await registered(database, event) == (0, 3)
    assert changes == []


@pytest.mark.parametrize("email", ["ada1@example.org", "ADA1@Example.ORG", " ada1@example.org "])
async def test_same_address_takes_no_second_seat(database: Database, email: str):
    event = await new_event(database)
    await database.transact(register, event, somebody(), LINKS)
    await database.transact(register, event, somebody(email=email), LINKS)
    assert await registered(database, event) == (1, 1)
    assert await mails_to(database, "ada1@example.org") == 2


async def test_same_address_twenty_times_at_once_takes_one_seat(database: Database):
    event = await new_event(database)
    await open_connections(database)
    await asyncio.gather(*(database.transact(register, event, somebody(), LINKS) for _ in range(20)))
    assert await registered(database, event) == (1, 1)


async def test_event_that_is_over_refuses(database: Database):
    ended = clock.now() - timedelta(minutes=1)
    event = await new_event(database, start_time=ended - timedelta(hours=2), end_time=ended)
    with pytest.raises(EventOver):
        await database.transact(register, event, somebody(), LINKS)


async def test_event_without_an_end_is_open_for_a_day(database: Database):
    event = await new_event(database, end_time=None)
    start = event.details.start
    assert not event.is_over(start + timedelta(hours=23))
    assert event.is_over(start + timedelta(hours=25))


async def test_two_hundred_race_for_the_last_seat_and_one_gets_it(database: Database):
    event = await new_event(database, max_attendees=10, seats_taken=9)
    await open_connections(database)
    with patient():
        results = await asyncio.gather(
            *(database.transact(register, event=event, new=somebody(n), links=LINKS) for n in range(CROWD)),
            return_exceptions=True,
        )
    losers = [result for result in results if isinstance(result, EventFull)]
    assert len(losers) == CROWD - 1
    assert await registered(database, event) == (1, 10)


async def test_many_who_ask_at_once_get_the_one_seat_that_was_held_too_long_once(database: Database):
    event = await new_event(database, max_attendees=1)
    await database.transact(register, event, somebody(0), LINKS)
    long_ago = clock.now() - timedelta(hours=2)
    await database.transact(lambda tx: tx.execute(update(attendees).values(unconfirmed_since=long_ago)))
    await open_connections(database)
    results = await asyncio.gather(
        *(database.transact(register, event, somebody(n), LINKS) for n in range(1, 21)),
        return_exceptions=True,
    )
    assert sum(isinstance(result, EventFull) for result in results) == 19
    assert await registered(database, event) == (1, 1)


async def test_count_then_insert_would_oversell_the_last_seat(database: Database):
    """The same race with the guard off, everyone between the counting and the inserting: it is real."""
    event = await new_event(database, max_attendees=1)
    racers = 8
    everyone_has_counted = asyncio.Barrier(racers)

    async def register_unguarded(number: int) -> None:
        taken = (await registered(database, event))[0]
        await everyone_has_counted.wait()
        if taken < 1:
            new = NewAttendee(somebody(number).details)
            await database.transact(insert_attendee, event.id, new)

    await asyncio.gather(*(register_unguarded(number) for number in range(racers)))
    assert (await registered(database, event))[0] == racers


async def test_registering_is_refused_from_the_moment_of_closing_on(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    closes = clock.now().replace(microsecond=0) + timedelta(hours=1)
    event = await new_event(database, closes_at=closes)
    monkeypatch.setattr(clock, "now", lambda: closes - timedelta(microseconds=1))
    await database.transact(register, event, somebody(1), LINKS)
    monkeypatch.setattr(clock, "now", lambda: closes)
    with pytest.raises(EventClosed):
        await database.transact(register, event, somebody(2), LINKS)
    assert await registered(database, event) == (1, 1)


async def test_registering_is_refused_before_it_opens(database: Database):
    event = await new_event(database, opens_at=clock.now().replace(microsecond=0) + timedelta(hours=1))
    with pytest.raises(NotYetOpen):
        await database.transact(register, event, somebody(), LINKS)
    assert await registered(database, event) == (0, 0)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"is_open": False}, EventClosed),
        ({"link_token": "s"}, ByLinkOnly),
        ({"closes_at": clock.EPOCH}, EventClosed),
    ],
)
async def test_what_was_closed_after_the_page_was_read_refuses_and_takes_no_seat(
    database: Database, changed: dict[str, object], refusal: type[Refusal]
):
    """The route read the event while it was open; the rule reads it again, behind the lock of the seat."""
    event = await new_event(database)
    await database.transact(lambda tx: tx.execute(update(events).values(changed)))
    with pytest.raises(refusal):
        await database.transact(register, event, somebody(), LINKS)
    assert await registered(database, event) == (0, 0)


async def test_without_that_second_look_a_closed_event_would_take_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    event = await new_event(database)
    await database.transact(lambda tx: tx.execute(update(events).values(is_open=False)))
    monkeypatch.setattr(service, "select_event", lambda tx, event_id: event)
    await database.transact(register, event, somebody(), LINKS)
    assert await registered(database, event) == (1, 1)


async def test_the_link_lets_in_who_has_it(database: Database):
    event = await new_event(database, link_token="secret")
    with pytest.raises(ByLinkOnly):
        await database.transact(register, event, somebody(1), LINKS)
    await database.transact(register, event, replace(somebody(1), link="secret"), LINKS)
    assert await registered(database, event) == (1, 1)
