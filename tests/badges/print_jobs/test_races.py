"""Many at the same moment, and the same races with the guard off: they are real."""

from __future__ import annotations

import asyncio

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from netevent.badges.print_jobs import queries
from netevent.badges.print_jobs.job import PrintJob, Result
from netevent.core.database.tables import print_jobs
from tests.badges.printers import ANNA, EVENT, Printers, at_once

MANY = 10
REQUEST = "6f1d5c1e-0d8f-4a7e-9d53-0a4fb3a3c001"


# ---- asking -------------------------------------------------------------------------------------------


async def test_one_request_that_comes_many_times_at_once_is_one_job(printers: Printers):
    asked = await at_once(*(printers.ask(ANNA, request_id=REQUEST) for _ in range(MANY)))
    assert {one.id for one in asked if isinstance(one, PrintJob)} == {asked[0].id}
    assert len(asked) == MANY
    assert len(await printers.rows()) == 1


async def test_look_then_insert_would_fail(printers: Printers):
    everybody_has_looked = asyncio.Barrier(2)
    row = {"event_id": EVENT, "attendee_id": ANNA, "request_id": REQUEST, "asked_at": printers.now}

    async def ask() -> None:
        known = await printers.do(queries.select_asked, REQUEST)
        await everybody_has_looked.wait()
        if known is None:
            await printers.do(lambda tx: tx.execute(insert(print_jobs).values(row)))

    results = await at_once(ask(), ask())
    assert len([one for one in results if isinstance(one, IntegrityError)]) == 1


# ---- taking -------------------------------------------------------------------------------------------


async def test_of_many_stations_each_badge_comes_out_at_one(printers: Printers):
    stations = [await printers.open_station(f"Station {number}") for number in range(MANY)]
    for who in range(1, MANY + 1):
        await printers.ask(who)
    taken = await at_once(*(printers.take(station) for station in stations))
    assert sorted(job.attendee_id for job in taken) == list(range(1, MANY + 1))


async def test_of_many_stations_one_gets_the_last_badge(printers: Printers):
    stations = [await printers.open_station(f"Station {number}") for number in range(MANY)]
    await printers.ask(ANNA)
    taken = await at_once(*(printers.take(station) for station in stations))
    assert [job for job in taken if job is not None] == [
        job for job in taken if isinstance(job, PrintJob) and job.attendee_id == ANNA
    ]
    assert taken.count(None) == MANY - 1


async def test_look_then_take_would_print_it_twice(printers: Printers):
    stations = [await printers.open_station(name) for name in ("One", "Other")]
    await printers.ask(ANNA)
    everybody_has_looked = asyncio.Barrier(2)

    async def take(station_id: int) -> int | None:
        found = await printers.do(queries.select_next, EVENT, station_id)
        await everybody_has_looked.wait()
        taken = update(print_jobs).where(print_jobs.c.id == found)
        await printers.do(lambda tx: tx.execute(taken.values(state="taken", station_id=station_id)).rowcount)
        return found

    found = await at_once(*(take(station) for station in stations))
    assert found[0] == found[1] is not None


async def test_a_station_that_asks_many_times_at_once_has_one_badge(printers: Printers):
    station = await printers.open_station()
    for who in range(1, 4):
        await printers.ask(who)
    taken = await at_once(*(printers.take(station) for _ in range(MANY)))
    assert {job.attendee_id for job in taken} == {ANNA}
    assert sorted(await printers.states()) == ["taken", "waiting", "waiting"]


async def test_without_its_lock_a_station_would_have_two(printers: Printers):
    station = await printers.open_station()
    for who in range(1, 3):
        await printers.ask(who)
    everybody_has_looked, in_turn = asyncio.Barrier(2), asyncio.Lock()

    async def take() -> None:
        assert await printers.do(queries.select_taken, station) is None
        await everybody_has_looked.wait()
        async with in_turn:
            job_id = await printers.do(queries.select_next, EVENT, station) or 0
            assert await printers.do(queries.update_taken, job_id, station, printers.now)

    assert await at_once(take(), take()) == [None, None]
    assert await printers.states() == ["taken", "taken"]


# ---- ending -------------------------------------------------------------------------------------------


async def test_said_many_times_at_once_it_is_recorded_once(printers: Printers):
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    await printers.take(station)
    ended = await at_once(*(printers.end(station, job.id) for _ in range(MANY)))
    assert {type(one) for one in ended} == {PrintJob}
    assert len(await printers.prints()) == 1


async def test_look_then_record_would_record_it_twice(printers: Printers):
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    await printers.take(station)
    everybody_has_looked = asyncio.Barrier(2)

    async def end() -> bool:
        statement = select(print_jobs.c.state).where(print_jobs.c.id == job.id)
        state = await printers.do(lambda tx: tx.execute(statement).scalar_one())
        await everybody_has_looked.wait()
        return str(state) == "taken"

    assert await at_once(end(), end()) == [True, True]


async def test_of_printed_and_cancelled_at_once_one_counts(printers: Printers):
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    await printers.take(station)
    await printers.set_job(job.id, state="waiting")
    cancelled, ended = await at_once(
        printers.do(queries.update_cancelled, EVENT, job.id, printers.now),
        printers.do(queries.update_ended, station, job.id, Result.printed, "", printers.now),
    )
    assert sorted((cancelled, ended)) == [False, True]
