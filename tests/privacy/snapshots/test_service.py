"""Who was removed comes back as they were, but for what others have taken meanwhile."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from netevent.appointments.notifications import OUTCOME, PROPOSAL
from netevent.changes import AppointmentChanged, AttendeesChanged, ConnectionMade, RsvpChanged
from netevent.checkin.scan import Outcome
from netevent.connections.notifications import CONNECTION
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import (
    answers,
    appointment_cells,
    appointments,
    attendee_history,
    breakout_session_rsvps,
    breakout_sessions,
    connections,
    events,
    jobs,
    questions,
)
from netevent.core.errors import NotFound
from netevent.privacy.deletion.service import delete_account
from netevent.privacy.snapshots.service import restore, take
from netevent.privacy.snapshots.snapshot import SNAPSHOT, Refused, Restored, Snapshot
from tests.door import BADGES, Door, badge
from tests.factories import insert_attendee, insert_notification
from tests.privacy.snapshots.whole import everything
from tests.privacy.traces import ANNA, BEN, CARA, DAN, live, put, row_of, rows
from tests.registration.attendance.test_service import change_event, seats


async def live_fully(door: Door) -> None:
    """The life of the tests of deleting, with seats that add up, and mail that was sent."""
    await live(door)
    await change(door, breakout_sessions, 1, seats_taken=1, in_room=1, max_attendees=1)
    await change(door, breakout_sessions, 2, max_attendees=0)
    await door.database.transact(lambda tx: tx.execute(update(jobs).values(state="done", arguments="")))
    with_ben = next(row.id for row in await rows(door, connections) if row.high_id == BEN)
    await insert_notification(door.database, ANNA, CONNECTION, with_ben)
    await insert_notification(door.database, BEN, OUTCOME, 1)
    await insert_notification(door.database, ANNA, PROPOSAL, 1)
    now = clock.now()
    entry = {"attendee_id": ANNA, "at": now, "by_kind": "server", "what": "added", "changed": ""}
    await put(door, attendee_history, **entry)
    question = {"event_id": 1, "kind": "text", "text": "", "options": "[]"}
    for number in (1, 2):
        await put(door, questions, id=number, label=f"Question {number}", **question)
    answer = {"question_id": 1, "value": "Vegan", "wording": "", "answered_at": now}
    await put(door, answers, attendee_id=ANNA, **answer)
    await door.change_attendee(ANNA, introduction="I build", phone="+31 6 1", requests_on=now.date())


async def change(door: Door, table: Any, number: int, **values: Any) -> None:
    statement = update(table).where(table.c.id == number).values(**values)
    await door.database.transact(lambda tx: tx.execute(statement))


def _remove(tx: Transaction, attendee_id: int) -> Snapshot:
    taken = take(tx, 1, attendee_id)
    delete_account(tx, attendee_id)
    return taken


async def remove(door: Door, attendee_id: int = ANNA) -> Snapshot:
    """As a job would keep it: through its JSON."""
    taken = await door.database.transact(_remove, attendee_id)
    return SNAPSHOT.read(SNAPSHOT.write(taken))


async def bring_back(door: Door, taken: Snapshot) -> Restored:
    return await door.database.transact(restore, taken)


@pytest.mark.parametrize("was_in", [True, False])
async def test_who_comes_back_finds_everything_as_it_was(door: Door, was_in: bool):
    await live_fully(door)
    if was_in:
        await door.scan(badge(1))
    before = await everything(door)
    taken = await remove(door)
    assert await everything(door) != before
    assert await bring_back(door, taken) == Restored(ANNA)
    assert await everything(door) == before


async def test_badge_works_again(door: Door):
    taken = await remove(door)
    assert (await door.scan(badge(1))).outcome is Outcome.unknown_code
    await bring_back(door, taken)
    assert (await door.scan(badge(1))).outcome is Outcome.checked_in


async def test_mailed_links_and_waiting_mail_do_not_come_back(door: Door):
    await live(door)
    await change(door, breakout_sessions, 2, max_attendees=0)
    await door.change_attendee(ANNA, confirmation_token="x" * 64, link_version=3)
    await bring_back(door, await remove(door))
    row = await row_of(door)
    assert (row.confirmation_token, row.link_version) == (None, 4)
    assert {job.title for job in await rows(door, jobs)} == {"A mail of 12", "A mail of None"}


async def test_who_was_not_to_come_needs_no_seat(door: Door):
    await door.change_attendee(ANNA, attendance_status="not_attending")
    await change_event(door, max_attendees=BADGES)
    assert await bring_back(door, await remove(door)) == Restored(ANNA)
    assert await seats(door.database) == BADGES


async def test_a_full_event_refuses_and_nothing_is_half_done(door: Door):
    await live_fully(door)
    await change_event(door, max_attendees=BADGES)
    taken = await remove(door)
    await change_event(door, max_attendees=BADGES - 1)
    before = await everything(door)
    assert (await bring_back(door, taken)).refused is Refused.event_full
    assert await everything(door) == before


async def test_an_address_that_is_somebody_elses_by_now_refuses(door: Door):
    taken = await remove(door)
    await insert_attendee(door.database, 1, id=50, email="guest1@example.com", attendee_code="OTHERXXXXX")
    assert (await bring_back(door, taken)).refused is Refused.address_taken


async def test_a_code_that_is_somebody_elses_by_now_refuses(door: Door):
    taken = await remove(door)
    await insert_attendee(door.database, 1, id=50, email="new@example.com", attendee_code=badge(1))
    assert (await bring_back(door, taken)).refused is Refused.code_taken


async def test_a_number_that_is_somebody_elses_by_now_refuses(door: Door):
    """SQLite gives the highest number again."""
    taken = await remove(door)
    await insert_attendee(door.database, 1, id=ANNA, email="new@example.com", attendee_code="OTHERXXXXX")
    assert (await bring_back(door, taken)).refused is Refused.number_taken


async def test_an_event_that_is_gone_refuses(door: Door):
    taken = await remove(door)
    await door.database.transact(lambda tx: tx.execute(events.delete().where(events.c.id == 1)))
    assert (await bring_back(door, taken)).refused is Refused.event_gone


async def test_what_was_between_the_person_and_somebody_who_is_gone_stays_gone(door: Door):
    await live_fully(door)
    taken = await remove(door)
    await door.database.transact(delete_account, BEN)
    back = await bring_back(door, taken)
    assert back.left_out == {
        "connections": 1,
        "connection_notes": 2,
        "badge_scans": 1,
        "appointments": 1,
        "notifications": 2,
    }
    assert {(row.low_id, row.high_id) for row in await rows(door, connections)} == {(ANNA, CARA), (ANNA, DAN)}


async def test_an_appointment_whose_time_is_taken_stays_gone(door: Door):
    await live_fully(door)
    cell = (await rows(door, appointment_cells))[0]
    taken = await remove(door)
    await put(door, appointment_cells, appointment_id=2, attendee_id=BEN, starts_at=cell.starts_at)
    back = await bring_back(door, taken)
    assert back.left_out == {"appointments": 1, "notifications": 1}
    assert {row.id for row in await rows(door, appointments)} == {2}
    assert len(await rows(door, connections)) == 4


async def test_a_new_connection_of_another_number_hinders_nothing(door: Door):
    """On SQLite a new row may have the number of one that was removed."""
    await live_fully(door)
    taken = await remove(door)
    free = next(row["id"] for row in taken.rows["connections"])
    now = clock.now()
    pair = {"attendee_id": 8, "connected_attendee_id": 9, "low_id": 8, "high_id": 9, "asked_at": now}
    await put(door, connections, id=free, **pair)
    assert (await bring_back(door, taken)).left_out == {}
    assert len(await rows(door, connections)) == 5


async def test_a_seat_that_somebody_else_got_is_a_place_in_the_line(door: Door):
    await live_fully(door)
    await change(door, breakout_sessions, 1, waiting=1, last_number=1)
    line = {"breakout_session_id": 1, "status": "waitlisted", "number": 1, "changed_at": clock.now()}
    await put(door, breakout_session_rsvps, attendee_id=BEN, **line)
    taken = await remove(door)
    assert (await bring_back(door, taken)).waits_in == (1,)
    session = next(one for one in await rows(door, breakout_sessions) if one.id == 1)
    assert (session.seats_taken, session.waiting, session.in_room) == (1, 1, 0)
    status = {
        row.attendee_id: row.status
        for row in await rows(door, breakout_session_rsvps)
        if row.breakout_session_id == 1
    }
    assert status == {ANNA: "waitlisted", BEN: "registered"}


async def test_of_two_who_undo_at_once_one_does(door: Door):
    await live_fully(door)
    before = await everything(door)
    taken = await remove(door)
    done = await asyncio.gather(*(bring_back(door, taken) for _ in range(6)))
    assert sorted(str(one.refused) for one in done) == ["None"] + ["not_removed"] * 5
    assert await everything(door) == before


async def test_a_last_seat_goes_to_one_of_two_who_come_back(door: Door):
    await change_event(door, max_attendees=BADGES)
    both = [await remove(door, ANNA), await remove(door, BEN)]
    await change_event(door, max_attendees=BADGES - 1)
    done = await asyncio.gather(*(bring_back(door, one) for one in both))
    assert {one.refused for one in done} == {None, Refused.event_full}
    assert await seats(door.database) == BADGES - 1


async def test_open_pages_hear_of_it(door: Door):
    await live_fully(door)
    taken = await remove(door)
    door.published.clear()
    await bring_back(door, taken)
    for change_ in (
        AttendeesChanged(1),
        ConnectionMade(1, ANNA, BEN),
        AppointmentChanged(1, 1, ANNA, BEN),
        RsvpChanged(1, 1, ANNA),
    ):
        assert change_ in door.published


async def test_nobody_takes_a_snapshot_of_another_events_attendee(door: Door):
    with pytest.raises(NotFound):
        await door.database.transact(take, 2, ANNA)
    await door.scan(badge(CARA))
    await door.database.transact(delete_account, CARA)
    with pytest.raises(NotFound):
        await door.database.transact(take, 1, CARA)


async def test_moments_keep_their_fractions(door: Door):
    at = clock.now() - timedelta(microseconds=3)
    await door.change_attendee(ANNA, mailed_at=at)
    await bring_back(door, await remove(door))
    assert (await row_of(door)).mailed_at == at
