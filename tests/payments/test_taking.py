"""Money that is here: taken once while somebody waits for it, and of what lapsed only where that is said."""

from __future__ import annotations

import pytest

from netevent.changes import PaymentPaid
from netevent.core.errors import NotFound
from netevent.payments import service
from netevent.payments.payment import Method, State
from netevent.payments.service import PaidAlready
from tests.door import Door
from tests.payments.statements.statements import EVENT, REFERENCE, begin, payments_of


async def test_what_is_awaited_is_taken_once(door: Door):
    payment = await door.database.transact(begin)
    await door.database.transact(service.take, EVENT, payment.id, "Olga")
    for also_lapsed in (False, True):
        with pytest.raises(PaidAlready):
            await door.database.transact(service.take, EVENT, payment.id, "Olga", also_lapsed=also_lapsed)
    assert [change for change in door.published if isinstance(change, PaymentPaid)] == [
        PaymentPaid(EVENT, payment.id)
    ]


async def test_what_lapsed_is_taken_only_by_who_says_so(door: Door):
    payment = await door.database.transact(begin)
    await door.database.transact(service.end_open, REFERENCE)
    with pytest.raises(PaidAlready):
        await door.database.transact(service.take, EVENT, payment.id, "Olga")
    await door.database.transact(service.take, EVENT, payment.id, "Olga", also_lapsed=True)
    (now,) = await door.database.read(payments_of)
    assert (now.state, now.taken_by) == (State.paid, "Olga")
    assert PaymentPaid(EVENT, payment.id) in door.published


async def test_another_events_payment_is_not_there(door: Door):
    payment = await door.database.transact(begin)
    with pytest.raises(NotFound):
        await door.database.transact(service.take, 2, payment.id, "Otto", also_lapsed=True)


async def test_whether_a_provider_has_the_money_nobody_else_says(door: Door):
    payment = await door.database.transact(begin, method=Method.stripe)
    with pytest.raises(NotFound):
        await door.database.transact(service.take, EVENT, payment.id, "Olga", also_lapsed=True)
    (now,) = await door.database.read(payments_of)
    assert now.state is State.created
