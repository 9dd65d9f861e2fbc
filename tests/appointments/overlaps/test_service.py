"""A session at the time of an appointment: both may stand, never by accident."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest
from sqlalchemy import select

from netevent.agenda.programme import service as programme
from netevent.appointments import refusals, service
from netevent.appointments.appointment import Status
from netevent.appointments.overlaps import service as overlaps
from netevent.appointments.overlaps.overlap import Answer
from netevent.appointments.overlaps.queries import select_overlaps
from netevent.breakouts.rsvps import service as rsvps_service
from netevent.core import clock
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.errors import Refusal
from tests.appointments.meeting import ANNA, BEN, CARA, Meet
from tests.factories import insert_session

EVENT = 1


def keeping(*session_ids: int) -> Answer:
    return Answer(frozenset(session_ids))


def giving_up(session_id: int, *kept: int) -> Answer:
    return Answer(frozenset((session_id, *kept)), frozenset((session_id,)))


async def propose(meet: Meet, answer: Answer, by: int = ANNA, **when: int) -> int:
    made: int = await meet.database.transact(
        service.propose, by, BEN if by == ANNA else ANNA, meet.proposal(**when), answer
    )
    return made


async def accept(meet: Meet, appointment_id: int, answer: Answer, by: int = BEN) -> None:
    await meet.database.transact(service.accept, by, appointment_id, 1, answer)


async def register(meet: Meet, session_id: int, attendee_id: int) -> None:
    take = rsvps_service.register
    await meet.database.transact(take, EVENT, session_id, attendee_id, clock.now())


async def statuses(meet: Meet, session_id: int) -> dict[int, str]:
    statement = select(rsvps.c.attendee_id, rsvps.c.status).where(rsvps.c.breakout_session_id == session_id)
    rows = await meet.database.read(lambda tx: tx.execute(statement).all())
    return {row.attendee_id: row.status for row in rows}


@pytest.mark.parametrize("when", [{"hour": 12}, {"hour": 12, "minute": 30}, {"hour": 11, "minutes": 60}])
async def test_who_proposes_is_asked_about_the_own_session_then(meet: Meet, when: dict[str, int]):
    session = await insert_session(meet.database, EVENT, meet.at(11, 55), 40, ANNA)
    with pytest.raises(refusals.Overlaps):
        await meet.propose(proposal=meet.proposal(**when))
    assert await meet.standing() == {}
    made = await propose(meet, keeping(session), **when)
    assert await meet.status(made) is Status.pending
    assert await statuses(meet, session) == {ANNA: "registered"}


async def test_what_only_touches_is_not_at_the_same_time(meet: Meet):
    await insert_session(meet.database, EVENT, meet.at(12, 15), 30, ANNA)
    await meet.propose(proposal=meet.proposal(12))
    await meet.propose(proposal=meet.proposal(12, 45))


async def test_a_place_in_line_is_asked_about_like_a_seat(meet: Meet):
    session = await insert_session(meet.database, EVENT, meet.at(12), 30, CARA, max_attendees=1)
    await register(meet, session, ANNA)
    with pytest.raises(refusals.Overlaps):
        await meet.propose()
    await propose(meet, giving_up(session))
    assert await statuses(meet, session) == {CARA: "registered", ANNA: "cancelled"}


async def test_nobody_is_told_of_the_others_session_who_is_asked_where_it_is_accepted(meet: Meet):
    session = await insert_session(meet.database, EVENT, meet.at(12), 30, BEN)
    made = await meet.propose()
    with pytest.raises(refusals.Overlaps):
        await meet.accept(made)
    assert (await meet.status(made), await meet.slots(made)) == (Status.pending, 0)
    await accept(meet, made, keeping(session))
    assert (await meet.status(made), await meet.slots(made)) == (Status.accepted, 2)
    assert await statuses(meet, session) == {BEN: "registered"}


async def test_the_seat_goes_with_the_answer_and_the_next_in_line_gets_it(meet: Meet):
    session = await insert_session(meet.database, EVENT, meet.at(12), 30, BEN, max_attendees=1)
    await register(meet, session, CARA)
    made = await meet.propose()
    await accept(meet, made, giving_up(session))
    assert await meet.status(made) is Status.accepted
    assert await statuses(meet, session) == {BEN: "cancelled", CARA: "registered"}


async def test_where_the_answer_counts_no_more_the_seat_stays(meet: Meet):
    session = await insert_session(meet.database, EVENT, meet.at(12), 30, BEN)
    made = await meet.propose()
    await meet.cancel(made)
    with pytest.raises(refusals.Over):
        await accept(meet, made, giving_up(session))
    assert await statuses(meet, session) == {BEN: "registered"}


async def test_only_what_is_at_that_time_is_given_up(meet: Meet):
    """Another time was chosen before the button was pressed."""
    session = await insert_session(meet.database, EVENT, meet.at(12), 30, ANNA)
    await propose(meet, giving_up(session), hour=15)
    assert await statuses(meet, session) == {ANNA: "registered"}


async def test_nobody_gives_up_the_seat_of_another_one(meet: Meet):
    session = await insert_session(meet.database, EVENT, meet.at(12), 30, BEN)
    await propose(meet, giving_up(session))
    assert await statuses(meet, session) == {BEN: "registered"}


async def test_of_two_sessions_one_is_given_up_and_the_other_one_kept(meet: Meet):
    first = await insert_session(meet.database, EVENT, meet.at(12), 30, ANNA)
    second = await insert_session(meet.database, EVENT, meet.at(12, 30), 30, ANNA)
    await propose(meet, giving_up(first, second), minutes=60)
    assert await statuses(meet, first) == {ANNA: "cancelled"}
    assert await statuses(meet, second) == {ANNA: "registered"}


async def test_who_moves_an_appointment_is_asked_too(meet: Meet):
    session = await insert_session(meet.database, EVENT, meet.at(14), 30, BEN)
    made = await meet.agree()
    with pytest.raises(refusals.Overlaps):
        await meet.move(made, BEN, meet.proposal(14))
    assert (await meet.one(made)).start == meet.at(12)
    where = meet.proposal(14)
    await meet.database.transact(service.move, BEN, made, 1, where, giving_up(session))
    assert (await meet.one(made)).start == meet.at(14)
    assert await statuses(meet, session) == {BEN: "cancelled"}


async def test_an_agreed_appointment_cannot_be_kept_beside_another_one(meet: Meet):
    session = await insert_session(meet.database, EVENT, meet.at(12), 30, ANNA)
    await meet.agree(CARA, BEN, meet.proposal(12))
    with pytest.raises(refusals.OtherIsTaken):
        await propose(meet, keeping(session))


# ---- what comes between the question and the answer -------------------------------------------------------


async def test_a_seat_taken_between_question_and_answer_is_asked_about(meet: Meet):
    asked = await insert_session(meet.database, EVENT, meet.at(12), 30, BEN)
    made = await meet.propose()
    with pytest.raises(refusals.Overlaps):
        await meet.accept(made)
    later = await insert_session(meet.database, EVENT, meet.at(12), 30)
    await register(meet, later, BEN)
    for answer in (keeping(asked), giving_up(asked)):
        with pytest.raises(refusals.Overlaps):
            await accept(meet, made, answer)
    assert await statuses(meet, asked) == {BEN: "registered"}
    await accept(meet, made, keeping(asked, later))


async def test_who_moves_up_after_the_question_has_been_told_of_the_session(meet: Meet):
    session = await insert_session(meet.database, EVENT, meet.at(12), 30, CARA, max_attendees=1)
    await register(meet, session, BEN)
    made = await meet.propose()
    with pytest.raises(refusals.Overlaps):
        await meet.accept(made)
    give_up = rsvps_service.cancel
    await meet.database.transact(give_up, EVENT, session, CARA, clock.now())
    await accept(meet, made, keeping(session))
    assert (await statuses(meet, session))[BEN] == "registered"


async def take_seat(meet: Meet, session_id: int, *, keeps: bool = False) -> Any:
    """As the programme does, for who was not asked about anything."""
    tap = programme.Tap(BEN, keeps)
    results = await meet.database.transact(programme.take_seats, EVENT, session_id, [tap], clock.now())
    made = results[BEN]
    if isinstance(made, Refusal):
        raise made
    return made


@pytest.mark.parametrize("turned", [True, False] * 3)
async def test_of_accept_and_register_at_once_one_asks(meet: Meet, turned: bool):
    session = await insert_session(meet.database, EVENT, meet.at(12), 30)
    made = await meet.propose()
    await meet.open_connections()
    runs = [meet.accept(made), take_seat(meet, session)]
    results = await asyncio.gather(*(reversed(runs) if turned else runs), return_exceptions=True)
    assert sum(isinstance(one, refusals.Overlaps) for one in results) == 1, results
    has_seat = (await statuses(meet, session)).get(BEN) == "registered"
    assert has_seat is (await meet.status(made) is Status.pending)


async def test_to_look_and_then_act_would_let_both_stand_by_accident(
    meet: Meet, monkeypatch: pytest.MonkeyPatch
):
    """The twin: both look before they begin, and neither looks again under the lock."""
    session = await insert_session(meet.database, EVENT, meet.at(12), 30)
    made = await meet.propose()
    monkeypatch.setattr(overlaps, "require_named", lambda tx, *what: None)
    both_have_looked = asyncio.Barrier(2)

    async def look_then(act: Awaitable[Any]) -> None:
        found = await meet.database.read(select_overlaps, BEN, meet.at(12), meet.at(13))
        is_free = not found and not await meet.slots()
        await both_have_looked.wait()
        assert is_free
        await act

    take = take_seat(meet, session, keeps=True)
    await asyncio.gather(look_then(meet.accept(made)), look_then(take))
    assert await meet.status(made) is Status.accepted
    assert await statuses(meet, session) == {BEN: "registered"}


async def test_without_the_second_look_a_seat_taken_meanwhile_would_be_kept_by_accident(
    meet: Meet, monkeypatch: pytest.MonkeyPatch
):
    """The twin: what the question named is believed to be all there is."""
    later = await insert_session(meet.database, EVENT, meet.at(12), 30, ANNA)
    monkeypatch.setattr(overlaps, "require_named", lambda tx, *what: None)
    made = await propose(meet, keeping())
    assert await meet.status(made) is Status.pending
    assert await statuses(meet, later) == {ANNA: "registered"}
