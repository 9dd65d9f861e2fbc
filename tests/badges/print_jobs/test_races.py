"""Many at the same moment, and the same races with the guard off: they are real."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from netevent.badges.print_jobs import queries, service
from netevent.badges.print_jobs.job import PrintJob, Result, State
from netevent.badges.stations.queries import select_station
from netevent.core.database import Transaction
from netevent.core.database.tables import print_jobs
from tests.badges.printers import ANNA, EVENT, BothLook, Printers, at_once

MANY = 10
REQUEST = "6f1d5c1e-0d8f-4a7e-9d53-0a4fb3a3c001"
# Where writers queue, as on SQLite, nobody looks while another writes.
on_mariadb = pytest.mark.parametrize("database_url", ["mariadb"], indirect=True)


class NeverRaised(Exception):
    """In place of the error that is caught."""


# ---- asking -------------------------------------------------------------------------------------------


async def test_one_request_that_comes_many_times_at_once_is_one_job(printers: Printers):
    asked = await at_once(*(printers.ask(ANNA, request_id=REQUEST) for _ in range(MANY)))
    assert {one.id for one in asked if isinstance(one, PrintJob)} == {asked[0].id}
    assert len(asked) == MANY
    assert len(await printers.rows()) == 1


@on_mariadb
async def test_without_the_answer_to_a_second_one_it_would_fail(
    printers: Printers, monkeypatch: pytest.MonkeyPatch
):
    """The twin: the second of two that looked at once is not taken for the same request."""
    monkeypatch.setattr(service, "IntegrityError", NeverRaised)
    monkeypatch.setattr(queries, "select_asked", BothLook().after(queries.select_asked))
    asked = await at_once(*(printers.ask(ANNA, request_id=REQUEST) for _ in range(2)))
    assert [type(one) for one in asked].count(IntegrityError) == 1


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


@on_mariadb
async def test_without_the_condition_it_would_come_out_at_several(
    printers: Printers, monkeypatch: pytest.MonkeyPatch
):
    """The twin: whoever saw that it waits takes it."""

    def take_anyway(tx: Transaction, job_id: int, station_id: int, until: datetime) -> bool:
        values = {"state": State.taken.value, "station_id": station_id, "taken_until": until}
        tx.execute(update(print_jobs).where(print_jobs.c.id == job_id).values(values))
        return True

    monkeypatch.setattr(queries, "update_taken", take_anyway)
    monkeypatch.setattr(queries, "select_next", BothLook().after(queries.select_next))
    stations = [await printers.open_station(name) for name in ("One", "Other")]
    job = await printers.ask(ANNA)
    taken = await at_once(*(printers.take(station) for station in stations))
    assert [one.id for one in taken] == [job.id, job.id]


async def test_a_station_that_asks_many_times_at_once_has_one_badge(printers: Printers):
    station = await printers.open_station()
    for who in range(1, 4):
        await printers.ask(who)
    taken = await at_once(*(printers.take(station) for _ in range(MANY)))
    assert {job.attendee_id for job in taken} == {ANNA}
    assert sorted(await printers.states()) == ["taken", "waiting", "waiting"]


@on_mariadb
async def test_without_its_lock_a_station_would_have_two(printers: Printers, monkeypatch: pytest.MonkeyPatch):
    """The twin: the station is read, and not locked."""
    unlocked = BothLook().after(lambda tx, one: select_station(tx, EVENT, one))
    monkeypatch.setattr(service, "lock_station", unlocked)
    station = await printers.open_station()
    for who in range(1, 4):
        await printers.ask(who)
    await at_once(*(printers.take(station) for _ in range(2)))
    assert await printers.states() == ["taken", "taken", "waiting"]


# ---- ending -------------------------------------------------------------------------------------------


async def test_said_many_times_at_once_it_is_recorded_once(printers: Printers):
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    await printers.take(station)
    ended = await at_once(*(printers.end(station, job.id) for _ in range(MANY)))
    assert {type(one) for one in ended} == {PrintJob}
    assert len(await printers.prints()) == 1


async def test_without_the_condition_it_would_be_recorded_each_time(
    printers: Printers, monkeypatch: pytest.MonkeyPatch
):
    """The twin: whoever says that it came out is believed."""

    def end_anyway(tx: Transaction, station_id: int, job_id: int, *_: object) -> bool:
        tx.execute(update(print_jobs).where(print_jobs.c.id == job_id).values(state=State.printed.value))
        return True

    monkeypatch.setattr(queries, "update_ended", end_anyway)
    station = await printers.open_station()
    job = await printers.ask(ANNA)
    await printers.take(station)
    await at_once(*(printers.end(station, job.id) for _ in range(MANY)))
    assert len(await printers.prints()) == MANY


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
