"""What is done with many: part by part, once, and back within ten minutes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, update

from netevent.attendees.history.queries import select_entries
from netevent.attendees.types import service as type_service
from netevent.core import clock
from netevent.core.acting import SERVER, Actor, act_as
from netevent.core.database.tables import events, jobs
from netevent.core.errors import NotFound
from netevent.core.jobs import LeaseLost, Priority
from netevent.core.jobs.job import State
from netevent.core.jobs.worker import Worker
from netevent.core.mail.outbox import MAIL
from netevent.core.text.addresses import NO_MAIL
from netevent.office.batches import service
from netevent.office.batches.batch import BATCH, PART, UNDO, Left
from netevent.office.batches.jobs import run_batch
from netevent.office.batches.kinds import KINDS
from netevent.office.batches.service import UndoOver
from netevent.profiles.photos.files import PhotoFiles
from netevent.registration.attendance import service as attendance_service
from tests.core.jobs.rows import make_due
from tests.door import BADGES, Door, badge
from tests.factories import insert_type
from tests.office.batches.running import (
    LINKS,
    attending,
    begin,
    column,
    counts,
    done,
    page,
    run,
    seats_taken,
    undone,
)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people in each part."""
    for name, kind in KINDS.items():
        monkeypatch.setitem(KINDS, name, replace(kind, part=2))


async def jobs_of(door: Door, kind: str) -> list[str]:
    statement = select(jobs.c.state).where(jobs.c.kind == kind)
    return list(await door.database.read(lambda tx: tx.execute(statement).scalars().all()))


async def set_capacity(door: Door, capacity: int | None, taken: int) -> None:
    values = {"max_attendees": capacity, "seats_taken": taken}
    statement = update(events).where(events.c.id == 1).values(values)
    await door.database.transact(lambda tx: tx.execute(statement))


async def later(monkeypatch: pytest.MonkeyPatch, minutes: float) -> None:
    then = clock.now() + timedelta(minutes=minutes)
    monkeypatch.setattr(clock, "now", lambda: then)


@pytest.mark.usefixtures("small_parts")
async def test_many_stay_away_and_an_undo_brings_them_back(door: Door):
    await set_capacity(door, None, BADGES)
    await door.scan(badge(1))
    batch = await done(door, "not_attending", [1, 2, 3, 4, 5])
    assert await attending(door, 1, 2, 3, 4, 5, 6) == [True, False, False, False, False, True]
    assert await seats_taken(door) == BADGES - 4
    shown = await page(door, batch)
    assert (shown.run.report.changed, counts(shown.run.report)) == (4, {Left.is_in: 1})
    assert shown.undone_until is not None
    back = await undone(door, batch)
    assert (back.changed, counts(back)) == (4, {})
    assert await attending(door, 2, 3, 4, 5) == [True] * 4
    assert await seats_taken(door) == BADGES
    assert await jobs_of(door, PART.name) == []


async def test_who_finds_no_seat_any_more_is_named(door: Door):
    await set_capacity(door, BADGES, BADGES)
    batch = await done(door, "not_attending", [2, 3, 4])
    await set_capacity(door, BADGES - 2, BADGES - 3)
    await undone(door, batch)
    shown = await page(door, batch)
    assert shown.undo is not None
    assert [(reason, people) for reason, people, _ in shown.undo.left] == [(Left.no_seat, 2)]
    assert len(shown.undo.left[0][2]) == 2
    assert await attending(door, 2, 3, 4) == [True, False, False]
    assert await seats_taken(door) == BADGES - 2


async def test_who_was_changed_since_keeps_that(door: Door):
    batch = await done(door, "not_attending", [2, 3])
    await door.database.transact(attendance_service.change, 2, True)
    back = await undone(door, batch)
    assert (back.changed, counts(back)) == (1, {Left.changed: 1})
    assert back.left[Left.changed].first == [2]
    assert await attending(door, 2, 3) == [True, True]


async def test_undone_twice_counts_once(door: Door):
    await set_capacity(door, None, BADGES)
    batch = await done(door, "not_attending", [2, 3])
    await asyncio.gather(*(door.database.transact(service.begin_undo, 1, batch) for _ in range(2)))
    assert len(await jobs_of(door, UNDO.name)) == 1
    await asyncio.gather(run(door.database), run(door.database))
    await door.database.transact(service.begin_undo, 1, batch)
    assert await seats_taken(door) == BADGES


async def test_ordered_twice_at_once_it_happens_once(door: Door):
    ids = await asyncio.gather(*(begin(door, "not_attending", [2, 3]) for _ in range(4)))
    assert len(set(ids)) == 1
    assert len(await jobs_of(door, BATCH.name)) == 1
    assert await begin(door, "not_attending", [2, 3], number="another") != ids[0]


@pytest.mark.usefixtures("small_parts")
async def test_another_worker_goes_on_where_one_died(door: Door, monkeypatch: pytest.MonkeyPatch):
    await set_capacity(door, None, BADGES)
    batch = await begin(door, "not_attending", [2, 3, 4, 5, 6])
    parts = service.do_part

    def dies(tx, job, order, some, *rest):
        if 4 in some:
            raise LeaseLost  # as of a worker that was gone for too long
        return parts(tx, job, order, some, *rest)

    monkeypatch.setattr(service, "do_part", dies)
    await Worker(door.database, BATCH, partial(run_batch, door.database, LINKS)).run_due()
    assert await attending(door, 2, 3, 4) == [False, False, True]
    monkeypatch.setattr(service, "do_part", parts)
    await make_due(door.database)
    await run(door.database)
    shown = await page(door, batch)
    assert (shown.run.job.state, shown.run.job.done, shown.run.report.changed) == (State.done, 5, 5)
    assert await seats_taken(door) == BADGES - 5
    assert (await undone(door, batch)).changed == 5


@pytest.mark.usefixtures("small_parts")
async def test_a_batch_that_is_stopped_begins_no_other_part_and_can_be_undone(
    door: Door, monkeypatch: pytest.MonkeyPatch
):
    batch = await begin(door, "not_attending", [2, 3, 4, 5])
    parts = service.do_part

    def stops(tx, *rest):
        service.stop(tx, 1, batch)
        return parts(tx, *rest)

    monkeypatch.setattr(service, "do_part", stops)
    await run(door.database)
    assert await attending(door, 2, 3, 4, 5) == [False, False, True, True]
    assert (await page(door, batch)).was_stopped
    assert (await undone(door, batch)).changed == 2


async def test_after_ten_minutes_nothing_can_be_undone(door: Door, monkeypatch: pytest.MonkeyPatch):
    batch = await done(door, "not_attending", [2, 3])
    await later(monkeypatch, 10.1)
    assert (await page(door, batch)).undone_until is None
    with pytest.raises(UndoOver):
        await door.database.transact(service.begin_undo, 1, batch)
    await run(door.database)
    kept = await door.database.read(
        lambda tx: tx.execute(select(jobs.c.arguments).where(jobs.c.kind == PART.name)).scalars().all()
    )
    assert kept == [""]


async def test_seats_are_as_many_as_there_are_whoever_comes_at_once(door: Door):
    await done(door, "not_attending", [2, 3, 4, 5])
    await set_capacity(door, BADGES, BADGES - 2)
    batch = await begin(door, "attending", [2, 3, 4], number="another")
    own = door.database.transact(attendance_service.change, 5, True)
    await asyncio.gather(run(door.database), own, return_exceptions=True)
    assert await seats_taken(door) == BADGES
    assert sum(await attending(door, 2, 3, 4, 5)) == 2
    assert counts((await page(door, batch)).run.report)[Left.no_seat] >= 1


async def test_people_of_another_event_and_nobody_are_passed_over(door: Door):
    elsewhere = BADGES + 1
    kind = KINDS["not_attending"]
    found = await door.database.read(service.prospect, 1, kind, 0, [2, elsewhere, 999_999, -1])
    assert found.people == (2,)
    batch = await done(door, "not_attending", [2, elsewhere])
    assert counts((await page(door, batch)).run.report) == {Left.gone: 1}
    assert await attending(door, elsewhere) == [True]
    for work in (service.begin_undo, service.stop, service.find):
        with pytest.raises(NotFound):
            await door.database.transact(work, 2, batch)


async def test_a_type_and_back_where_it_was_not_changed_since(door: Door):
    crew = await insert_type(door.database, 1, "Crew")
    batch = await done(door, "type", [1, 2, 4], crew)
    assert await column(door, "attendee_type_id", 1, 2, 4) == [crew] * 3
    await door.change_attendee(2, attendee_type_id=None)
    back = await undone(door, batch)
    assert await column(door, "attendee_type_id", 1, 2, 4) == [1, None, None]
    assert (back.changed, counts(back)) == (2, {Left.changed: 1})


async def test_a_type_that_is_deleted_meanwhile_ends_the_batch(door: Door):
    crew = await insert_type(door.database, 1, "Crew")
    batch = await begin(door, "type", [1, 2], crew)
    await door.database.transact(type_service.remove, 1, crew, None)
    await run(door.database)
    assert (await page(door, batch)).run.has_failed
    assert await column(door, "attendee_type_id", 1) == [1]


async def test_many_are_removed_and_come_back_as_they_were(door: Door):
    await set_capacity(door, None, BADGES)
    before = await column(door, "attendee_code", 2, 3)
    batch = await done(door, "remove", [2, 3, 999])
    assert await column(door, "email", 2, 3) == [None, None]
    assert await seats_taken(door) == BADGES - 2
    back = await undone(door, batch)
    assert (back.changed, counts(back)) == (2, {})
    assert await column(door, "attendee_code", 2, 3) == before
    assert await seats_taken(door) == BADGES


async def test_who_registered_again_since_is_not_brought_back_twice(door: Door):
    [address] = await column(door, "email_key", 2)
    batch = await done(door, "remove", [2, 3])
    await door.change_attendee(4, email_key=address)
    back = await undone(door, batch)
    assert (back.changed, counts(back)) == (1, {Left.returned: 1})


async def test_photos_of_who_was_removed_go_when_the_undo_has_lapsed(
    door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    files = PhotoFiles(tmp_path)
    photo = files.write({96: b"small", 256: b"larger", 800: b"large"})
    await door.change_attendee(2, profile_picture=photo)
    await begin(door, "remove", [2])
    await run(door.database, tmp_path)
    assert files.path(photo, 96).exists()
    await later(monkeypatch, 10.1)
    await run(door.database, tmp_path)
    assert not files.path(photo, 96).exists()


async def test_links_are_mailed_to_who_can_get_one_behind_all_other_mail(door: Door):
    await door.change_attendee(3, unconfirmed_since=clock.now())
    await door.change_attendee(4, attendee_code=None)
    await door.change_attendee(5, email=f"somebody@{NO_MAIL}")
    batch = await done(door, "mail", [2, 3, 4, 5])
    assert counts((await page(door, batch)).run.report) == {Left.unconfirmed: 1, Left.unreachable: 2}
    mail = await door.database.read(lambda tx: tx.execute(select(jobs).where(jobs.c.kind == MAIL.name)).one())
    assert (mail.attendee_id, mail.priority) == (2, Priority.bulk)
    assert (await column(door, "mailed_at", 2))[0] is not None
    again = await done(door, "mail", [2], number="again")
    assert counts((await page(door, again)).run.report) == {Left.recent: 1}


async def test_mail_that_waits_is_cancelled_and_mail_that_left_is_told(door: Door):
    batch = await done(door, "mail", [2, 3])
    left = update(jobs).where(jobs.c.kind == MAIL.name, jobs.c.attendee_id == 3).values(state="done", tries=1)
    await door.database.transact(lambda tx: tx.execute(left))
    back = await undone(door, batch)
    assert (back.changed, counts(back)) == (1, {Left.mailed: 1})
    assert await jobs_of(door, MAIL.name) == ["done"]
    first, second = await column(door, "mailed_at", 2, 3)
    assert (first, second is not None) == (None, True)


async def test_the_history_names_who_ordered_it(door: Door):
    act_as(Actor("organizer", "Olga"))
    batch = await begin(door, "not_attending", [2])
    act_as(SERVER)
    await run(door.database)
    entries = await door.database.read(select_entries, 2, 5)
    assert [(one.by, one.what) for one in entries] == [("Olga", "not_attending")]
    assert (await page(door, batch)).kind == "not_attending"
