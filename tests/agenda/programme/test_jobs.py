"""The mail to who moved up: what it says, and who gets none."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import func, select

from netevent.agenda.programme.jobs import SEAT_MAIL, Seat, run_seat_mail
from netevent.breakouts.rsvps import service
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, breakout_session_rsvps, jobs
from netevent.core.jobs.job import LeaseLost
from netevent.core.jobs.queries import claim, select_due
from netevent.core.jobs.queue import LEASE
from netevent.core.jobs.worker import Worker
from netevent.core.mail.message import RenderedMail, message_of
from netevent.privacy.deletion.service import delete_account
from tests.breakouts.seats import Room, make_room
from tests.door import Door
from tests.mails import waiting_mails

ANNA, BEN, CARA = 1, 2, 3
SITE = "https://events.example"


@pytest.fixture
async def room(door: Door) -> Room:
    """Anna has the seat, Ben waits for it, and Cara after him."""
    made = await make_room(door, room="Crane room")
    for person in (ANNA, BEN, CARA):
        await made.register(person)
    return made


async def mails(door: Door) -> list[RenderedMail]:
    """What the jobs that are due have queued."""
    await Worker(door.database, SEAT_MAIL, partial(run_seat_mail, door.database, SITE)).run_due()
    return await waiting_mails(door.database)


async def change(door: Door, **values: Any) -> None:
    await door.change_attendee(BEN, **values)


async def test_who_moves_up_is_mailed_in_the_own_language_what_when_where_and_how_to_hand_it_on(
    app: Quart, door: Door, room: Room
):
    await change(door, preferred_language="nl")
    await room.cancel(ANNA)
    (mail,) = await mails(door)
    assert mail.recipient == "guest2@example.com"
    assert mail.subject == "Je hebt een plaats: Locks and queues"
    for part in (mail.text, mail.html):
        for words in (
            "Locks and queues",
            "Crane room",
            "Europe/Amsterdam",
            f"{SITE}/attendee/breakout-sessions",
        ):
            assert words in part
        assert "wachtlijst" in part


async def test_a_seat_is_nothing_to_unsubscribe_from(app: Quart, door: Door, room: Room):
    """Neither by a header, which would have to work by one POST (RFC 8058), nor by a link."""
    await room.cancel(ANNA)
    (mail,) = await mails(door)
    message = message_of(mail, "NetEvent <events@example.org>")
    assert message["List-Unsubscribe"] is None
    assert message["List-Unsubscribe-Post"] is None
    assert "Turn off these emails" not in mail.text + mail.html
    assert f"{SITE}/attendee/profile" not in mail.text + mail.html


async def test_nobody_is_mailed_of_a_seat_that_was_tapped_or_given_by_hand(door: Door, room: Room):
    await room.change(capacity=2, held=1)
    assert await room.put_in(CARA)
    assert await mails(door) == []


async def test_a_seat_that_was_given_up_before_the_mail_is_told_to_nobody_but_the_next(
    door: Door, room: Room
):
    await room.cancel(ANNA)
    await room.cancel(BEN)
    assert [mail.recipient for mail in await mails(door)] == ["guest3@example.com"]


async def test_of_two_seats_in_one_session_the_one_that_stands_is_told_once(door: Door, room: Room):
    await room.cancel(ANNA)
    await room.cancel(BEN)
    await room.register(BEN)
    await room.cancel(CARA)
    assert (await room.check()).registered == {BEN}
    assert [mail.recipient for mail in await mails(door)] == ["guest2@example.com"]


async def test_an_older_seat_than_the_one_that_stands_would_be_told_again_without_its_moment(
    door: Door, room: Room
):
    """The twin: the job looks only whether there is a seat."""
    await room.cancel(ANNA)
    await room.cancel(BEN)
    await room.register(BEN)
    await room.cancel(CARA)
    now = breakout_session_rsvps.c.moved_up_at
    since = await door.database.read(
        lambda tx: tx.execute(select(now).where(breakout_session_rsvps.c.attendee_id == BEN)).scalar_one()
    )
    alike = SEAT_MAIL.arguments.write(Seat(room.session_id, BEN, since))
    is_bens = (jobs.c.kind == SEAT_MAIL.name, jobs.c.attendee_id == BEN)
    await door.database.transact(lambda tx: tx.execute(jobs.update().where(*is_bens).values(arguments=alike)))
    assert [mail.recipient for mail in await mails(door)] == ["guest2@example.com"] * 2


@pytest.mark.parametrize(
    "values",
    [
        {"unconfirmed_since": clock.now()},
        {"wants_digest": False},
        {"attendance_status": "not_attending"},
    ],
)
async def test_who_has_no_confirmed_address_wants_no_mail_or_stays_away_gets_none(
    door: Door, room: Room, values: dict[str, Any]
):
    await room.cancel(ANNA)
    await change(door, **values)
    assert await mails(door) == []


async def test_of_a_session_that_is_over_nobody_is_told(
    door: Door, room: Room, monkeypatch: pytest.MonkeyPatch
):
    await room.cancel(ANNA)
    end = (await room.session()).end
    monkeypatch.setattr(clock, "now", lambda: end)
    assert await mails(door) == []


async def test_the_mail_of_a_deleted_account_goes_with_it(door: Door, room: Room):
    await room.cancel(ANNA)
    await door.database.transact(delete_account, attendee_id=BEN)
    assert [mail.recipient for mail in await mails(door)] == ["guest3@example.com"]
    count = select(func.count()).where(attendees.c.id == BEN)
    assert await door.database.read(lambda tx: tx.execute(count).scalar_one()) == 0


async def test_a_rollback_of_the_seat_takes_its_mail_back(door: Door, room: Room):
    def fail(tx: Transaction) -> None:
        service.cancel(tx, 1, room.session_id, ANNA, clock.now())
        raise ValueError

    with pytest.raises(ValueError):
        await door.database.transact(fail)
    assert await mails(door) == []


async def test_a_worker_that_lost_the_job_mails_nothing(door: Door, room: Room):
    """It slept over its lease, and another one has mailed meanwhile."""
    await room.cancel(ANNA)
    ((job_id, tries, _),) = await door.database.read(select_due, SEAT_MAIL.name, clock.now(), 10)
    late = await door.database.transact(claim, job_id, tries, clock.now(), clock.now() - LEASE)
    assert late is not None
    assert len(await mails(door)) == 1
    with pytest.raises(LeaseLost):
        await run_seat_mail(door.database, SITE, late, SEAT_MAIL.arguments.read(late.arguments))
    assert len(await waiting_mails(door.database)) == 1
