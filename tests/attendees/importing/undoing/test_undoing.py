"""An import is taken back: who was added goes, who was changed is as before, and nobody else is touched."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select, update

from netevent.attendees.history.queries import select_entries
from netevent.attendees.importing.jobs import IMPORT, begin_import, run_import
from netevent.attendees.importing.undoing import queries, service
from netevent.attendees.importing.undoing.jobs import run_undo
from netevent.attendees.importing.undoing.kind import UNDO, UNDONE, Undone
from netevent.attendees.importing.undoing.service import InUse, NothingToUndo, StillImporting, forget_old
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.budget import patient
from netevent.core.database.tables import attendees, import_changes, jobs
from netevent.core.errors import NotFound
from netevent.core.jobs.worker import Worker
from netevent.privacy.deletion.service import delete_account
from tests.attendees.importing.test_upload import report, send
from tests.attendees.rows import (
    attendee_file_of,
    attendee_file_row,
    attendee_rows,
    count_of,
    long_attendee_file,
    seats_taken,
)
from tests.core.jobs.rows import make_due
from tests.door import BADGES, Door

TOLD = ("first_name", "last_name", "email", "organisation", "role", "phone", "linkedin", "preferred_language")
OLD, NEW = "guest1@example.com", "new@example.org"


async def imported(door: Door, *rows: Any) -> int:
    attendee_file = attendee_file_of(*rows) if rows else long_attendee_file(120)
    job_id = await door.database.transact(begin_import, 1, "list.csv", attendee_file, "en")
    await Worker(door.database, IMPORT, partial(run_import, door.database)).run_due()
    return job_id


async def run_due(database: Database) -> None:
    await Worker(database, UNDO, partial(run_undo, database)).run_due()


async def undone(door: Door, import_id: int) -> Undone:
    undo_id = await door.database.transact(service.begin, 1, import_id)
    await run_due(door.database)
    return await result_of(door, undo_id)


async def result_of(door: Door, undo_id: int) -> Undone:
    statement = select(jobs.c.result).where(jobs.c.id == undo_id)
    return UNDONE.read(await door.database.read(lambda tx: tx.execute(statement).scalar_one()))


async def person(door: Door, email: str) -> Any:
    return next((row for row in await attendee_rows(door.database, 1) if row.email == email), None)


async def notes(door: Door) -> int:
    statement = select(func.count()).select_from(import_changes)
    return int(await door.database.read(lambda tx: tx.execute(statement).scalar_one()))


def row(number: int, email: str, **given: str) -> Any:
    return attendee_file_row(number, email=email, **given)


async def test_who_was_added_goes_with_the_seat_and_who_was_changed_is_as_before(door: Door):
    before = told(await attendee_rows(door.database, 1))
    seats = await seats_taken(door.database, 1)
    import_id = await imported(door, row(2, OLD, role="Poet", type_name="VIP"), row(3, NEW))
    assert (await person(door, OLD)).role == "Poet"
    assert await undone(door, import_id) == Undone(import_id, removed=1, restored=1)
    assert told(await attendee_rows(door.database, 1)) == before
    assert await seats_taken(door.database, 1) == seats
    assert await notes(door) == 0


def told(rows: list[Any]) -> list[tuple[Any, ...]]:
    return [tuple(getattr(one, name) or "" for name in (*TOLD, "id", "attendee_type_id")) for one in rows]


async def test_what_is_given_back_stands_in_the_history(door: Door):
    import_id = await imported(door, row(2, OLD, role="Poet", type_name="Speaker"))
    await undone(door, import_id)
    entries = await door.database.read(select_entries, (await person(door, OLD)).id, 10)
    assert [(entry.by_kind, entry.by) for entry in entries] == [("import", "list.csv")] * 4
    given_back = {one.field: one.before for entry in entries[:2] for one in entry.changed}
    assert (given_back["role"], given_back["type"]) == ("Poet", "Speaker")


async def test_what_somebody_changed_since_stays(door: Door):
    import_id = await imported(door, row(2, OLD, role="Poet", organisation="Verse Ltd"))
    await door.change_attendee((await person(door, OLD)).id, role="Painter")
    await undone(door, import_id)
    found = await person(door, OLD)
    assert (found.role, found.organisation) == ("Painter", "Café & Co")


async def test_what_the_attendee_wrote_since_stays(door: Door):
    import_id = await imported(door, row(2, OLD, role="Poet"))
    await door.change_attendee((await person(door, OLD)).id, own_fields="role")
    await undone(door, import_id)
    assert (await person(door, OLD)).role == "Poet"


async def test_once_somebody_was_checked_in_it_is_refused(door: Door):
    import_id = await imported(door, row(2, NEW))
    await door.scan((await person(door, NEW)).attendee_code)
    with pytest.raises(InUse):
        await door.database.transact(service.begin, 1, import_id)
    await door.undo((await person(door, NEW)).id)
    with pytest.raises(InUse):  # the door has seen them all the same
        await door.database.transact(service.begin, 1, import_id)
    assert await notes(door) == 1


async def test_once_somebody_uses_the_account_it_is_refused(door: Door):
    import_id = await imported(door, row(2, NEW))
    await door.change_attendee((await person(door, NEW)).id, password_hash="something")
    with pytest.raises(InUse):
        await door.database.transact(service.begin, 1, import_id)


async def test_who_is_checked_in_while_it_goes_on_stays(door: Door):
    import_id = await imported(door, row(2, NEW), row(3, "other@example.org"))
    undo_id = await door.database.transact(service.begin, 1, import_id)
    await door.scan((await person(door, NEW)).attendee_code)
    await run_due(door.database)
    assert await result_of(door, undo_id) == Undone(import_id, removed=1, kept=1)
    assert (await person(door, NEW)).checked_in
    assert await person(door, "other@example.org") is None


async def test_an_undo_that_broke_off_goes_on_where_it_was(door: Door, monkeypatch: pytest.MonkeyPatch):
    import_id = await imported(door)
    undo_id = await door.database.transact(service.begin, 1, import_id)
    parts, undo_part = iter(range(1)), service.undo_part

    def stop_after_one(*arguments: Any) -> Any:
        if next(parts, None) is None:
            raise RuntimeError
        return undo_part(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(service, "undo_part", stop_after_one)
        await run_due(door.database)
    assert await count_of(door.database, 1) == BADGES + 120 - service.AT_ONCE
    await make_due(door.database)
    await run_due(door.database)
    assert await result_of(door, undo_id) == Undone(import_id, removed=120)
    assert await count_of(door.database, 1) == BADGES == await seats_taken(door.database, 1)


async def undo_at_once(door: Door, import_id: int) -> list[Any]:
    runs = (door.database.transact(service.begin, 1, import_id) for _ in range(4))
    with patient():
        return await asyncio.gather(*runs, return_exceptions=True)


async def undos(door: Door) -> int:
    statement = select(func.count()).select_from(jobs).where(jobs.c.kind == UNDO.name)
    return int(await door.database.read(lambda tx: tx.execute(statement).scalar_one()))


async def test_asked_for_several_times_at_once_there_is_one_undo(door: Door):
    import_id = await imported(door, row(2, NEW))
    assert len(set(await undo_at_once(door, import_id))) == 1
    assert await undos(door) == 1


async def test_without_a_look_behind_the_lock_each_would_begin_one(
    door: Door, monkeypatch: pytest.MonkeyPatch
):
    """The twin of the test above: nobody looks for another's undo, nor whether something is left."""
    import_id = await imported(door, row(2, NEW))
    monkeypatch.setattr(service, "find_undo", lambda *_: 0)
    monkeypatch.setattr(queries, "count_changes", lambda *_: 1)
    await undo_at_once(door, import_id)
    assert await undos(door) == 4


async def test_undone_twice_it_is_the_same_undo(door: Door):
    import_id = await imported(door, row(2, NEW))
    await undone(door, import_id)
    assert (await undone(door, import_id)).removed == 1
    assert await undos(door) == 1


async def test_a_running_import_cannot_be_undone(door: Door):
    import_id = await door.database.transact(begin_import, 1, "list.csv", long_attendee_file(3), "en")
    with pytest.raises(StillImporting):
        await door.database.transact(service.begin, 1, import_id)


async def test_after_a_week_it_is_too_late_and_nothing_is_kept(door: Door):
    import_id = await imported(door, row(2, OLD, role="Poet"), row(3, NEW))
    await door.database.transact(forget_old, clock.now())
    assert await notes(door) == 2
    await door.database.transact(forget_old, clock.now() + service.WITHIN + timedelta(minutes=1))
    assert await notes(door) == 0
    with pytest.raises(NothingToUndo):
        await door.database.transact(service.begin, 1, import_id)


@pytest.mark.parametrize("is_in", [False, True])
async def test_what_stood_before_goes_with_who_deletes_the_account(door: Door, is_in: bool):
    await imported(door, row(2, OLD, role="Poet"))
    found = await person(door, OLD)
    if is_in:
        await door.scan(found.attendee_code)
    assert await notes(door) == 1
    await door.database.transact(delete_account, found.id)
    assert await notes(door) == 0


async def test_the_import_of_another_event_is_not_there(door: Door):
    import_id = await imported(door, row(2, NEW))
    with pytest.raises(NotFound):
        await door.database.transact(service.begin, 2, import_id)


async def test_the_page_of_the_import_has_the_button_and_then_the_way_to_the_undo(door: Door, log_in_as):
    client, answer = await send(log_in_as, b"Name;E-mail\nAda Byron;ada@x.example\n", "list.csv")
    page = await report(door, client, answer)
    assert "Undo the import" in page
    where = (await client.get(answer.headers["Location"])).headers["Location"]
    said = await client.post(f"{where}/undo", headers={"X-CSRF-Token": token_in(page)})
    assert said.status_code == 303
    assert "list.csv" in await (await client.get(said.headers["Location"])).get_data(as_text=True)
    assert "This import was undone" in await (await client.get(where)).get_data(as_text=True)


async def test_a_refused_undo_says_why_on_the_page(door: Door, log_in_as):
    client, answer = await send(log_in_as, b"Name;E-mail\nAda Byron;ada@x.example\n", "list.csv")
    page = await report(door, client, answer)
    await door.database.transact(lambda tx: tx.execute(update(attendees).values(own_fields="role")))
    where = (await client.get(answer.headers["Location"])).headers["Location"]
    said = await client.post(f"{where}/undo", headers={"X-CSRF-Token": token_in(page)})
    assert said.status_code == 409
    assert "already uses the account" in await said.get_data(as_text=True)


def token_in(page: str) -> str:
    return page.split('name="csrf-token" content="')[1].split('"')[0]
