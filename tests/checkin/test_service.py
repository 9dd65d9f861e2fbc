"""The rules of the door, on the real databases."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from netevent.changes import AttendeeCheckedIn, CheckInUndone, ScanRefused
from netevent.checkin import service
from netevent.checkin.dashboard import reading as dashboard_reading
from netevent.checkin.scan import Outcome
from netevent.checkin.service import ScanIdTaken
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees
from tests.door import BADGES, SIDE_GATE, Door, badge

ELSEWHERE = badge(BADGES + 1)


async def test_a_first_scan_lets_the_attendee_in(door: Door):
    answer = await door.scan(badge(1))
    assert answer.outcome is Outcome.checked_in
    assert answer.attendee is not None
    assert (answer.attendee.name, answer.attendee.type_name) == ("Guest1 Żółć", "VIP")
    assert (answer.gate, answer.by) == ("Main", "Marta Door")
    assert await door.inside() == 1
    assert door.published == [AttendeeCheckedIn(1, 1)]


async def test_a_second_scan_says_when_where_and_by_whom(door: Door):
    first = await door.scan(badge(1))
    second = await door.scan(badge(1), gate_id=SIDE_GATE)
    assert second.outcome is Outcome.already_checked_in
    assert (second.checked_in_at, second.gate, second.by) == (first.checked_in_at, "Main", "Marta Door")
    assert second.gate_here == "East"
    assert door.published == [AttendeeCheckedIn(1, 1), ScanRefused(1)]


async def test_the_same_scan_sent_again_gets_the_same_answer_and_is_written_once(door: Door):
    scan_id = str(uuid4())
    first = await door.scan(badge(1), scan_id=scan_id)
    again = await door.scan(badge(1), scan_id=scan_id)
    assert again == first
    assert await door.journal() == {Outcome.checked_in: 1}
    assert door.published == [AttendeeCheckedIn(1, 1)]


async def test_the_same_scan_sent_twice_at_once_is_written_once(door: Door):
    scan_id = str(uuid4())
    answers = await asyncio.gather(*(door.scan(badge(1), scan_id=scan_id) for _ in range(8)))
    assert {answer.outcome for answer in answers} == {Outcome.checked_in}
    assert await door.journal() == {Outcome.checked_in: 1}


async def test_a_repeated_scan_keeps_its_answer_even_after_an_undo(door: Door):
    scan_id = str(uuid4())
    first = await door.scan(badge(1), scan_id=scan_id)
    await door.undo(1)
    assert await door.scan(badge(1), scan_id=scan_id) == first
    assert await door.inside() == 0


async def test_a_scan_id_of_another_event_is_refused(door: Door):
    scan_id = str(uuid4())
    await door.scan(badge(1), scan_id=scan_id)
    with pytest.raises(ScanIdTaken):
        await door.scan(ELSEWHERE, scan_id=scan_id, event_id=2)


async def test_twenty_desks_scan_one_badge_at_once_and_one_lets_in(door: Door):
    answers = await asyncio.gather(*(door.scan(badge(1)) for _ in range(20)))
    outcomes = [answer.outcome for answer in answers]
    assert outcomes.count(Outcome.checked_in) == 1
    assert outcomes.count(Outcome.already_checked_in) == 19
    assert await door.inside() == 1
    assert await door.journal() == {Outcome.checked_in: 1, Outcome.already_checked_in: 19}


async def test_without_the_guard_several_desks_let_the_same_badge_in(door: Door):
    """The twin: all desks between the reading and the writing, which is what the UPDATE prevents."""
    desks = 8
    everyone_has_read = asyncio.Barrier(desks)

    def is_in(tx: Transaction) -> bool:
        return bool(tx.execute(select(attendees.c.checked_in).where(attendees.c.id == 1)).scalar_one())

    async def unguarded() -> bool:
        was_in = await door.database.read(is_in)
        await everyone_has_read.wait()
        await door.database.transact(
            lambda tx: tx.execute(update(attendees).where(attendees.c.id == 1).values(checked_in=True))
        )
        return not was_in

    let_in = await asyncio.gather(*(unguarded() for _ in range(desks)))
    assert sum(let_in) > 1


async def test_an_unknown_code_is_written_down_and_lets_nobody_in(door: Door):
    answer = await door.scan("ZZZZZZZZZZ")
    assert (answer.outcome, answer.attendee) == (Outcome.unknown_code, None)
    assert await door.journal() == {Outcome.unknown_code: 1}
    assert door.published == [ScanRefused(1)]


async def test_a_code_in_lower_case_is_another_code(door: Door):
    """The route writes codes in capitals; the database compares them to the letter."""
    assert (await door.scan(badge(2).lower())).outcome is Outcome.unknown_code


async def test_a_badge_of_another_event_says_nothing_of_its_owner(door: Door):
    answer = await door.scan(ELSEWHERE)
    assert (answer.outcome, answer.attendee) == (Outcome.wrong_event, None)


async def test_an_attendee_of_another_event_cannot_be_chosen_by_id(door: Door):
    answer = await door.scan("", attendee_id=BADGES + 1)
    assert (answer.outcome, answer.attendee) == (Outcome.unknown_code, None)


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({"attendance_status": "not_attending"}, Outcome.not_attending),
        ({"payment_status": "pending"}, Outcome.unpaid),
    ],
)
async def test_who_does_not_attend_or_has_not_paid_stays_outside(
    door: Door, values: dict[str, str], outcome: Outcome
):
    await door.change_attendee(1, **values)
    answer = await door.scan(badge(1))
    assert answer.outcome is outcome
    assert answer.attendee is not None
    assert await door.inside() == 0


async def test_undo_takes_a_check_in_back_as_a_new_line_of_the_journal(door: Door):
    await door.scan(badge(1))
    assert (await door.undo(1)).outcome is Outcome.undone
    assert await door.inside() == 0
    assert await door.journal() == {Outcome.checked_in: 1, Outcome.undone: 1}
    assert door.published[-1] == CheckInUndone(1, 1)
    assert (await door.scan(badge(1))).outcome is Outcome.checked_in


async def test_undoing_what_is_not_in_changes_nothing(door: Door):
    assert (await door.undo(1)).outcome is Outcome.not_in
    assert door.published == [ScanRefused(1)]


async def test_an_attendee_of_another_event_cannot_be_undone(door: Door):
    await door.scan(ELSEWHERE, event_id=2, gate_id=3)
    assert (await door.undo(BADGES + 1)).outcome is Outcome.unknown_code
    assert await door.inside() == 1


async def test_a_gate_of_another_event_is_no_gate(door: Door):
    answer = await door.scan(badge(1), gate_id=3)
    assert (answer.outcome, answer.gate) == (Outcome.checked_in, "")


async def test_a_scan_that_waited_counts_from_when_it_was_made(door: Door):
    made = clock.now() - timedelta(minutes=7)
    answer = await door.scan(badge(1), scanned_at=made)
    assert answer.checked_in_at == made


@pytest.mark.parametrize("wrong", [timedelta(hours=3), -timedelta(days=400)])
async def test_a_device_whose_clock_is_wrong_gets_the_servers_time(door: Door, wrong: timedelta):
    before = clock.now()
    answer = await door.scan(badge(1), scanned_at=before + wrong)
    assert answer.checked_in_at is not None
    assert before <= answer.checked_in_at <= clock.now()


async def test_the_counts_agree_with_the_table(door: Door):
    await door.scan(badge(1))
    await door.scan(badge(4), gate_id=SIDE_GATE)
    await door.scan(badge(4))
    await door.change_attendee(5, attendance_status="not_attending")
    counts = (await door.database.read(dashboard_reading.counts, 1)).counts
    assert (counts.checked_in, counts.expected, counts.not_attending) == (2, BADGES - 3, 1)
    assert [(one.name, one.checked_in, one.coming) for one in counts.types] == [("VIP", 1, 3), ("", 1, 8)]
    assert [(one.name, one.checked_in) for one in counts.gates] == [("Main", 1), ("East", 1)]


async def test_the_last_scans_show_who_scanned_newest_first(door: Door):
    await door.scan(badge(1))
    await door.scan("ZZZZZZZZZZ")
    newest, oldest = (await door.database.read(dashboard_reading.last_scans, 1)).scans
    assert (newest.outcome, newest.by, newest.can_be_undone) == (Outcome.unknown_code, "Marta Door", False)
    assert (oldest.first_name, oldest.gate, oldest.can_be_undone) == ("Guest1", "Main", True)


async def test_of_many_scans_of_a_badge_only_the_check_in_that_stands_can_be_undone(door: Door):
    await door.scan(badge(1))
    await door.undo(1)
    for _ in range(3):
        await door.scan(badge(1))
    scans = (await door.database.read(dashboard_reading.last_scans, 1)).scans
    told = [(scan.outcome, scan.can_be_undone) for scan in scans]
    assert told == [
        (Outcome.already_checked_in, False),
        (Outcome.already_checked_in, False),
        (Outcome.checked_in, True),
        (Outcome.undone, False),
        (Outcome.checked_in, False),
    ]


async def test_undoing_another_events_badge_names_nobody(door: Door):
    scan = door.new_scan(code=ELSEWHERE)
    answer = await door.database.transact(service.undo, scan)
    assert (answer.outcome, answer.attendee) == (Outcome.wrong_event, None)
