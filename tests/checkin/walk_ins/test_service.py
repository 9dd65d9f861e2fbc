"""The rules of adding somebody at the desk, on the real databases."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from netevent.attendees.history.entry import What
from netevent.attendees.history.queries import select_entries
from netevent.changes import AttendeeCheckedIn, AttendeesChanged
from netevent.checkin.scan import Answer, Outcome
from netevent.checkin.walk_ins import service
from netevent.checkin.walk_ins.service import DeskFull, NoSuchType, OnTheList, WalkIn
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events
from netevent.core.mail import Recipient, WrittenMail, queue_mail
from netevent.office.attendees.queries import select_attendee
from tests.door import BADGES, Door

VIP = 1


async def add(
    door: Door, email: str = "", name: str = "Noor", type_id: int = VIP, scan_id: str = ""
) -> Answer:
    new = WalkIn(name, "Bakker", email, type_id, "nl")
    scan = door.new_scan(scan_id=scan_id or str(uuid4()))
    return await door.database.transact(service.add, new=new, scan=scan)


async def capacity(door: Door, seats_left: int, **others: Any) -> None:
    values = {"max_attendees": BADGES + seats_left, "seats_taken": BADGES} | others
    await door.database.transact(lambda tx: tx.execute(update(events).where(events.c.id == 1).values(values)))


async def people(door: Door) -> int:
    """Those of the event; the seats that are taken are as many."""

    def count(tx: Transaction) -> tuple[int, int]:
        rows = select(func.count()).select_from(attendees).where(attendees.c.event_id == 1)
        taken = select(events.c.seats_taken).where(events.c.id == 1)
        return tx.execute(rows).scalar_one(), tx.execute(taken).scalar_one()

    found, taken = await door.database.read(count)
    assert found == taken
    return found - BADGES


async def test_who_is_added_is_in_with_a_seat_a_code_and_a_row_in_the_journal(door: Door):
    answer = await add(door, "noor@example.com")
    assert (answer.outcome, answer.gate, answer.by) == (Outcome.checked_in, "Main", "Marta Door")
    assert answer.attendee is not None
    assert (answer.attendee.name, answer.attendee.type_name) == ("Noor Bakker", "VIP")
    assert len(answer.attendee.code) == 10
    assert (await people(door), await door.inside()) == (1, 1)
    assert await door.journal() == {Outcome.checked_in: 1}
    assert door.published == [AttendeesChanged(1), AttendeeCheckedIn(1, answer.attendee.id)]


async def test_that_the_desk_added_them_stands_in_their_history(door: Door):
    answer = await add(door)
    assert answer.attendee is not None
    (entry,) = await door.database.read(select_entries, answer.attendee.id, 10)
    assert entry.what is What.added


async def test_the_badge_of_who_was_added_is_in_already(door: Door):
    answer = await add(door)
    assert answer.attendee is not None
    assert (await door.scan(answer.attendee.code)).outcome is Outcome.already_checked_in


async def test_two_without_an_address_are_two_people_whose_address_nobody_sees(door: Door):
    first, second = await add(door), await add(door)
    assert await people(door) == 2
    assert first.attendee is not None
    assert second.attendee is not None
    assert first.attendee.id != second.attendee.id
    shown = await door.database.read(select_attendee, 1, first.attendee.id)
    assert shown is not None
    assert (shown.entry.email, shown.details.email) == ("", "")


async def test_nothing_is_mailed_to_who_has_no_address(door: Door):
    await add(door)
    named = select(attendees.c.email).where(attendees.c.first_name == "Noor")
    stored = await door.database.read(lambda tx: tx.execute(named).scalar_one())

    def mail(tx: Transaction) -> int:
        queue_mail(tx, WrittenMail("Hello", "Hello", "Hello"), Recipient(stored, "en"))
        return len(tx.changes)

    assert await door.database.transact(mail) == 0


async def test_the_same_address_is_no_second_person(door: Door):
    with pytest.raises(OnTheList):
        await add(door, "GUEST4@example.com")
    assert (await people(door), await door.inside()) == (0, 0)
    assert door.published == []


async def test_who_is_on_the_list_is_found_there_also_when_the_event_is_full(door: Door):
    await capacity(door, 0)
    with pytest.raises(OnTheList):
        await add(door, "guest4@example.com")


async def test_a_type_of_another_event_adds_nobody(door: Door):
    with pytest.raises(NoSuchType):
        await add(door, type_id=99)
    assert await people(door) == 0


async def test_the_same_scan_sent_again_adds_nobody_and_gets_the_first_answer(door: Door):
    await capacity(door, 1)
    scan_id = str(uuid4())
    first = await add(door, scan_id=scan_id)
    assert await add(door, scan_id=scan_id) == first, "also when that was the last seat"
    assert await people(door) == 1


async def test_a_full_event_takes_nobody(door: Door):
    await capacity(door, 0)
    with pytest.raises(DeskFull):
        await add(door)
    assert await people(door) == 0


async def test_a_full_event_takes_more_where_the_organizer_allows_it(door: Door):
    await capacity(door, 0, walk_ins_over_capacity=True)
    await add(door)
    assert await people(door) == 1


# ---- races ------------------------------------------------------------------------------------------------


async def test_of_twenty_desks_one_gets_the_last_seat(door: Door):
    await capacity(door, 1)
    ends = await asyncio.gather(*(add(door) for _ in range(20)), return_exceptions=True)
    assert sum(isinstance(one, Answer) for one in ends) == 1
    assert sum(isinstance(one, DeskFull) for one in ends) == 19
    assert (await people(door), await door.inside()) == (1, 1)
    assert await door.journal() == {Outcome.checked_in: 1}


async def test_without_the_guard_several_desks_give_the_last_seat(door: Door):
    """The twin: all desks between the counting and the taking, which is what the UPDATE prevents."""
    await capacity(door, 1)
    desks = 5
    everyone_has_counted = asyncio.Barrier(desks)

    def left(tx: Transaction) -> int:
        statement = select(events.c.max_attendees - events.c.seats_taken).where(events.c.id == 1)
        return int(tx.execute(statement).scalar_one())

    async def unguarded() -> bool:
        seats = await door.database.read(left)
        await everyone_has_counted.wait()
        if seats < 1:
            return False
        taken = update(events).where(events.c.id == 1).values(seats_taken=events.c.seats_taken + 1)
        await door.database.transact(lambda tx: tx.execute(taken))
        return True

    assert sum(await asyncio.gather(*(unguarded() for _ in range(desks)))) > 1
    assert await door.database.read(left) < 0


async def test_one_scan_sent_ten_times_at_once_is_one_person(door: Door):
    scan_id = str(uuid4())
    answers = await asyncio.gather(*(add(door, scan_id=scan_id) for _ in range(10)))
    assert len({answer.attendee.id for answer in answers if answer.attendee}) == 1
    assert (await people(door), await door.inside()) == (1, 1)
    assert await door.journal() == {Outcome.checked_in: 1}


async def test_one_address_from_two_desks_at_once_is_one_person(door: Door):
    ends = await asyncio.gather(
        *(add(door, "noor@example.com", name) for name in ("Noor", "Nora")), return_exceptions=True
    )
    assert sum(isinstance(one, Answer) for one in ends) == 1
    assert sum(isinstance(one, OnTheList) for one in ends) == 1
    assert (await people(door), await door.inside()) == (1, 1)
