"""Who has no device costs one question, however many are told; who has one gets a job with the news."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from netevent.agenda.programme.notifications import LOST, MOVED_UP
from netevent.appointments.notifications import OUTCOME, PROPOSAL, REMINDER
from netevent.connections.notifications import REQUEST
from netevent.core import clock
from netevent.core.database.tables import appointments, push_refusals, push_subscriptions
from netevent.core.jobs import LeaseLost
from netevent.core.jobs.queries import claim, select_due, update_claimed
from netevent.notifications.service import mark_seen, notify, restore
from netevent.push.sending.due import PUSH
from netevent.push.sending.service import PEOPLE_AT_ONCE, note_results, take_back
from tests.agenda.agendas import ANNA, BEN, appoint, at, choose_session
from tests.door import Door, badge
from tests.factories import insert_attendee, insert_connection
from tests.privacy.snapshots.test_service import bring_back, remove
from tests.push.devices import Pushing, subscriptions
from tests.push.service import PushService
from tests.statements import statements


async def test_without_devices_it_is_one_question_for_any_number_of_people(pushing: Pushing):
    people = [await insert_attendee(pushing.database, 1) for _ in range(60)]
    with statements() as ran:
        await pushing.database.transact(notify, REQUEST, 7, *people)
    asked = [one for one in ran if "push_" in one]
    assert len(asked) == 1
    assert await pushing.waiting() == []


async def test_of_many_only_those_with_a_device_get_jobs(pushing: Pushing):
    people = [await insert_attendee(pushing.database, 1) for _ in range(PEOPLE_AT_ONCE + 5)]
    for one in people[2:]:
        await pushing.device_of(one)
    await pushing.database.transact(notify, REQUEST, 7, *people)
    told = [due.attendee_ids for due, _ in await pushing.waiting()]
    assert [len(some) for some in told] == [PEOPLE_AT_ONCE, 3]
    assert {one for some in told for one in some} == set(people[2:])


async def test_what_is_only_shown_again_is_not_pushed(pushing: Pushing):
    await pushing.device_of(ANNA)
    await pushing.database.transact(notify, REQUEST, 7, ANNA)
    await pushing.run()
    await pushing.database.transact(restore, REQUEST, 7, ANNA)
    assert await pushing.waiting() == []


async def test_what_is_rolled_back_is_not_pushed(pushing: Pushing):
    await pushing.device_of(ANNA)

    def fail(tx: Any) -> None:
        notify(tx, REQUEST, 7, ANNA)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await pushing.database.transact(fail)
    assert await pushing.waiting() == []


# ---- each kind ------------------------------------------------------------------------------------------


async def shown(pushing: Pushing, service: PushService, whom: int, *told: Any) -> dict[str, Any]:
    """What the person's phone shows of it."""
    phone = await pushing.device_of(whom)
    await pushing.database.transact(notify, *told, whom)
    await pushing.run()
    [payload] = service.payloads(phone)
    return payload


async def hide_names(pushing: Pushing, attendee_id: int) -> None:
    row = insert(push_refusals).values(attendee_id=attendee_id, kind="names")
    await pushing.database.transact(lambda tx: tx.execute(row))


async def meeting(pushing: Pushing, **given: Any) -> int:
    await insert_connection(pushing.database, ANNA, BEN)
    return await appoint(pushing.database, at(9), **({"notes": "Secret words"} | given))


@pytest.mark.parametrize(
    ("kind", "row", "title", "discreet"),
    [
        (
            PROPOSAL,
            {"status": "pending"},
            "Guest1 Żółć proposes an appointment",
            "Somebody proposes an appointment",
        ),
        (
            PROPOSAL,
            {"status": "pending", "revision": 2},
            "Guest1 Żółć proposes another time",
            "Somebody proposes another time",
        ),
        (OUTCOME, {"status": "accepted"}, "Guest1 Żółć accepted", "Your appointment is agreed"),
        (
            OUTCOME,
            {"status": "cancelled", "cancelled_by_id": ANNA},
            "Guest1 Żółć cancelled",
            "Your appointment is cancelled",
        ),
        (REMINDER, {"reminded_at": clock.now()}, "In 9 minutes: Guest1 Żółć", "Your appointment begins soon"),
    ],
)
async def test_an_appointment_says_who_when_and_where_or_only_when(
    pushing: Pushing, service: PushService, kind: Any, row: dict[str, Any], title: str, discreet: str
):
    made = await meeting(pushing, **row)
    named = await shown(pushing, service, BEN, kind, made)
    assert named["title"] == title
    assert named["body"].endswith(" · Meeting point 4")
    assert (named["url"], named["tag"]) == (f"/appointments/{made}", f"{kind.name}-{made}")
    assert "Secret words" not in str(named)
    await hide_names(pushing, BEN)
    quiet = await shown(pushing, service, BEN, kind, made)
    assert quiet["title"] == discreet
    assert "Guest" not in str(quiet)
    assert "Meeting point" not in str(quiet)


async def test_a_reminder_dies_with_its_moment(pushing: Pushing, service: PushService):
    made = await meeting(pushing, reminded_at=clock.now())
    await shown(pushing, service, BEN, REMINDER, made)
    assert service.pushes[0].headers["urgency"] == "high"
    assert 0 < service.pushes[0].ttl <= 9 * 60
    began = update(appointments).where(appointments.c.id == made).values(appointment_time=at(-1))
    await pushing.database.transact(lambda tx: tx.execute(began))
    await pushing.database.transact(notify, REMINDER, made, BEN)
    await pushing.run()
    assert len(service.pushes) == 1


async def test_a_seat_is_told_with_the_session_and_the_room_or_without(
    pushing: Pushing, service: PushService
):
    session = await choose_session(pushing.database, at(60), person=ANNA, status="waitlisted")
    lost = await shown(pushing, service, BEN, LOST, session)
    assert lost["title"] == "Your seat was given to others: Open data on the street"
    assert lost["body"].endswith(" · Room Rhine")
    await hide_names(pushing, BEN)
    quiet = await shown(pushing, service, BEN, LOST, session)
    assert quiet["title"] == "Your seat in a session was given to others"
    assert "Rhine" not in str(quiet)


def test_who_moved_up_is_woken():
    assert MOVED_UP.push is not None
    assert MOVED_UP.push.is_urgent


# ---- races ----------------------------------------------------------------------------------------------


async def test_of_two_workers_one_says_what_became_of_it(pushing: Pushing, service: PushService):
    """The one that lost the lease meanwhile writes nothing, so that nothing is queued twice."""
    busy = await pushing.device_of(ANNA)
    service.answer(busy, 500)
    made = await insert_connection(pushing.database, BEN, ANNA, status="pending")
    await pushing.database.transact(notify, REQUEST, made, ANNA)
    now = clock.now()
    [(job_id, tries, _)] = await pushing.database.read(select_due, PUSH.name, now, 10)
    job = await pushing.database.transact(claim, job_id, tries, now, now)
    assert job is not None
    assert await pushing.database.transact(
        update_claimed, job_id, tries + 1, now, now + timedelta(seconds=30)
    )
    due = PUSH.arguments.read(job.arguments)
    with pytest.raises(LeaseLost):
        await pushing.database.transact(note_results, job, due, {}, [])
    assert len(await pushing.waiting()) == 1


async def test_seen_on_two_pages_at_once_it_is_taken_back_once(pushing: Pushing, service: PushService):
    phone = await pushing.device_of(ANNA)
    made = await insert_connection(pushing.database, BEN, ANNA, status="pending")
    await pushing.database.transact(notify, REQUEST, made, ANNA)
    await pushing.run()
    await asyncio.gather(*(pushing.database.transact(mark_seen, ANNA, [REQUEST]) for _ in range(8)))
    await pushing.run()
    assert [one["do"] for one in service.payloads(phone)] == ["show", "close"]


async def test_apple_is_never_asked_to_close(pushing: Pushing, service: PushService):
    """A push there that shows nothing costs the subscription."""
    await pushing.device_of(ANNA)
    made = await insert_connection(pushing.database, BEN, ANNA, status="pending")
    await pushing.database.transact(notify, REQUEST, made, ANNA)
    await pushing.run()
    apple = update(push_subscriptions).values(endpoint="https://web.push.apple.com/QGu")
    await pushing.database.transact(lambda tx: tx.execute(apple))
    await pushing.database.transact(mark_seen, ANNA, [REQUEST])
    await pushing.run()
    assert len(service.pushes) == 1
    assert await pushing.waiting() == []
    assert len(await subscriptions(pushing.database)) == 1


async def test_a_worker_that_did_not_ask_for_its_lease_would_queue_it_twice(
    pushing: Pushing, service: PushService, monkeypatch: pytest.MonkeyPatch
):
    """The twin: what failed is tried again by each of the two."""
    busy = await pushing.device_of(ANNA)
    service.answer(busy, 500)
    made = await insert_connection(pushing.database, BEN, ANNA, status="pending")
    await pushing.database.transact(notify, REQUEST, made, ANNA)
    monkeypatch.setattr("netevent.push.sending.service.note_progress", lambda *args, **given: None)
    noted: list[tuple[Any, ...]] = []

    def note_twice(tx: Any, *told: Any) -> None:
        noted.append(told)
        note_results(tx, *told)

    monkeypatch.setattr("netevent.push.sending.jobs.note_results", note_twice)
    await pushing.run()
    await pushing.database.transact(note_results, *noted[0])
    assert len(await pushing.waiting()) == 2


async def test_without_its_condition_it_would_be_taken_back_by_each(
    pushing: Pushing, service: PushService, monkeypatch: pytest.MonkeyPatch
):
    """The twin: each as if nobody had taken it back."""
    await pushing.device_of(ANNA)
    made = await insert_connection(pushing.database, BEN, ANNA, status="pending")
    await pushing.database.transact(notify, REQUEST, made, ANNA)
    await pushing.run()
    monkeypatch.setattr(
        "netevent.push.sending.service.take_recalls", lambda tx, ids, now: {ANNA: [("request", made)]}
    )
    for _ in range(2):
        await pushing.database.transact(lambda tx: take_back(tx, [ANNA]))
    assert len(await pushing.waiting()) == 2


async def test_a_scan_asks_nothing_about_push(pushing: Pushing, door: Door):
    """As many statements as before anybody had a device."""
    with statements() as before:
        await door.scan(badge(1))
    await pushing.device_of(ANNA)
    with statements() as after:
        await door.scan(badge(2))
    assert len(before) == len(after)
    assert not [one for one in (*before, *after) if "push_" in one]


async def test_who_was_removed_and_comes_back_is_told_nothing_on_the_old_devices(
    pushing: Pushing, door: Door
):
    """The logins do not come back, and push belongs to a login."""
    await pushing.device_of(ANNA)
    await bring_back(door, await remove(door, ANNA))
    made = await insert_connection(pushing.database, BEN, ANNA, status="pending")
    await pushing.database.transact(notify, REQUEST, made, ANNA)
    assert await pushing.waiting() == []
