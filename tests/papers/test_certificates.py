"""Certificates of attendance: who gets one and when, what stands on it, and who can check it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from netevent.core import clock
from netevent.core.database.tables import breakout_session_rsvps, breakout_sessions, certificates, events
from netevent.papers.certificates import queries, service
from netevent.papers.certificates.issued import Issued
from tests.conftest import LogIn
from tests.door import Door, badge
from tests.papers.pdf_texts import codes_on, pages_of
from tests.presenters.stage import make_stage

FILE = "/attendee/certificate/download"
ANNA = 1


async def end(door: Door, ended: datetime) -> None:
    statement = update(events).where(events.c.id == 1)
    times = {"start_time": ended - timedelta(hours=8), "end_time": ended}
    await door.database.transact(lambda tx: tx.execute(statement.values(times)))


@pytest.fixture
async def over(door: Door) -> datetime:
    """When the event ended, at which Anna was."""
    await door.scan(badge(ANNA))
    ended = clock.now() - timedelta(minutes=1)
    await end(door, ended)
    return ended


async def issued_to(door: Door, attendee_id: int = ANNA) -> Issued:
    return await door.database.transact(service.issue, attendee_id, clock.now())


async def test_before_the_event_is_over_there_is_none(door: Door):
    await door.scan(badge(ANNA))
    with pytest.raises(service.NotYet):
        await issued_to(door)


async def test_who_was_not_scanned_gets_none(door: Door, over: datetime):
    with pytest.raises(service.WasNotThere):
        await issued_to(door, 2)


async def test_the_hours_are_those_from_the_scan_at_the_room_to_its_end(door: Door, over: datetime):
    stage = await make_stage(door)
    await stage.room.register(ANNA)
    start = over.replace(microsecond=0) - timedelta(hours=3)
    session, seat = breakout_sessions, breakout_session_rsvps
    times = {"start_time": start, "end_time": start + timedelta(minutes=90)}
    entered = update(seat).values(entered_at=start + timedelta(minutes=20))
    await door.database.transact(lambda tx: tx.execute(update(session).values(times)))
    await door.database.transact(lambda tx: tx.execute(entered))
    (attended,) = (await issued_to(door)).content.sessions
    assert attended.minutes == 70


async def test_a_session_for_which_one_only_registered_does_not_count(door: Door, over: datetime):
    stage = await make_stage(door)
    await stage.room.register(ANNA)
    past = update(breakout_sessions).values(start_time=over - timedelta(hours=2), end_time=over)
    await door.database.transact(lambda tx: tx.execute(past))
    assert (await issued_to(door)).content.sessions == ()


async def test_it_stays_as_it_was_issued(door: Door, over: datetime):
    first = await issued_to(door)
    await door.change_attendee(ANNA, first_name="Somebody", last_name="Else")
    assert await issued_to(door) == first


async def test_asked_for_at_once_there_is_one(door: Door, over: datetime):
    codes = {one.code for one in await asyncio.gather(*(issued_to(door) for _ in range(8)))}
    counted = select(func.count()).select_from(certificates)
    assert len(codes) == await door.database.read(lambda tx: tx.execute(counted).scalar_one()) == 1


async def test_without_looking_again_somebody_would_get_one_that_is_nowhere(
    door: Door, over: datetime, monkeypatch: pytest.MonkeyPatch
):
    """The twin: all find none, and each believes in the own one."""
    monkeypatch.setattr(queries, "select_of_attendee", lambda tx, attendee_id: None)
    monkeypatch.setattr(queries, "insert_certificate", lambda tx, event_id, attendee_id, issued: True)
    assert len({one.code for one in [await issued_to(door) for _ in range(3)]}) == 3


async def test_the_paper_leads_to_the_page_that_says_it_is_real(door: Door, over: datetime, log_in_as: LogIn):
    await door.change_attendee(ANNA, first_name="<i>Anna", last_name="Ünal")
    anna, _ = await log_in_as(f"guest{ANNA}")
    answer = await anna.get(FILE)
    content = await answer.get_data(as_text=False)
    (page,) = pages_of(content)
    assert "<i>Anna Ünal" in page
    assert "Event 1" in page
    (link,) = codes_on(content)
    shown = await anna.get(link.removeprefix("http://localhost:8000"))
    text = await shown.get_data(as_text=True)
    assert shown.status_code == 200
    assert "This certificate is real." in text
    assert "&lt;i&gt;Anna Ünal" in text


async def test_a_number_that_nobody_has_is_told_so(door: Door, app, client):
    for code in ("ABCDEFGHJKLMNPQR", "x", "%27OR1", "Ａ" * 16):
        answer = await client.get(f"/certificate/{code}")
        assert answer.status_code == 404
        assert "There is no certificate with this number." in await answer.get_data(as_text=True)


async def test_numbers_cannot_be_tried_out(door: Door, app, client):
    answers = [await client.get(f"/certificate/{number:016}") for number in range(31)]
    assert {one.status_code for one in answers[:30]} == {404}
    assert answers[30].status_code == 429


async def test_the_own_page_offers_it_once_the_event_is_over(door: Door, log_in_as: LogIn):
    await door.scan(badge(ANNA))
    anna, _ = await log_in_as(f"guest{ANNA}")
    assert FILE not in await (await anna.get("/attendee/dashboard")).get_data(as_text=True)
    await end(door, clock.now() - timedelta(minutes=1))
    assert FILE in await (await anna.get("/attendee/dashboard")).get_data(as_text=True)
    ben, _ = await log_in_as("guest2")
    assert FILE not in await (await ben.get("/attendee/dashboard")).get_data(as_text=True)
