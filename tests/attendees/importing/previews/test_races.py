"""Who says yes at the same time: each race with its twin, in which the guard is off and the race is lost."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from netevent.attendees.importing.attendee_file import Choice, read_list
from netevent.attendees.importing.jobs import IMPORT
from netevent.attendees.importing.previews import service
from netevent.attendees.importing.previews.jobs import Upload
from netevent.attendees.importing.previews.queries import packed
from netevent.core.database import Database
from netevent.core.database.budget import patient
from netevent.core.database.tables import jobs
from netevent.core.jobs import LeaseLost, queries
from tests.attendees.rows import new_event
from tests.core.jobs.rows import write_without_claim

LIST, AT_ONCE = b"Name;E-mail\nAda Byron;ada@x.example\n", 4


async def race(database: Database, monkeypatch: pytest.MonkeyPatch, is_stale: bool = False) -> list[Any]:
    """The yes to one list, said several times at once; `is_stale`: each saw it waiting."""
    event_id, found = await new_event(database), read_list(LIST, "list.csv", Choice())
    kept = await database.transact(service.keep, event_id, "list.csv", packed(LIST), found.layout, Choice())
    if is_stale:
        seen = await database.read(queries.select_job, kept)
        monkeypatch.setattr(queries, "select_job_of_event", lambda *_: seen)
    apply = (event_id, kept, Upload(Choice()), found.layout, found.people, "en")
    with patient():
        runs = (database.transact(service.apply, *apply) for _ in range(AT_ONCE))
        return await asyncio.gather(*runs, return_exceptions=True)


async def imports(database: Database) -> int:
    statement = select(func.count()).select_from(jobs).where(jobs.c.kind == IMPORT.name)
    return int(await database.read(lambda tx: tx.execute(statement).scalar_one()))


async def test_of_several_yeses_at_once_there_is_one_import(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    assert len(set(await race(database, monkeypatch))) == 1
    assert await imports(database) == 1


async def test_who_saw_it_waiting_before_the_lock_brings_nothing_in(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    results = await race(database, monkeypatch, is_stale=True)
    assert len([one for one in results if isinstance(one, LeaseLost)]) == AT_ONCE - 1
    assert await imports(database) == 1


async def test_without_the_claim_each_of_them_would_begin_an_import(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    """The twin of the test above, with the guard off."""
    monkeypatch.setattr(queries, "update_held", write_without_claim)
    monkeypatch.setattr("netevent.core.jobs.queue.queries.update_held", write_without_claim)
    await race(database, monkeypatch, is_stale=True)
    assert await imports(database) == AT_ONCE
