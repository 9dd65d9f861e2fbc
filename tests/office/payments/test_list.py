"""The organizer's list of payments: what is found, in which order, and the sums."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert, update

from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import events, payments
from netevent.office.payments import reading
from netevent.office.payments.listing import PaymentFilter
from netevent.office.payments.reading import read_page, read_to_refund, read_totals
from netevent.payments.payment import Method, Problem, State
from tests.office.payments.selling import has_problem
from tests.payments.refunds.asking.paying import ask_for, paid
from tests.registration.orders.shop import Shop, open_shop


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def found(shop: Shop, **given: Any) -> list[str]:
    shown = PaymentFilter(**given)
    page = await shop.database.read(read_page, shop.event_id, shown, 0)
    return [row.buyer for row in page.rows]


async def test_the_newest_payment_stands_first(shop: Shop):
    for name in ("Anna", "Ben", "Cleo"):
        await paid(shop, name)
    assert await found(shop) == ["Cleo", "Ben", "Anna"]


async def test_a_payment_is_found_by_reference_buyer_and_people(shop: Shop):
    payment = await paid(shop, "Anna", "Zoë")
    await paid(shop, "Ben")
    for words in (payment.reference, payment.reference.lower(), "anna@example.org", "ANNA", "zoe tester"):
        assert await found(shop, words=words) == ["Anna"], words
    assert await found(shop, words="anna nobody") == []


async def test_the_list_is_narrowed_by_state_method_type_day_and_problem(shop: Shop):
    late = await paid(shop, "Anna")
    await has_problem(shop, late, Problem.late)
    await paid(shop, "Ben", method=Method.transfer)
    await shop.pay(await shop.order("Cleo"), Method.desk)
    assert await found(shop, state="pending") == ["Cleo"]
    assert await found(shop, state="paid", method="transfer") == ["Ben"]
    assert await found(shop, type_id=shop.general) == ["Cleo", "Ben", "Anna"]
    assert await found(shop, type_id=shop.guest) == []
    today = clock.now().date()
    assert await found(shop, day=today) == ["Cleo", "Ben", "Anna"]
    assert await found(shop, day=today - timedelta(days=1)) == []
    assert await found(shop, look="problem") == ["Anna"]
    assert await found(shop, look="refund") == ["Anna"]
    await ask_for(shop, late, "95")
    assert await found(shop, look="refund") == []


async def test_other_events_payments_are_not_in_it(shop: Shop, database: Database):
    other = await open_shop(database)
    await paid(other, "Olaf")
    assert await found(shop) == []
    assert (await shop.database.read(read_totals, shop.event_id)).methods == []


async def test_pages_follow_each_other_without_gap_or_repeat(shop: Shop, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "PAGE_SIZE", 2)
    for name in ("Anna", "Ben", "Cleo", "Dora", "Emil"):
        await paid(shop, name)
    seen: list[str] = []
    before: int | None = 0
    while before is not None:
        page = await shop.database.read(read_page, shop.event_id, PaymentFilter(), before)
        assert len(page.rows) <= 2
        seen += [row.buyer for row in page.rows]
        before = page.older
    assert seen == ["Emil", "Dora", "Cleo", "Ben", "Anna"]


async def test_what_waits_to_be_given_back_stands_apart(shop: Shop):
    await paid(shop, "Anna")
    twice = await paid(shop, "Ben")
    await has_problem(shop, twice, Problem.twice)
    amount = await paid(shop, "Cleo")
    await has_problem(shop, amount, Problem.amount)
    waiting = await shop.database.read(read_to_refund, shop.event_id)
    assert [(row.buyer, row.left) for row in waiting] == [("Ben", Decimal("95.00"))]


async def test_the_sums_say_what_came_went_back_and_is_open(shop: Shop):
    payment = await paid(shop, "Anna", "Ben")
    await paid(shop, "Cleo", method=Method.transfer)
    await shop.pay(await shop.order("Dora"), Method.desk)
    await ask_for(shop, payment, "40.50")
    totals = await shop.database.read(read_totals, shop.event_id)
    demo, transfer = totals.methods
    assert (demo.name, demo.received, demo.given_back, demo.net) == (
        "demo",
        Decimal("190.00"),
        Decimal("40.50"),
        Decimal("149.50"),
    )
    assert (transfer.name, transfer.net) == ("transfer", Decimal("95.00"))
    (together,) = totals.sums
    assert (together.received, together.net) == (Decimal("285.00"), Decimal("244.50"))
    (open_amount,) = totals.open
    assert (open_amount.count, open_amount.received) == (1, Decimal("95.00"))
    (of_type,) = totals.types
    assert (of_type.count, of_type.received) == (3, Decimal("285.00"))
    (day,) = totals.days
    assert (day.received, day.given_back) == (Decimal("285.00"), Decimal("40.50"))


async def test_a_day_is_that_of_the_events_zone(shop: Shop):
    """Half past eleven in the evening, in London, is tomorrow in Kathmandu."""
    payment = await paid(shop, "Anna")
    moment = datetime(2026, 5, 4, 18, 20)  # noqa: DTZ001 - UTC without a zone, as every time here

    def set_up(tx: Transaction) -> None:
        tx.execute(update(events).where(events.c.id == shop.event_id).values(time_zone="Asia/Kathmandu"))
        tx.execute(update(payments).where(payments.c.id == payment.id).values(paid_at=moment))

    await shop.database.transact(set_up)
    (day,) = (await shop.database.read(read_totals, shop.event_id)).days
    assert day.day.isoformat() == "2026-05-05"
    assert await found(shop, day=day.day) == ["Anna"]
    assert await found(shop, day=day.day - timedelta(days=1)) == []


async def test_a_payment_whose_order_is_gone_is_still_listed(shop: Shop):
    row = {
        "event_id": shop.event_id,
        "reference": "GONE12345678",
        "provider": Method.demo,
        "amount": Decimal(5),
        "currency": "EUR",
        "state": State.paid,
        "url": "",
        "idempotency_key": "k" * 43,
        "made_at": clock.now(),
        "paid_at": clock.now(),
    }
    await shop.database.transact(lambda tx: tx.execute(insert(payments).values(row)))
    page = await shop.database.read(read_page, shop.event_id, PaymentFilter(), 0)
    assert [(one.buyer, one.people) for one in page.rows] == [("", ())]
