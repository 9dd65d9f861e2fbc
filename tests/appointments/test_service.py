"""The rules of appointments, one after the other; the races are in `test_races`."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, update

from netevent.appointments import refusals, service
from netevent.appointments.appointment import Status
from netevent.changes import AppointmentChanged, NotificationsChanged
from netevent.core import clock
from netevent.core.database.tables import appointments, attendees, blocks, connections, events
from netevent.core.errors import Conflict, NotFound, Refusal
from tests.appointments.meeting import ANNA, BEN, CARA, STRANGER, Meet
from tests.published import shown

ALONE = 4


async def test_a_proposal_waits_for_the_other_one_and_blocks_nothing(meet: Meet):
    made = await meet.propose()
    row = await meet.one(made)
    assert (row.status, row.requester_id, row.target_id, row.minutes) == (Status.pending, ANNA, BEN, 15)
    assert await meet.told(made) == {BEN: "proposal"}
    assert shown(meet.published) == [NotificationsChanged(BEN), AppointmentChanged(1, made, ANNA, BEN)]
    assert await meet.slots() == 0


async def test_the_same_proposal_sent_twice_is_one(meet: Meet):
    assert await meet.propose() == await meet.propose()
    assert await meet.standing() == {"pending": 1}


async def test_to_accept_takes_the_slots_of_both_and_of_the_place(meet: Meet):
    point = await meet.point()
    made = await meet.propose(proposal=meet.proposal(minutes=60, point_id=point, place=""))
    meet.published.clear()
    await meet.accept(made)
    row = await meet.one(made)
    assert (row.status, row.place) == (Status.accepted, "Meeting point 4")
    assert await meet.told(made) == {ANNA: "appointment"}
    assert await meet.slots(made) == 3 * 4
    heard = [NotificationsChanged(ANNA), NotificationsChanged(BEN)]
    assert shown(meet.published) == [*heard, AppointmentChanged(1, made, ANNA, BEN)]


async def test_who_declines_is_told_to_the_other(meet: Meet):
    made = await meet.propose()
    await meet.decline(made)
    assert (await meet.status(made), await meet.told(made)) == (Status.rejected, {ANNA: "appointment"})
    with pytest.raises(Conflict, match="declined"):
        await meet.accept(made)


async def test_another_time_swaps_who_asks_and_who_answers(meet: Meet):
    made = await meet.propose()
    await meet.move(made, BEN, meet.proposal(13, 40 - 10))
    row = await meet.one(made)
    assert (row.requester_id, row.target_id, row.revision) == (BEN, ANNA, 2)
    assert row.start == meet.at(13, 30)
    assert await meet.told(made) == {ANNA: "proposal"}
    with pytest.raises(refusals.OthersTransition):
        await meet.accept(made, BEN, 2)
    await meet.accept(made, ANNA, 2)
    assert await meet.status(made) is Status.accepted


async def test_an_answer_to_an_older_time_is_told_the_new_one(meet: Meet):
    made = await meet.propose()
    await meet.move(made, ANNA, meet.proposal(13))
    for answer in (meet.accept, meet.decline):
        with pytest.raises(refusals.TimeChanged) as caught:
            await answer(made, BEN, 1)
        assert "it is now 14:00" in caught.value.text  # Amsterdam is an hour ahead
    assert await meet.status(made) is Status.pending


async def test_to_move_what_was_agreed_frees_its_time(meet: Meet):
    made = await meet.agree()
    await meet.move(made, BEN, meet.proposal(12, 15))
    assert await meet.slots() == 0
    await meet.agree(CARA, ANNA, meet.proposal(12))


async def test_an_appointment_can_be_moved_within_its_own_time(meet: Meet):
    made = await meet.agree(proposal=meet.proposal(12, minutes=60))
    await meet.move(made, ANNA, meet.proposal(12, 30, minutes=60))
    await meet.accept(made, BEN, 2)
    assert await meet.slots(made) == 8


async def test_to_cancel_what_was_agreed_frees_the_time_and_tells_the_other(meet: Meet):
    made = await meet.agree()
    await meet.cancel(made, BEN, agreed=True)
    row = await meet.one(made)
    assert (row.status, row.ended_by_id) == (Status.cancelled, BEN)
    assert await meet.told(made) == {ANNA: "appointment"}
    assert await meet.slots() == 0


async def test_a_proposal_is_taken_back_by_who_made_it_alone(meet: Meet):
    made = await meet.propose()
    with pytest.raises(Conflict):
        await meet.cancel(made, BEN)
    await meet.cancel(made, ANNA)
    assert await meet.status(made) is Status.cancelled


async def test_to_take_a_proposal_back_does_not_cancel_what_was_agreed_meanwhile(meet: Meet):
    made = await meet.agree()
    with pytest.raises(refusals.AlreadyAgreed):
        await meet.cancel(made, ANNA)
    assert await meet.status(made) is Status.accepted


async def test_who_agrees_ends_the_other_proposals_for_that_time(meet: Meet):
    """Of Anna's and of Ben's; what only touches it stays, and each one who is still free is told."""
    await meet.know((ANNA, ALONE))
    made = await meet.propose(proposal=meet.proposal(12, minutes=30))
    asked_by_cara = await meet.propose(CARA, ANNA, meet.proposal(12, 15))
    asked_of_cara = await meet.propose(BEN, CARA, meet.proposal(11, 45, minutes=45))
    just_after = await meet.propose(ALONE, ANNA, meet.proposal(12, 30))
    meet.published.clear()
    await meet.accept(made)
    for lapsed, busy in ((asked_by_cara, ANNA), (asked_of_cara, BEN)):
        row = await meet.one(lapsed, CARA)
        assert (row.status, row.ended_by_id) == (Status.lapsed, busy)
        assert await meet.told(lapsed) == {CARA: "appointment"}
    assert await meet.status(just_after) is Status.pending
    ids = {change.appointment_id for change in meet.published if isinstance(change, AppointmentChanged)}
    assert ids == {made, asked_by_cara, asked_of_cara}


async def test_a_second_proposal_between_the_same_two_lapses_without_a_word(meet: Meet):
    made = await meet.propose(proposal=meet.proposal(12, minutes=30))
    other = await meet.propose(BEN, ANNA, meet.proposal(12, 15))
    await meet.accept(made)
    assert (await meet.status(other), await meet.told(other)) == (Status.lapsed, {})


async def test_proposals_expire_by_themselves(meet: Meet):
    """At their start, or two days after being asked; once, however many workers look."""
    made = await meet.propose()
    statement = update(appointments).values(expires_at=clock.now() + timedelta(hours=1))
    await meet.database.transact(lambda tx: tx.execute(statement))
    now = clock.now()
    assert await meet.database.transact(service.expire_due, now) == 0
    later = now + timedelta(hours=2)
    meet.published.clear()
    assert await meet.database.transact(service.expire_due, later) == 1
    assert await meet.database.transact(service.expire_due, later) == 0
    heard = [NotificationsChanged(ANNA), NotificationsChanged(BEN)]
    assert shown(meet.published) == [*heard, AppointmentChanged(1, made, ANNA, BEN)]
    row = await meet.one(made)
    assert (row.status, row.ended_by_id) == (Status.lapsed, None)
    assert await meet.told(made) == {ANNA: "appointment"}


async def test_what_has_lapsed_cannot_be_accepted_before_the_beat_either(meet: Meet):
    made = await meet.propose()
    statement = update(appointments).values(expires_at=clock.now() - timedelta(seconds=1))
    await meet.database.transact(lambda tx: tx.execute(statement))
    with pytest.raises(refusals.Over, match="in time"):
        await meet.accept(made)
    assert await meet.slots() == 0


async def test_a_proposal_lapses_at_its_start_or_after_two_days(meet: Meet):
    made, now = await meet.propose(), clock.now()
    for moment, lapsed in ((meet.at(12) - timedelta(minutes=1), 0), (meet.at(12), 1)):
        assert await meet.database.transact(service.expire_due, now=moment) == lapsed
    far = update(events).values(end_time=now + timedelta(days=9))
    await meet.database.transact(lambda tx: tx.execute(far))
    await meet.propose(proposal=meet.proposal(12 + 24 * 5))
    for hours, lapsed in ((47, 0), (49, 1)):
        moment = now + timedelta(hours=hours)
        assert await meet.database.transact(service.expire_due, now=moment) == lapsed
    assert await meet.status(made) is Status.lapsed


@pytest.mark.parametrize(
    ("hour", "minute", "minutes"), [(12, 7, 15), (12, 0, 20), (9, 45, 15), (17, 45, 30), (-30, 0, 15)]
)
async def test_impossible_times_are_refused(meet: Meet, hour: int, minute: int, minutes: int):
    with pytest.raises(refusals.NoSuchTime):
        await meet.propose(proposal=meet.proposal(hour, minute, minutes))
    made = await meet.propose()
    with pytest.raises(refusals.NoSuchTime):
        await meet.move(made, BEN, meet.proposal(hour, minute, minutes))


async def test_a_place_is_needed_and_a_point_is_the_events_own(meet: Meet):
    elsewhere = await meet.point("Elsewhere", event_id=2)
    with pytest.raises(refusals.NoPlace):
        await meet.propose(proposal=meet.proposal(place=""))
    with pytest.raises(refusals.PlaceGone):
        await meet.propose(proposal=meet.proposal(point_id=elsewhere))


@pytest.mark.parametrize("person", [STRANGER, 999, ANNA])
async def test_there_is_nobody_of_another_event_nor_the_own_self(meet: Meet, person: int):
    with pytest.raises(NotFound):
        await meet.propose(to=person)


async def test_only_connected_people_meet(meet: Meet):
    with pytest.raises(refusals.NotConnected):
        await meet.propose(to=ALONE)
    unlisted = update(attendees).where(attendees.c.id == ALONE).values(directory_key="")
    await meet.database.transact(lambda tx: tx.execute(unlisted))
    with pytest.raises(NotFound):  # as if there were nobody: a number tells nothing
        await meet.propose(to=ALONE)
    made = await meet.propose()
    await meet.database.transact(lambda tx: tx.execute(delete(connections)))
    with pytest.raises(refusals.NotConnected):
        await meet.accept(made)
    with pytest.raises(refusals.NotConnected):
        await meet.move(made, BEN, meet.proposal(13))


@pytest.mark.parametrize(("blocker", "blocked"), [(ANNA, BEN), (BEN, ANNA)])
async def test_across_a_block_there_is_nobody(meet: Meet, blocker: int, blocked: int):
    made = await meet.propose()
    await block(meet, blocker, blocked)
    for attempt in (meet.accept(made), meet.propose(ANNA, BEN, meet.proposal(13))):
        with pytest.raises(NotFound):
            await attempt


@pytest.mark.parametrize("absent", [ANNA, BEN])
async def test_who_does_not_attend_meets_nobody(meet: Meet, absent: int):
    made = await meet.propose()
    await leave(meet, absent)
    for attempt in (meet.accept(made), meet.propose(ANNA, BEN, meet.proposal(13))):
        with pytest.raises(refusals.NotAttending):
            await attempt


async def test_nobody_else_can_touch_an_appointment(meet: Meet):
    made = await meet.propose()
    for attempt in (
        meet.accept(made, CARA),
        meet.decline(made, CARA),
        meet.cancel(made, CARA),
        meet.move(made, CARA, meet.proposal(13)),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert await meet.status(made) is Status.pending


async def test_taken_times_say_who_is_no_longer_free(meet: Meet):
    point = await meet.point()
    await meet.agree(proposal=meet.proposal(12, point_id=point))
    await meet.know((CARA, ALONE))
    for by, to, proposal, sentence in (
        (ANNA, CARA, meet.proposal(12), "You have something else at 13:00"),
        (CARA, ANNA, meet.proposal(11, 45, minutes=30), "Guest1 Żółć is no longer free at 12:45"),
        (CARA, ALONE, meet.proposal(12, point_id=point), "Meeting point 4 has just been taken for 13:00"),
    ):
        with pytest.raises(Refusal) as caught:
            await meet.propose(by, to, proposal)
        assert sentence in caught.value.text


async def test_a_place_taken_meanwhile_loses_nothing(meet: Meet):
    point = await meet.point()
    await meet.know((CARA, ALONE))
    made = await meet.propose(proposal=meet.proposal(12, point_id=point))
    await meet.agree(CARA, ALONE, meet.proposal(12, point_id=point))
    with pytest.raises(refusals.PlaceTaken) as caught:
        await meet.accept(made)
    assert caught.value.text == "Meeting point 4 has just been taken for 13:00. Choose another place."
    assert await meet.status(made) is Status.pending
    assert await meet.slots(made) == 0


async def test_more_than_some_open_proposals_are_refused(meet: Meet, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(service, "MOST_ASKED", 2)
    for slot in (0, 15):
        await meet.propose(proposal=meet.proposal(12, slot))
    with pytest.raises(refusals.TooManyAsked):
        await meet.propose(proposal=meet.proposal(13))
    await meet.propose(BEN, ANNA, meet.proposal(13))


async def test_what_was_seen_waits_no_more(meet: Meet):
    made = await meet.propose()
    await meet.see(made, CARA)
    assert await meet.told(made) == {BEN: "proposal"}
    await meet.see(made, BEN)
    assert await meet.told(made) == {}


async def block(meet: Meet, blocker: int, blocked: int) -> None:
    row = {"blocker_id": blocker, "blocked_id": blocked, "blocked_at": clock.now()}
    await meet.database.transact(lambda tx: tx.execute(insert(blocks).values(**row)))


async def leave(meet: Meet, person_id: int) -> None:
    statement = update(attendees).where(attendees.c.id == person_id)
    await meet.database.transact(lambda tx: tx.execute(statement.values(attendance_status="not_attending")))
