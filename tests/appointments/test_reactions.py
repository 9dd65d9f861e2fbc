"""Appointments end in the transaction in which a connection ends, or in which somebody cancels."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from netevent.appointments.appointment import Status
from netevent.changes import AppointmentChanged, ConnectionEnded, NotificationsChanged
from netevent.connections import service as connections_service
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import appointments, attendees
from netevent.registration.attendance import service as attendance_service
from tests.appointments.meeting import ANNA, BEN, CARA, Meet, make_meet
from tests.door import make_door
from tests.published import shown


async def remove(meet: Meet, by: int = ANNA, other: int = BEN) -> None:
    await meet.database.transact(connections_service.remove, by, other)


async def cancel(meet: Meet, person_id: int) -> None:
    await meet.database.transact(attendance_service.leave, 1, person_id)


async def test_with_the_connection_ends_what_was_to_come(meet: Meet):
    agreed, asked = await meet.agree(), await meet.propose(BEN, ANNA, meet.proposal(14))
    kept = await meet.agree(CARA, ANNA, meet.proposal(15))
    meet.published.clear()
    await remove(meet)
    assert [one for one in shown(meet.published) if not isinstance(one, NotificationsChanged)] == [
        AppointmentChanged(1, agreed, ANNA, BEN),
        AppointmentChanged(1, asked, BEN, ANNA),
        ConnectionEnded(1, ANNA, BEN),
    ]
    assert [await meet.status(one) for one in (agreed, asked, kept)] == ["cancelled", "cancelled", "accepted"]
    assert (await meet.one(agreed)).ended_by_id is None
    assert await meet.told(agreed) == {ANNA: "appointment", BEN: "appointment"}
    assert await meet.told(asked) == {}
    assert (await meet.slots(agreed), await meet.slots(kept)) == (0, 2)


async def test_across_a_block_all_ends_and_nobody_is_told(meet: Meet):
    made = await meet.agree()
    await meet.database.transact(connections_service.block, ANNA, BEN)
    assert (await meet.status(made), await meet.told(made)) == (Status.cancelled, {})


async def test_who_no_longer_attends_has_no_appointments(meet: Meet):
    agreed, asked = await meet.agree(), await meet.propose(CARA, BEN, meet.proposal(14))
    kept = await meet.agree(CARA, ANNA, meet.proposal(15))
    await cancel(meet, BEN)
    assert [await meet.status(one) for one in (agreed, asked, kept)] == ["cancelled", "cancelled", "accepted"]
    assert await meet.slots() == 2


async def test_what_is_past_stays_as_it_was(meet: Meet):
    made = await meet.agree()
    past = update(appointments).values(appointment_time=meet.at(-48), end_time=meet.at(-47))
    await meet.database.transact(lambda tx: tx.execute(past))
    await remove(meet)
    assert await meet.status(made) is Status.accepted


async def test_a_deleted_person_takes_the_appointments_along(meet: Meet):
    await meet.agree()
    await meet.database.transact(lambda tx: tx.execute(delete(attendees).where(attendees.c.id == BEN)))
    assert await meet.slots() == 0
    assert await meet.standing() == {}


async def test_what_fails_after_it_brings_connection_and_appointment_back(meet: Meet):
    made = await meet.agree()
    meet.published.clear()

    def fail(tx: Transaction) -> None:
        connections_service.remove(tx, ANNA, BEN)
        raise LookupError

    with pytest.raises(LookupError):
        await meet.database.transact(fail)
    assert (await meet.status(made), await meet.slots(made), meet.published) == (Status.accepted, 2, [])
    await remove(meet)
    assert await meet.status(made) is Status.cancelled


async def test_without_the_reactions_the_appointments_would_stay(database_url: str):
    """The twin: the same calls on a database that knows no rule."""
    database = Database(database_url)
    await make_door(database)
    meet = await make_meet(database)
    made = [await meet.agree(), await meet.agree(BEN, CARA, meet.proposal(14))]
    await remove(meet)
    await cancel(meet, CARA)
    assert [await meet.status(one) for one in made] == ["accepted", "accepted"]
    await database.close()
