"""One type for many attendees at once, and back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from netevent.attendees.types import service as type_service
from netevent.attendees.types.assigning import parts, service
from netevent.changes import AttendeesChanged, JobQueued
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import attendees, jobs
from netevent.core.errors import NotFound
from netevent.core.jobs import queries as job_queries
from tests.conftest import LogIn
from tests.door import BADGES, Door
from tests.factories import insert_type

LIST = "/organizer/event/1/attendees"
PATH = f"{LIST}/batch-assign-type"
NUMBER = "one-assignment"
OTHERS = BADGES - 3


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text


async def types_of(door: Door, *people: int) -> list[int | None]:
    statement = select(attendees.c.id, attendees.c.attendee_type_id).where(attendees.c.id.in_(people))
    rows = await door.database.read(lambda tx: tx.execute(statement).all())
    found = {row.id: row.attendee_type_id for row in rows}
    return [found[person] for person in people]


async def post_ticked(client: Any, token: dict[str, str], people: list[int], **form: str) -> Any:
    body = urlencode(form | {"attendee_id": people}, doseq=True)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return await client.post(PATH, data=body, headers=token | kind)


async def undo_all(door: Door) -> None:
    for part in await door.database.read(service.parts_to_undo, 1, NUMBER):
        await door.database.transact(service.undo, 1, part)


async def test_who_is_ticked_gets_the_type_and_an_undo_gives_all_their_own_back(door: Door, log_in_as: LogIn):
    crew = await insert_type(door.database, 1, "Crew")
    olga, token = await log_in_as("olga")
    answer = await post_ticked(olga, token, [2, 3, 4], to=str(crew), q="guest")
    assert answer.status_code == 303
    assert await types_of(door, 1, 2, 3, 4, 5) == [1, crew, crew, crew, None]
    address = answer.headers["Location"]
    text = await text_of(await olga.get(address))
    assert "3 people now have the type Crew." in text
    number = address.partition("assigned=")[2]
    back = await olga.post(f"{PATH}/undo", form={"assigned": number, "q": "guest"}, headers=token)
    assert back.headers["Location"] == f"{LIST}?q=guest"
    assert await types_of(door, 1, 2, 3, 4, 5) == [1, 1, 1, None, None]
    assert "now have the type" not in await text_of(await olga.get(address))


async def test_all_that_the_search_shows_are_counted_before(
    door: Door, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(parts, "PART", 2)
    olga, token = await log_in_as("olga")
    found = {"to": "1", "whom": "found", "q": "guest", "attendee_id": "9"}
    asked = await olga.post(PATH, form=found, headers=token)
    assert asked.status_code == 200
    assert f"Assign VIP to {BADGES} people?" in await text_of(asked)
    assert await types_of(door, 3, 4) == [1, None]
    done = await olga.post(PATH, form=found | {"sure": "1"}, headers=token)
    assert f"{OTHERS} people now have" in await text_of(await olga.get(done.headers["Location"]))
    assert await types_of(door, 4, BADGES, BADGES + 1) == [1, 1, None]
    none = await olga.post(PATH, form=found | {"to": "0"}, headers=token)
    assert f"Take the type from {BADGES} people?" in await text_of(none)


async def test_without_a_type_the_page_asks_which_and_without_people_it_says_so(log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    asked = await olga.post(PATH, form={"to": "", "attendee_id": "4"}, headers=token)
    assert '<select id="to" name="to">' in await text_of(asked)
    nobody = await olga.post(PATH, form={"to": "1"}, headers=token)
    assert nobody.status_code == 422
    assert "Nobody is ticked" in await text_of(nobody)
    assert (await olga.get(f"{PATH}?whom=found")).status_code == 200


async def test_who_got_another_type_meanwhile_keeps_it(door: Door):
    crew = await insert_type(door.database, 1, "Crew")
    await door.database.transact(service.assign, 1, crew, NUMBER, [1, 2, 4])
    await door.change_attendee(2, attendee_type_id=None)
    await undo_all(door)
    assert await types_of(door, 1, 2, 4) == [1, None, None]


async def test_an_undo_comes_too_late_after_ten_minutes(door: Door, monkeypatch: pytest.MonkeyPatch):
    await door.database.transact(service.assign, 1, 1, NUMBER, [4])
    later = clock.now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert await door.database.read(service.assigned, 1, NUMBER) is None
    await undo_all(door)
    assert await types_of(door, 4) == [1]


async def test_a_former_type_that_is_gone_leaves_no_type(door: Door):
    crew = await insert_type(door.database, 1, "Crew")
    await door.database.transact(service.assign, 1, crew, NUMBER, [1])
    await door.database.transact(type_service.remove, 1, 1, 0)
    await undo_all(door)
    assert await types_of(door, 1) == [None]


async def test_one_part_is_published_once_and_nothing_when_all_have_it(door: Door):
    await door.database.transact(service.assign, 1, 1, NUMBER, [1, 2])
    assert door.published == []
    await door.database.transact(service.assign, 1, 1, NUMBER, [2, 4])
    assert door.published == [AttendeesChanged(1), JobQueued("type_assignment")]


async def test_of_two_who_undo_at_once_one_does(door: Door):
    await door.database.transact(service.assign, 1, 0, NUMBER, [1])
    [part] = await door.database.read(service.parts_to_undo, 1, NUMBER)
    door.published.clear()
    await asyncio.gather(*(door.database.transact(service.undo, 1, part) for _ in range(2)))
    assert await types_of(door, 1) == [1]
    assert door.published == [AttendeesChanged(1)]


async def test_others_types_and_people_are_not_there(door: Door, log_in_as: LogIn):
    elsewhere = await insert_type(door.database, 2, "Elsewhere")
    olga, token = await log_in_as("olga")
    wrong = await olga.post(PATH, form={"to": str(elsewhere), "attendee_id": "4"}, headers=token)
    assert wrong.status_code == 404
    await post_ticked(olga, token, [4, BADGES + 1], to="1")
    assert await types_of(door, 4, BADGES + 1) == [1, None]
    with pytest.raises(NotFound):
        await door.database.transact(service.assign, 2, 1, NUMBER, [BADGES + 1])
    kept = await door.database.read(lambda tx: tx.execute(select(jobs.c.id, jobs.c.title)).one())
    await door.database.transact(service.undo, 2, kept.id)
    assert await types_of(door, 4) == [1]


@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_assigns(door: Door, log_in_as: LogIn, name: str, status: int):
    other, token = await log_in_as(name)
    for path in (PATH, f"{PATH}/undo"):
        form = {"to": "1", "attendee_id": "4"}
        assert (await other.post(path, form=form, headers=token)).status_code == status
    assert await types_of(door, 4) == [None]


async def delete_while_assigning(database: Database) -> list[Any]:
    crew = await insert_type(database, 1, "Crew")
    return await asyncio.gather(
        database.transact(type_service.remove, 1, crew, 1),
        *(database.transact(service.assign, 1, crew, NUMBER, [n, n + 1]) for n in range(4, 12, 2)),
        return_exceptions=True,
    )


async def test_nobody_is_left_with_a_type_that_was_deleted_meanwhile(door: Door):
    """Those who got it before it went are with its heir; those who came later are refused."""
    removed, *assigned = await delete_while_assigning(door.database)
    assert removed is None
    for n, one in zip(range(4, 12, 2), assigned, strict=True):
        assert one is None or isinstance(one, NotFound)
        assert await types_of(door, n, n + 1) == ([1, 1] if one is None else [None, None])


async def test_without_the_lock_a_type_that_is_gone_would_be_given(
    door: Door, monkeypatch: pytest.MonkeyPatch
):
    """The twin of the deletion meanwhile."""
    monkeypatch.setattr(service, "lock_types", lambda tx, event_id, *type_ids: True)
    crew = await insert_type(door.database, 1, "Crew")
    await door.database.transact(type_service.remove, 1, crew, None)
    with pytest.raises(IntegrityError):
        await door.database.transact(service.assign, 1, crew, NUMBER, [4])


async def test_without_its_guard_a_second_undo_would_take_back_what_came_later(
    door: Door, monkeypatch: pytest.MonkeyPatch
):
    """The twin of the undo at once: the part that waits would be used twice."""
    monkeypatch.setattr(job_queries, "delete_untouched", lambda tx, job_id: True)
    await door.database.transact(service.assign, 1, 0, NUMBER, [1])
    [part] = await door.database.read(service.parts_to_undo, 1, NUMBER)
    await door.database.transact(service.undo, 1, part)
    await door.database.transact(service.assign, 1, 0, "another", [1])
    await door.database.transact(service.undo, 1, part)
    assert await types_of(door, 1) == [1]
