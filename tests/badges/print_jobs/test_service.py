"""A badge is asked for once, comes out at one station, and is never lost on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete

from netevent.badges.print_jobs import service
from netevent.badges.print_jobs.job import LEASE, MOST_TRIES, Result, State
from netevent.badges.print_jobs.service import JobNotYours, NotIdle, RequestTaken
from netevent.badges.stations import service as stations
from netevent.changes import BadgesPrinted, PrintJobsChanged
from netevent.core.database.tables import attendees
from netevent.core.errors import NotFound
from tests.badges.printers import ANNA, BEN, CARA, EVENT, OTHER_EVENT, STRANGER, Printers

REQUEST = "6f1d5c1e-0d8f-4a7e-9d53-0a4fb3a3c001"
A_SECOND = timedelta(seconds=1)


# ---- asking -------------------------------------------------------------------------------------------


async def test_a_badge_waits_until_a_station_takes_it_and_then_is_printed(printers: Printers):
    station = await printers.open_station("Hall")
    asked = await printers.ask(ANNA)
    assert asked.state is State.waiting
    taken = await printers.take(station)
    assert taken is not None
    assert (taken.id, taken.state, taken.station_id) == (asked.id, State.taken, station)
    ended = await printers.end(station, taken.id)
    assert (ended.state, ended.ended_at) == (State.printed, printers.now)
    assert await printers.prints() == [(ANNA, "Marta Door", "Hall")]
    assert await printers.take(station) is None


async def test_printing_lets_nobody_in(printers: Printers):
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    await printers.take(station)
    await printers.end(station, job.id)
    assert await printers.door.inside() == 0
    assert await printers.door.journal() == {}


async def test_asked_twice_by_one_request_it_is_one_job(printers: Printers):
    first, second = [await printers.ask(ANNA, request_id=REQUEST) for _ in range(2)]
    assert first == second
    assert len(await printers.rows()) == 1


async def test_a_request_is_not_used_for_another_badge(printers: Printers):
    await printers.ask(ANNA, request_id=REQUEST)
    with pytest.raises(RequestTaken):
        await printers.ask(BEN, request_id=REQUEST)


async def test_nobody_of_another_event_is_printed(printers: Printers):
    with pytest.raises(NotFound):
        await printers.ask(STRANGER)


async def test_a_badge_for_a_station_that_was_removed_comes_out_at_another(printers: Printers):
    gone, other = await printers.open_station("Gone"), await printers.open_station("Other")
    elsewhere = await printers.open_station("Elsewhere", OTHER_EVENT)
    waits = await printers.ask(ANNA, gone)
    await printers.do(stations.remove, EVENT, gone)
    late = await printers.ask(BEN, gone)
    strange = await printers.ask(CARA, elsewhere)
    assert {late.for_station_id, strange.for_station_id} == {None}
    assert await printers.take_who(other) == ANNA
    await printers.end(other, waits.id)
    assert await printers.take_who(other) == BEN


# ---- taking -------------------------------------------------------------------------------------------


async def test_badges_come_out_in_the_order_in_which_they_were_asked_for(printers: Printers):
    station = await printers.open_station()
    for who in (CARA, ANNA, BEN):
        await printers.ask(who)
    order = []
    while (job := await printers.take(station)) is not None:
        order.append(job.attendee_id)
        await printers.end(station, job.id)
    assert order == [CARA, ANNA, BEN]


async def test_the_station_that_is_free_takes_the_next(printers: Printers):
    one, other = await printers.open_station("One"), await printers.open_station("Other")
    await printers.ask(ANNA)
    await printers.ask(BEN)
    assert await printers.take_who(one) == ANNA
    assert await printers.take_who(other) == BEN


async def test_a_station_that_asks_again_gets_what_it_has(printers: Printers):
    """The answer may have been lost on its way."""
    station = await printers.open_station()
    await printers.ask(ANNA)
    await printers.ask(BEN)
    assert [await printers.take_who(station) for _ in range(2)] == [ANNA, ANNA]


async def test_what_is_for_one_station_comes_out_there_alone(printers: Printers):
    one, other = await printers.open_station("One"), await printers.open_station("Other")
    await printers.ask(ANNA, other)
    await printers.ask(BEN)
    assert await printers.take_who(one) == BEN
    assert await printers.take_who(other) == ANNA


async def test_a_paused_station_finishes_what_it_has_and_gets_nothing_new(printers: Printers):
    station = await printers.open_station()
    await printers.ask(ANNA)
    await printers.ask(BEN)
    job = await printers.take(station)
    assert job is not None
    await printers.do(stations.pause, EVENT, station, True)
    assert await printers.take(station) == job
    await printers.end(station, job.id)
    assert await printers.take(station) is None
    await printers.do(stations.pause, EVENT, station, False)
    assert await printers.take_who(station) == BEN


async def test_a_station_gets_nothing_of_another_event(printers: Printers):
    elsewhere = await printers.open_station("Elsewhere", OTHER_EVENT)
    await printers.ask(ANNA)
    assert await printers.take(elsewhere) is None


async def test_a_station_that_is_gone_gets_nothing(printers: Printers):
    station = await printers.open_station()
    await printers.do(stations.remove, EVENT, station)
    await printers.ask(ANNA)
    assert await printers.take(station) is None


# ---- leases -------------------------------------------------------------------------------------------


async def test_what_a_silent_station_has_goes_to_whoever_is_there(printers: Printers):
    silent, other = await printers.open_station("Silent"), await printers.open_station("Other")
    await printers.ask(ANNA)
    assert await printers.take_who(silent) == ANNA
    printers.now += LEASE
    assert await printers.take_who(other) is None
    printers.now += A_SECOND
    assert await printers.take_who(other) == ANNA


async def test_a_station_that_says_that_it_works_keeps_what_it_has(printers: Printers):
    slow, other = await printers.open_station("Slow"), await printers.open_station("Other")
    await printers.ask(ANNA)
    await printers.take(slow)
    printers.now += LEASE
    await printers.do(service.keep, slow, printers.now)
    printers.now += LEASE
    assert await printers.take_who(other) is None


async def test_who_lost_the_badge_to_another_cannot_end_it(printers: Printers):
    silent, other = await printers.open_station("Silent"), await printers.open_station("Other")
    job = await printers.ask(ANNA)
    await printers.take(silent)
    printers.now += LEASE + A_SECOND
    await printers.take(other)
    for result in Result:
        with pytest.raises(JobNotYours):
            await printers.end(silent, job.id, result)
    assert await printers.prints() == []
    await printers.end(other, job.id)
    assert await printers.prints() == [(ANNA, "Marta Door", "Other")]


async def test_what_came_out_late_is_not_printed_again(printers: Printers):
    """The station was given up, but no other has the job yet."""
    late, other = await printers.open_station("Late"), await printers.open_station("Other")
    job = await printers.ask(ANNA)
    await printers.take(late)
    printers.now += LEASE + A_SECOND
    await printers.set_job(job.id, taken_until=printers.now - 2 * LEASE)
    await printers.do(service.lapse_silent)
    assert await printers.states() == ["waiting"]
    await printers.end(late, job.id)
    assert await printers.take(other) is None
    assert len(await printers.prints()) == 1


async def test_the_clock_gives_up_a_station_where_no_other_asks(printers: Printers):
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    await printers.take(station)
    await printers.do(service.lapse_silent)
    assert await printers.states() == ["taken"]
    await printers.set_job(job.id, taken_until=printers.now - A_SECOND)
    await printers.do(service.lapse_silent)
    assert await printers.states() == ["waiting"]


async def test_a_station_that_closes_loses_nothing(printers: Printers):
    closing, other = await printers.open_station("Closing"), await printers.open_station("Other")
    await printers.ask(ANNA)
    await printers.take(closing)
    await printers.do(service.give_back, EVENT, closing)
    job = await printers.take(other)
    assert job is not None
    assert (job.attendee_id, job.tries) == (ANNA, 0)


# ---- ending -------------------------------------------------------------------------------------------


async def test_what_did_not_come_out_is_queued_again_and_then_has_failed(printers: Printers):
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    for tries in range(1, MOST_TRIES + 1):
        assert await printers.take_who(station) == ANNA
        ended = await printers.end(station, job.id, Result.failed, "No paper")
        assert (ended.tries, ended.said) == (tries, "No paper")
    assert ended.state is State.failed
    assert await printers.take(station) is None
    assert await printers.prints() == []


async def test_a_station_that_dies_with_the_badge_again_and_again_fails_it(printers: Printers):
    station = await printers.open_station()
    await printers.ask(ANNA)
    for _ in range(MOST_TRIES):
        assert await printers.take_who(station) == ANNA
        printers.now += LEASE + A_SECOND
    assert await printers.take(station) is None
    assert await printers.states() == ["failed"]


async def test_what_has_failed_can_be_queued_again(printers: Printers):
    station, other = await printers.open_station("Broken"), await printers.open_station("Other")
    job = await printers.ask(ANNA, station)
    for _ in range(MOST_TRIES):
        await printers.take(station)
        await printers.end(station, job.id, Result.failed, "Jam")
    await printers.do(service.print_again, EVENT, job.id)
    taken = await printers.take(other)
    assert taken is not None
    assert (taken.id, taken.tries) == (job.id, 0)


async def test_said_twice_that_it_came_out_it_is_recorded_once(printers: Printers):
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    await printers.take(station)
    for _ in range(2):
        await printers.end(station, job.id)
    assert len(await printers.prints()) == 1


async def test_said_twice_that_it_failed_it_is_one_try(printers: Printers):
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    await printers.take(station)
    for _ in range(2):
        ended = await printers.end(station, job.id, Result.failed, "No paper")
    assert ended.tries == 1


async def test_what_stood_on_the_badge_is_recorded(printers: Printers):
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    with pytest.raises(JobNotYours):
        await printers.do(service.note_content, station, job.id, "a" * 64, printers.now)
    await printers.take(station)
    await printers.do(service.note_content, station, job.id, "a" * 64, printers.now)
    assert (await printers.end(station, job.id)).content == "a" * 64


async def test_a_badge_whose_owner_was_removed_is_no_more_printed(printers: Printers):
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    await printers.take(station)
    await printers.do(lambda tx: tx.execute(delete(attendees).where(attendees.c.id == ANNA)))
    with pytest.raises(JobNotYours):
        await printers.end(station, job.id)
    assert await printers.take(station) is None


# ---- cancelling ---------------------------------------------------------------------------------------


async def test_what_waits_or_failed_is_cancelled_and_what_a_station_has_is_not(printers: Printers):
    station = await printers.open_station()
    waiting, taken = await printers.ask(ANNA), await printers.ask(BEN, station)
    await printers.set_job(waiting.id, state="failed")
    assert await printers.take_who(station) == BEN
    await printers.do(service.cancel, EVENT, waiting.id, printers.now)
    with pytest.raises(NotIdle):
        await printers.do(service.cancel, EVENT, taken.id, printers.now)
    assert await printers.states() == ["cancelled", "taken"]
    with pytest.raises(NotIdle):
        await printers.do(service.print_again, EVENT, waiting.id)


async def test_another_event_has_no_such_job(printers: Printers):
    job = await printers.ask(ANNA)
    with pytest.raises(NotFound):
        await printers.do(service.cancel, OTHER_EVENT, job.id, printers.now)
    with pytest.raises(NotFound):
        await printers.do(service.print_again, OTHER_EVENT, job.id)


async def test_the_pages_hear_of_each_step(printers: Printers):
    station = await printers.open_station()
    heard = printers.door.published
    heard.clear()
    job = await printers.ask(ANNA)
    await printers.take(station)
    await printers.end(station, job.id)
    changed, printed = PrintJobsChanged(EVENT), BadgesPrinted(EVENT)
    assert heard == [changed, changed, printed, changed]
