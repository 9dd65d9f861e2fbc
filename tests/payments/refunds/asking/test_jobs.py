"""A provider is asked until it has answered, and gives back once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import update

from netevent.changes import Change, MoneyGivenBack
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import refunds
from netevent.core.errors import NotFound
from netevent.core.jobs import LeaseLost
from netevent.payments.providers.provider import GivenBack, ProviderDown, RefundState, ToGiveBack
from netevent.payments.refunds.asking import service
from netevent.payments.refunds.asking.service import NothingToTry
from netevent.payments.refunds.service import note
from tests.payments.refunds.asking.paying import (
    Counting,
    ask_for,
    give_back,
    make_due,
    now,
    paid,
    refunds_of,
    states,
)
from tests.registration.orders.shop import Shop, open_shop


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


@pytest.fixture
def provider() -> Counting:
    return Counting()


async def test_the_provider_gives_it_back_and_it_is_told_once(shop: Shop, provider: Counting):
    told: list[Change] = []
    shop.database.on_change = told.append
    payment = await paid(shop, "Anna")
    refund_id = await ask_for(shop, payment, "40.00")
    for _ in range(3):
        await give_back(shop.database, provider)
    (refund,) = await refunds_of(shop, payment)
    assert (refund.state, refund.provider_id) == (RefundState.done, f"re-{refund.key[:8]}")
    assert list(provider.moved.values()) == [Decimal("40.00")]
    assert told.count(MoneyGivenBack(shop.event_id, payment.id, refund_id)) == 1


async def test_what_the_provider_refuses_is_free_again_with_its_words(shop: Shop, provider: Counting):
    provider.refuses = "The card was closed"
    payment = await paid(shop, "Anna")
    await ask_for(shop, payment, "95.00")
    await give_back(shop.database, provider)
    (refund,) = await refunds_of(shop, payment)
    assert (refund.state, refund.problem) == (RefundState.failed, "The card was closed")
    assert (await now(shop, payment)).left == Decimal("95.00")
    provider.refuses = ""
    await ask_for(shop, payment, "95.00")
    await give_back(shop.database, provider)
    assert await states(shop, payment) == [RefundState.failed, RefundState.done]


async def test_a_provider_that_is_down_is_asked_again_later(shop: Shop, provider: Counting):
    provider.is_down = True
    payment = await paid(shop, "Anna")
    await ask_for(shop, payment, "95.00")
    await give_back(shop.database, provider)
    (refund,) = await refunds_of(shop, payment)
    assert (refund.state, refund.problem) == (RefundState.created, service.DOWN)
    assert (await now(shop, payment)).left == 0
    provider.is_down = False
    await give_back(shop.database, provider)
    assert provider.calls == 1
    await make_due(shop.database)
    await give_back(shop.database, provider)
    assert await states(shop, payment) == [RefundState.done]


async def test_who_gave_no_answer_for_a_day_is_asked_once_more_under_the_same_key(
    shop: Shop, provider: Counting
):
    provider.is_down = True
    payment = await paid(shop, "Anna")
    refund_id = await ask_for(shop, payment, "95.00")
    for _ in range(12):
        await give_back(shop.database, provider)
        await make_due(shop.database)
    assert provider.calls == 9
    assert (await now(shop, payment)).left == 0
    provider.is_down = False
    await shop.database.transact(service.try_again, shop.event_id, payment.id, refund_id)
    with pytest.raises(NothingToTry):
        await shop.database.transact(service.try_again, shop.event_id, payment.id, refund_id)
    await give_back(shop.database, provider)
    assert len(provider.moved) == 1
    assert await states(shop, payment) == [RefundState.done]


async def test_a_worker_that_dies_before_it_writes_moves_nothing_twice(
    shop: Shop, provider: Counting, monkeypatch: pytest.MonkeyPatch
):
    def die(*args: object) -> None:
        raise LeaseLost

    payment = await paid(shop, "Anna")
    await ask_for(shop, payment, "95.00")
    with monkeypatch.context() as patch:
        patch.setattr(service, "note_answer", die)
        await give_back(shop.database, provider)
    assert await states(shop, payment) == [RefundState.created]
    await make_due(shop.database)
    await give_back(shop.database, provider)
    assert (provider.calls, len(provider.moved)) == (2, 1)
    assert await states(shop, payment) == [RefundState.done]


async def test_with_another_key_it_would_move_twice(
    shop: Shop, provider: Counting, monkeypatch: pytest.MonkeyPatch
):
    """The twin: the provider counts what it moves."""
    payment = await paid(shop, "Anna")
    for part in ("5", "5"):
        await ask_for(shop, payment, part)
    await give_back(shop.database, provider)
    assert len(provider.moved) == 2


async def test_one_that_is_on_its_way_is_asked_after(shop: Shop, provider: Counting):
    provider.answers = RefundState.pending
    payment = await paid(shop, "Anna")
    await ask_for(shop, payment, "95.00")
    await give_back(shop.database, provider)
    assert await states(shop, payment) == [RefundState.pending]
    provider.answers = RefundState.done
    await make_due(shop.database)
    await give_back(shop.database, provider)
    assert await states(shop, payment) == [RefundState.done]
    assert provider.calls == 1


async def test_the_word_of_a_webhook_that_was_faster_stands(shop: Shop, provider: Counting):
    payment = await paid(shop, "Anna")
    refund_id = await ask_for(shop, payment, "95.00")
    done = GivenBack("re-1", Decimal("95.00"), RefundState.done)
    await shop.database.transact(service.note_answer, shop.event_id, refund_id, done)
    failed = GivenBack("re-1", Decimal("95.00"), RefundState.failed)
    await shop.database.transact(service.note_answer, shop.event_id, refund_id, failed)
    await give_back(shop.database, provider)
    assert provider.calls == 0
    assert (await now(shop, payment)).left == 0


async def test_without_the_providers_key_the_amount_is_free_again(shop: Shop):
    payment = await paid(shop, "Anna")
    await ask_for(shop, payment, "95.00")
    await give_back(shop.database, None)
    (refund,) = await refunds_of(shop, payment)
    assert (refund.state, refund.problem) == (RefundState.failed, service.NO_PROVIDER)
    assert (await now(shop, payment)).left == Decimal("95.00")


async def test_a_refund_of_another_payment_is_not_tried(shop: Shop):
    first, second = await paid(shop, "Anna"), await paid(shop, "Ben")
    refund_id = await ask_for(shop, first, "95.00")
    with pytest.raises(NotFound):
        await shop.database.transact(service.try_again, shop.event_id, second.id, refund_id)


async def test_the_providers_webhook_and_our_job_count_one_refund_once(shop: Shop, provider: Counting):
    payment = await paid(shop, "Anna")
    await ask_for(shop, payment, "40.00")
    (asked,) = await refunds_of(shop, payment)
    told = GivenBack(f"re-{asked.key[:8]}", Decimal("40.00"), RefundState.done, asked.key)
    await shop.database.transact(note, payment, told)
    await give_back(shop.database, provider)
    await shop.database.transact(note, payment, told)
    assert await states(shop, payment) == [RefundState.done]
    assert (await now(shop, payment)).left == Decimal("55.00")


async def test_a_provider_that_refuses_to_say_how_it_is_has_not_refused_it(shop: Shop, provider: Counting):
    provider.answers = RefundState.pending
    payment = await paid(shop, "Anna")
    await ask_for(shop, payment, "95.00")
    await give_back(shop.database, provider)
    provider.tells_nobody = "The key has expired"
    await make_due(shop.database)
    await give_back(shop.database, provider)
    assert await states(shop, payment) == [RefundState.pending]
    assert (await now(shop, payment)).left == 0


class Forgetful(Counting):
    """The answer to its first call is lost, and later it knows our keys no more."""

    async def refund(self, to_give_back: ToGiveBack) -> GivenBack:
        given = await super().refund(to_give_back)
        if self.calls == 1:
            raise ProviderDown
        return given


async def asked_for_long_ago(shop: Shop) -> None:
    long_ago = update(refunds).values(made_at=clock.now() - timedelta(hours=2))
    await shop.database.transact(lambda tx: tx.execute(long_ago))
    await make_due(shop.database)


async def test_after_the_hour_of_a_key_one_looks_before_one_asks_again(shop: Shop):
    provider = Forgetful()
    payment = await paid(shop, "Anna")
    await ask_for(shop, payment, "40.00")
    await give_back(shop.database, provider)
    await asked_for_long_ago(shop)
    await give_back(shop.database, provider)
    assert (await states(shop, payment), provider.calls) == ([RefundState.done], 1)


async def test_what_nobody_knows_of_is_asked_for_late_and_not_where_nobody_says(
    shop: Shop, provider: Counting
):
    provider.is_down = True
    payment = await paid(shop, "Anna")
    await ask_for(shop, payment, "40.00")
    await give_back(shop.database, provider)
    provider.is_down, provider.tells_nobody = False, "The key has expired"
    await asked_for_long_ago(shop)
    await give_back(shop.database, provider)
    assert (await states(shop, payment), provider.calls) == ([RefundState.created], 1)
    provider.tells_nobody = ""
    await make_due(shop.database)
    await give_back(shop.database, provider)
    assert (await states(shop, payment), provider.calls) == ([RefundState.done], 2)
