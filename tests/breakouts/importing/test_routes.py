"""A timetable is uploaded, shown as what it would change, and applied once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import select, update

from netevent.breakouts.timetable import MOST_BYTES
from netevent.core import clock
from netevent.core.database.tables import breakout_sessions, jobs
from tests.breakouts.importing.uploads import Organizer, counted, programme, row, sessions_of, sums, text
from tests.breakouts.seats import Room, make_room
from tests.breakouts.timetable.sources import CONGRESS, event, schedule
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_session


@pytest.fixture
async def olga(log_in_as: LogIn) -> Organizer:
    return Organizer(*await log_in_as("olga"))


async def rows_of(door: Door) -> list[Any]:
    statement = select(breakout_sessions).order_by(breakout_sessions.c.id)
    return [tuple(row) for row in await door.database.read(lambda tx: tx.execute(statement).all())]


async def test_a_preview_says_what_would_change_and_changes_nothing(door: Door, olga: Organizer):
    where, page = await olga.preview(programme(row("a"), row("b")))
    assert sums(page) == counted(new=2)
    assert "Nothing has changed yet." in page
    assert "Talk a" in page
    assert await sessions_of(door.database) == {}
    page = await olga.say_yes(where)
    assert "The timetable has been imported." in page
    assert sums(page) == counted(new=2)
    assert {one.name for one in (await sessions_of(door.database)).values()} == {"Talk a", "Talk b"}


async def test_what_changed_upstream_is_shown_and_brought_in(door: Door, olga: Organizer):
    await olga.bring_in(programme(row("a", Seats="10"), row("b"), row("c")))
    new = row("a", Title="New title", Start="2026-11-27 09:45", Speakers="Ada, Bob", Track="Web", Room="Hall")
    where, page = await olga.preview(programme(new, row("c")))
    assert sums(page) == counted(changed=1, unchanged=1, gone=1)
    for shown in ("<del>Talk a</del> → <ins>New title</ins>", "<ins>Ada and Bob</ins>", "09:45", "Hall"):
        assert shown in page
    assert "No longer in the timetable" in page
    assert sums(await olga.say_yes(where)) == counted(changed=1, unchanged=1, gone=1)
    sessions = await sessions_of(door.database)
    one = sessions["a"]
    assert (one.name, one.room, one.track, one.presenter_names) == (
        "New title",
        "Hall",
        "Web",
        ("Ada", "Bob"),
    )
    assert one.start.minute == 45
    assert one.capacity == 10  # the file says nothing of seats any more
    assert one.changed_at is not None
    assert "b" in sessions


async def test_the_same_again_writes_no_row(door: Door, olga: Organizer):
    content = CONGRESS.read_bytes()
    await olga.bring_in(content, "schedule.xml")
    before = await rows_of(door)
    assert len(before) == 138
    where, page = await olga.preview(content, "schedule.xml")
    assert sums(page) == counted(unchanged=138)
    assert "There is nothing to import" in page
    await olga.say_yes(where)
    assert await rows_of(door) == before


async def test_sent_twice_it_counts_once(door: Door, olga: Organizer):
    where, _ = await olga.preview(programme(row("a")))
    first = await olga.say_yes(where)
    assert sums(await olga.say_yes(where)) == sums(first)
    assert len(await sessions_of(door.database)) == 1


async def test_what_came_in_meanwhile_is_not_made_twice_and_the_page_says_what_was_done(
    door: Door, olga: Organizer
):
    where, page = await olga.preview(programme(row("a"), row("b")))
    await olga.bring_in(programme(row("a", Title="Older")))
    assert sums(page) == counted(new=2)
    assert sums(await olga.say_yes(where)) == counted(new=1, changed=1)
    assert (await sessions_of(door.database))["a"].name == "Talk a"


async def test_a_session_made_by_hand_is_left_alone(door: Door, olga: Organizer):
    soon = clock.now().replace(microsecond=0) + timedelta(hours=1)
    await insert_session(door.database, 1, soon, name="Talk a", code="HANDAA")
    before = (await sessions_of(door.database))["HANDAA"]
    page = await olga.bring_in(programme(row("a")))
    assert sums(page) == counted(new=1)
    assert sums(await olga.bring_in(programme(row("b")))) == counted(new=1, gone=1)
    assert (await sessions_of(door.database))["HANDAA"] == before


async def test_more_seats_let_the_line_move_up_and_fewer_throw_nobody_out(door: Door, olga: Organizer):
    room: Room = await make_room(door, capacity=1)
    for person in (1, 2, 3):
        await room.register(person)
    known = update(breakout_sessions).values(upstream_id="a")
    await door.database.transact(lambda tx: tx.execute(known))
    await olga.bring_in(programme(row("a", Seats="2")))
    assert (await room.check()).registered == {1, 2}
    assert (await room.check()).line == (3,)
    await olga.bring_in(programme(row("a", Seats="1")))
    assert (await room.check()).registered == {1, 2}
    assert (await room.session()).capacity == 1


async def test_fewer_seats_than_are_held_back_are_refused_and_said(door: Door, olga: Organizer):
    await olga.bring_in(programme(row("a", Seats="5"), row("b")))
    held = update(breakout_sessions).where(breakout_sessions.c.upstream_id == "a").values(seats_held=4)
    await door.database.transact(lambda tx: tx.execute(held))
    where, page = await olga.preview(programme(row("a", Seats="3"), row("b", Title="Other")))
    assert sums(page) == counted(changed=1, skipped=1)
    assert "Talk a: More seats are held back than the session has." in page
    await olga.say_yes(where)
    sessions = await sessions_of(door.database)
    assert (sessions["a"].capacity, sessions["b"].name) == (5, "Other")


async def test_rows_with_faults_and_what_may_be_a_mistake_are_told(door: Door, olga: Organizer):
    soon = clock.local(clock.now() + timedelta(hours=2), "Europe/Amsterdam")
    times = {"Start": f"{soon:%Y-%m-%d %H:%M}", "End": f"{soon + timedelta(minutes=30):%Y-%m-%d %H:%M}"}
    rows = (row("a", Room="Hall", **times), row("b", Room="hall", **times), row("c", Start="soon"), row("d"))
    _, page = await olga.preview(programme(*rows))
    assert sums(page) == counted(new=3, skipped=1)
    assert "Row 4: “soon” is not a date and time." in page
    assert "At the same time in Hall: Talk a and Talk b." in page
    assert "Outside the event&#39;s own times: Talk d." in page


@pytest.mark.parametrize(
    ("content", "filename", "said"),
    [
        (b"", "schedule.xml", "The file is empty."),
        (b"<schedule><conference>", "schedule.xml", "The schedule.xml is damaged"),
        (b'<!DOCTYPE s [<!ENTITY a "b">]><schedule>&a;</schedule>', "schedule.xml", "DOCTYPE or entities"),
        (b"\x89PNG\r\n\x1a\n", "plan.png", "This is not a timetable."),
        (b"PK\x03\x04 broken", "plan.xlsx", "damaged"),
        (b"Name;Room\nAda;1\n", "plan.csv", "The first row must hold headers"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_a_sentence(
    door: Door, olga: Organizer, content: bytes, filename: str, said: str
):
    answer = await olga.upload(content, filename)
    assert answer.status_code == 422
    assert said in await text(answer)
    assert await door.database.read(lambda tx: tx.execute(select(jobs.c.id)).all()) == []


async def test_a_form_without_a_file_and_one_that_is_far_too_large_are_refused(olga: Organizer):
    answer = await olga.client.post(f"{olga.page}/import", form={}, headers=olga.token)
    assert answer.status_code == 422
    assert "Choose a file first" in await text(answer)
    content = b"x" * (MOST_BYTES + 1)
    answer = await olga.upload(content)
    assert answer.status_code == 422
    assert "The file is too large: at most 10 MB can be read." in await text(answer)
    answer = await olga.upload(content, **{"Content-Length": str(len(content))})
    assert answer.status_code == 413


async def test_more_sessions_than_an_event_has_are_refused(door: Door, olga: Organizer):
    answer = await olga.upload(schedule(*(event(f"g{number}") for number in range(2001))), "schedule.xml")
    assert answer.status_code == 409
    assert "An event can have at most 2000 sessions." in await text(answer)


async def test_after_an_hour_the_timetable_is_gone(app: Quart, door: Door, olga: Organizer):
    where, _ = await olga.preview(programme(row("a")))
    theirs = jobs.c.id == int(where.rsplit("/", 1)[1])
    late = update(jobs).where(theirs).values(run_at=clock.now() - timedelta(minutes=1))
    await door.database.transact(lambda tx: tx.execute(late))
    await olga.preview(programme(row("b")))  # wakes the worker
    kept = select(jobs.c.arguments).where(theirs)
    async with asyncio.timeout(60):
        while await door.database.read(lambda tx: tx.execute(kept).scalar()):
            pass  # each look lets the worker go on
    for answer in (await olga.client.get(where), await olga.client.post(where, headers=olga.token)):
        assert answer.status_code == 409
        assert "Upload it again." in await text(answer)
    assert await sessions_of(door.database) == {}


@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_uploads_sees_or_applies_it(
    door: Door, olga: Organizer, log_in_as: LogIn, name: str, status: int
):
    where, _ = await olga.preview(programme(row("a")))
    other = Organizer(*await log_in_as(name))
    assert (await other.client.get(f"{other.page}/import")).status_code == status
    assert (await other.upload(programme(row("a")))).status_code == status
    assert (await other.client.get(where)).status_code == status
    assert (await other.client.post(where, headers=other.token)).status_code == status
    assert await sessions_of(door.database) == {}


async def test_a_guest_is_sent_to_the_login(app: Quart, olga: Organizer):
    where, _ = await olga.preview(programme(row("a")))
    assert (await app.test_client().get(where)).status_code == 302


async def test_another_events_upload_is_not_there(door: Door, olga: Organizer, log_in_as: LogIn):
    where, _ = await olga.preview(programme(row("a")))
    otto = Organizer(*await log_in_as("otto"), event_id=2)
    elsewhere = where.replace("/event/1/", "/event/2/")
    assert (await otto.client.get(elsewhere)).status_code == 404
    assert (await otto.client.post(elsewhere, headers=otto.token)).status_code == 404
    assert await sessions_of(door.database, 2) == {}
