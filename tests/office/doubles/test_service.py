"""Two who are one person become one, and two again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from netevent.checkin.scan import Outcome
from netevent.core import clock
from netevent.core.database.tables import (
    appointment_cells,
    appointments,
    attendee_history,
    blocks,
    breakout_session_rsvps,
    breakout_sessions,
    connection_notes,
    connections,
    former_codes,
    jobs,
    scans,
)
from netevent.office.doubles.jobs import MERGE
from netevent.privacy.deletion.service import delete_account
from netevent.rooms import service as rooms
from netevent.rooms.scan import Outcome as RoomOutcome
from tests.attendees.questions.asked_people import DIET, SHIRT, put_answers, put_question, values_of
from tests.connections.relationships import block, relationship
from tests.door import BADGES, Door, badge
from tests.office.doubles.merging import (
    OTHER,
    live_twice,
    merge_into,
    rsvp_of,
    undo_last,
)
from tests.privacy.snapshots.whole import everything
from tests.privacy.traces import ANNA, BEN, CARA, appointment, put, row_of, rows
from tests.registration.attendance.test_service import change_event, seats


@pytest.mark.parametrize("in_before", [(), (ANNA,), (OTHER,), (ANNA, OTHER)])
@pytest.mark.parametrize("stays", [ANNA, OTHER])
async def test_after_the_undo_both_are_as_they_were(door: Door, stays: int, in_before: tuple[int, ...]):
    await live_twice(door)
    for one in in_before:
        await door.scan(badge(one))
    before = await everything(door)
    await merge_into(door, stays, OTHER if stays == ANNA else ANNA, "email", "name")
    assert await everything(door) != before
    await undo_last(door)
    assert await everything(door) == before


async def test_to_one_question_the_later_answer_of_the_two_counts(door: Door):
    diet, shirt = await put_question(door, DIET), await put_question(door, SHIRT)
    shoes = await put_question(door, replace(SHIRT, label="Shoes"))
    await put_answers(door, OTHER, {shoes: "42"})
    await put_answers(door, ANNA, {diet: "Meat", shoes: "43"})
    await put_answers(door, OTHER, {diet: "Vegan", shirt: "L"})
    await merge_into(door, ANNA, OTHER)
    assert await values_of(door, ANNA) == {"Diet": "Vegan", "Shirt": "L", "Shoes": "43"}


async def test_one_has_what_both_had(door: Door):
    await live_twice(door)
    await door.scan(badge(OTHER))
    await merge_into(door, ANNA, OTHER)
    assert await row_of(door, OTHER) is None
    anna = await row_of(door)
    assert (anna.checked_in, anna.email) == (True, "guest1@example.com")
    assert (await seats(door.database), await door.inside()) == (BADGES - 1, 1)
    known = {(row.low_id, row.high_id): row.status for row in await rows(door, connections)}
    assert known[ANNA, BEN] == "accepted"
    assert known[ANNA, 11] == "accepted"
    assert not any(OTHER in pair for pair in known)
    notes = {(row.attendee_id, row.other_id): row.note for row in await rows(door, connection_notes)}
    assert notes[ANNA, BEN] == "met at the bar\ntall"
    assert await rsvp_of(door, 3) == {ANNA: "registered"}
    assert {row.target_id for row in await rows(door, appointments) if row.id == 3} == {ANNA}
    assert {row.attendee_id for row in await rows(door, scans)} == {ANNA}
    told = [row for row in await rows(door, attendee_history) if row.what == "merged"]
    assert [(row.attendee_id, "guest10@example.com" in row.changed) for row in told] == [(ANNA, True)]


async def test_chosen_fields_come_from_who_goes(door: Door):
    await door.change_attendee(OTHER, first_name="Anne", phone="+31 6 5", role="CTO", introduction="Hello")
    await door.change_attendee(OTHER, shows_phone="nobody", password_hash="theirs")
    await merge_into(door, ANNA, OTHER, "email", "name", "phone")
    anna = await row_of(door)
    assert (anna.email, anna.first_name, anna.phone, anna.shows_phone) == (
        "guest10@example.com",
        "Anne",
        "+31 6 5",
        "nobody",
    )
    assert (anna.role, anna.introduction, anna.password_hash) == ("", "Hello", "theirs")
    assert "anne" in anna.search_key
    changed = [row.changed for row in await rows(door, attendee_history) if row.what == "changed"]
    assert [all(words in one for words in ("Guest1", "Anne", "+31 6 5")) for one in changed] == [True]


async def test_who_comes_with_one_of_the_two_comes(door: Door):
    await door.change_attendee(ANNA, attendance_status="not_attending")
    await change_event(door, seats_taken=BADGES - 1)
    await merge_into(door, ANNA, OTHER)
    assert (await row_of(door)).attendance_status == "attending"
    assert await seats(door.database) == BADGES - 1


async def test_of_two_seats_in_a_session_one_goes_to_the_line(door: Door):
    times = {"start_time": clock.now() + timedelta(hours=2), "end_time": clock.now() + timedelta(hours=3)}
    counted = {"max_attendees": 2, "seats_taken": 2, "waiting": 1, "last_number": 1}
    await put(door, breakout_sessions, id=7, code="S7", event_id=1, name="Tests", **times, **counted)
    for who, number in ((ANNA, None), (OTHER, None), (BEN, 1)):
        status = "waitlisted" if number else "registered"
        row = {"attendee_id": who, "status": status, "number": number}
        await put(door, breakout_session_rsvps, breakout_session_id=7, **row)
    await merge_into(door, ANNA, OTHER)
    assert await rsvp_of(door, 7) == {ANNA: "registered", BEN: "registered"}
    await undo_last(door)
    assert await rsvp_of(door, 7) == {ANNA: "registered", BEN: "registered", OTHER: "waitlisted"}
    session = next(row for row in await rows(door, breakout_sessions) if row.id == 7)
    assert (session.seats_taken, session.waiting) == (2, 1)


async def test_a_seat_is_better_than_a_place_in_the_line(door: Door):
    times = {"start_time": clock.now() + timedelta(hours=2), "end_time": clock.now() + timedelta(hours=3)}
    counted = {"max_attendees": 1, "seats_taken": 1, "waiting": 2, "last_number": 2}
    await put(door, breakout_sessions, id=7, code="S7", event_id=1, name="Tests", **times, **counted)
    for who, number in ((ANNA, 1), (OTHER, None), (BEN, 2)):
        status = "waitlisted" if number else "registered"
        row = {"attendee_id": who, "status": status, "number": number, "changed_at": clock.now()}
        await put(door, breakout_session_rsvps, breakout_session_id=7, **row)
    before = await everything(door)
    await merge_into(door, ANNA, OTHER)
    assert await rsvp_of(door, 7) == {ANNA: "registered", BEN: "waitlisted"}
    await undo_last(door)
    assert await everything(door) == before


async def test_of_two_appointments_at_one_time_that_of_who_stays_is_kept(door: Door):
    await put(door, appointments, **appointment(1, ANNA, BEN, "Coffee"))
    await put(door, appointments, **appointment(2, CARA, OTHER, "Tea"))
    await put(door, appointments, **appointment(3, ANNA, OTHER, "with oneself"))
    at = (await rows(door, appointments))[0].appointment_time
    for number, who in ((1, ANNA), (2, OTHER)):
        await put(door, appointment_cells, appointment_id=number, attendee_id=who, starts_at=at)
    await merge_into(door, ANNA, OTHER)
    assert {row.id: row.status for row in await rows(door, appointments)} == {1: "accepted", 2: "cancelled"}
    assert [row.attendee_id for row in await rows(door, appointment_cells)] == [ANNA]


async def test_what_both_agreed_with_a_common_contact_stays(door: Door):
    """Of the two connections one goes; that ends nothing."""
    await relationship(door, ANNA, BEN)
    await relationship(door, OTHER, BEN)
    await put(door, appointments, **appointment(1, OTHER, BEN, "Coffee"))
    before = await everything(door)
    await merge_into(door, ANNA, OTHER)
    assert [(row.low_id, row.high_id) for row in await rows(door, connections)] == [(ANNA, BEN)]
    assert [(row.requester_id, row.status) for row in await rows(door, appointments)] == [(ANNA, "accepted")]
    await undo_last(door)
    assert await everything(door) == before


async def test_who_blocked_one_has_blocked_both(door: Door):
    await relationship(door, ANNA, BEN)
    await block(door, BEN, OTHER)
    before = await everything(door)
    await merge_into(door, ANNA, OTHER)
    assert await rows(door, connections) == []
    assert [(row.blocker_id, row.blocked_id) for row in await rows(door, blocks)] == [(BEN, ANNA)]
    await undo_last(door)
    assert await everything(door) == before


async def test_both_badges_are_one_persons_at_the_door_and_in_the_rooms(door: Door):
    await live_twice(door)
    await merge_into(door, ANNA, OTHER)
    answer = await door.scan(badge(OTHER))
    assert (answer.outcome, answer.attendee and answer.attendee.id) == (Outcome.checked_in, ANNA)
    assert (await door.scan(badge(ANNA))).outcome is Outcome.already_checked_in
    scan = door.new_scan(code=badge(OTHER))
    entry = await door.database.transact(rooms.check_in, 3, scan)
    assert (entry.outcome, entry.attendee and entry.attendee.id) == (RoomOutcome.checked_in, ANNA)


async def test_a_badge_outlives_a_second_merge_and_goes_with_the_account(door: Door):
    await merge_into(door, BEN, OTHER)
    await merge_into(door, ANNA, BEN)
    assert {row.code: row.attendee_id for row in await rows(door, former_codes)} == {
        badge(OTHER): ANNA,
        badge(BEN): ANNA,
    }
    await undo_last(door)
    assert {row.code: row.attendee_id for row in await rows(door, former_codes)} == {badge(OTHER): BEN}
    await undo_last(door)
    await merge_into(door, ANNA, OTHER)
    await door.scan(badge(OTHER))
    await door.database.transact(delete_account, ANNA)
    assert (await door.scan(badge(OTHER))).outcome is Outcome.unknown_code
    assert [job for job in await rows(door, jobs) if job.kind == MERGE.name] == []
