"""Whom an announcement is for: counted as it is sent, and nobody of another event."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from netevent.announcements.announcement import Audience, Kind, LeftOut
from netevent.announcements.audiences.queries import (
    choices,
    count_left_out,
    count_people,
    select_people_after,
)
from netevent.core import clock
from netevent.core.credentials import new_token, token_hash
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.database.tables import logins
from netevent.core.text.addresses import stored_address
from tests.announcements.announcing import DRAFT, Desk
from tests.factories import insert_event, insert_session, insert_type


async def names(desk: Desk, audience: Audience, audience_id: int | None = None) -> list[str]:
    draft = replace(DRAFT, audience=audience, audience_id=audience_id)
    found = await desk.database.read(select_people_after, desk.event_id, draft, 0, 100)
    assert len(found) == await desk.database.read(count_people, desk.event_id, draft)
    return [one.first_name for one in found]


async def test_of_all_audiences_each_has_its_people(desk: Desk):
    type_id = await insert_type(desk.database, desk.event_id)
    anna = await desk.person("Anna", attendee_type_id=type_id)
    ben = await desk.person("Ben", checked_in=True)
    await desk.person("Cara", first_login_at=clock.now())
    session_id = await insert_session(desk.database, desk.event_id, clock.now(), 45, anna, ben)
    waits = update(rsvps).where(rsvps.c.attendee_id == ben).values(status="waitlisted")
    await desk.database.transact(lambda tx: tx.execute(waits))
    assert await names(desk, Audience.everybody) == ["Anna", "Ben", "Cara"]
    assert await names(desk, Audience.type, type_id) == ["Anna"]
    assert await names(desk, Audience.inside) == ["Ben"]
    assert await names(desk, Audience.outside) == ["Anna", "Cara"]
    assert await names(desk, Audience.session, session_id) == ["Anna"]
    assert await names(desk, Audience.line, session_id) == ["Ben"]
    assert await names(desk, Audience.newcomers) == ["Anna", "Ben"]
    assert await names(desk, Audience.unopened) == []
    found = await desk.database.read(choices, desk.event_id)
    assert found.types == ((type_id, "General"),)
    assert [one.id for one in found.sessions] == [session_id]


@pytest.mark.parametrize("gone", [{"attendance_status": "not_attending"}, {"attendee_code": None}])
async def test_who_does_not_come_or_is_deleted_is_nobodys_audience(desk: Desk, gone: dict[str, Any]):
    await desk.person("Anna", **gone)
    assert await names(desk, Audience.everybody) == []


async def test_people_of_another_event_are_not_meant(desk: Desk):
    other = Desk(desk.database, desk.organizer_id, await insert_event(desk.database, desk.organizer_id))
    await other.person("Olaf")
    type_id = await insert_type(desk.database, other.event_id)
    olga = await other.person("Olga", attendee_type_id=type_id)
    session_id = await insert_session(desk.database, other.event_id, clock.now(), 45, olga)
    assert await names(desk, Audience.everybody) == []
    assert await names(desk, Audience.type, type_id) == []
    assert await names(desk, Audience.session, session_id) == []


async def test_the_next_ones_come_after_the_last(desk: Desk):
    for name in ("Anna", "Ben", "Cara"):
        await desk.person(name)
    first = await desk.database.read(select_people_after, desk.event_id, DRAFT, 0, 2)
    rest = await desk.database.read(select_people_after, desk.event_id, DRAFT, first[-1].id, 2)
    assert [one.first_name for one in (*first, *rest)] == ["Anna", "Ben", "Cara"]


async def test_who_would_get_no_mail_is_counted_by_the_first_reason(desk: Desk):
    for name in ("Anna", "Ben"):
        await desk.person(name)
    await desk.person("Cara", email=stored_address(""), unconfirmed_since=clock.now())
    await desk.person("Dora", unconfirmed_since=clock.now(), wants_announcements=False)
    await desk.person("Emil", wants_announcements=False)
    counted = await desk.database.read(count_left_out, desk.event_id, DRAFT)
    assert counted == {None: 2, LeftOut.no_address: 1, LeftOut.unconfirmed: 1, LeftOut.unwanted: 1}
    important = await desk.database.read(count_left_out, desk.event_id, replace(DRAFT, is_important=True))
    assert important == {None: 3, LeftOut.no_address: 1, LeftOut.unconfirmed: 1}
    number = await desk.send()
    assert (await desk.results(number)).left_out == {
        reason: many for reason, many in counted.items() if reason is not None
    }


async def test_one_who_has_logged_in_since_needs_no_reminder_and_the_others_still_do(desk: Desk):
    """By a password, and not by the link: only the login tells of it."""
    people = [await desk.person(name) for name in ("Anna", "Ben", "Cara")]
    number = await desk.send(kind=Kind.invitation)
    row = {
        "id": token_hash(new_token()),
        "csrf_token": new_token(),
        "account_kind": "attendee",
        "account_id": people[1],
        "expires_at": clock.now() + timedelta(days=1),
        "created_at": clock.now() + timedelta(minutes=1),
        "device": "",
    }
    await desk.database.transact(lambda tx: tx.execute(insert(logins).values(row)))
    draft = replace(DRAFT, kind=Kind.reminder, audience=Audience.unopened, reminds_id=number)
    found = await desk.database.read(select_people_after, desk.event_id, draft, 0, 100)
    assert [one.first_name for one in found] == ["Anna", "Cara"]
    assert await desk.database.read(count_people, desk.event_id, draft) == 2
