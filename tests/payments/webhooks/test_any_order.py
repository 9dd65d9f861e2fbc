"""The events of one order by the real addresses, in any order, repeated, and at once: it is paid once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from netevent.core.errors import existing
from netevent.core.site import Application
from netevent.payments import service
from netevent.payments.payment import Method, Money, Payment
from netevent.payments.providers.provider import ToPay
from netevent.registration.orders.order import Order
from netevent.registration.orders.queries import select_order
from tests.payments.conftest import Paying, to_pay
from tests.payments.webhooks.test_routes import FORM, MOLLIE, STRIPE, call
from tests.registration.orders.books import read_books
from tests.registration.orders.shop import Shop, open_shop
from tests.servers.mollie import MollieServer
from tests.servers.stripe import StripeServer, signed

Call = tuple[str, dict[str, str], bytes]


@dataclass(frozen=True, slots=True)
class Telling:
    """What the services tell of the payments of one order."""

    app: Application
    paying: Paying
    shop: Shop
    stripe: StripeServer
    mollie: MollieServer

    async def told(self, name: str) -> list[Call]:
        """Somebody pays at Stripe, after a first try that has expired; and was at Mollie's page before."""
        order = await self.shop.order(name)
        tries = [await self._started(order, method) for method in (Method.stripe, Method.mollie)]
        expired = self.stripe.event("checkout.session.expired", self.stripe.sessions[tries[0]])
        paid = self.stripe.pay(tries[0])
        late = self.stripe.event("checkout.session.async_payment_succeeded", self.stripe.sessions[tries[0]])
        return [
            *((STRIPE, *signed(event)) for event in (expired, paid, late)),
            (MOLLIE, FORM, self.mollie.become(tries[1], "canceled")),
        ]

    async def _started(self, order: Order, method: Method) -> str:
        payment = await self.shop.database.transact(begin_by, self.shop.event_id, order.id, method)
        asked: ToPay = to_pay(payment.idempotency_key, payment.money, reference=order.reference)
        started = await self.paying[method].start(asked)
        await self.paying.note_started(payment, started)
        return started.provider_id

    async def is_once(self, name: str, mails: int) -> bool:
        books = await read_books(self.shop.database, self.shop.event_id)
        assert books.wrong() == []
        assert books.mails == mails
        assert [one.payment_status for one in books.people if one.first_name == name] == ["paid"]
        return True


def begin_by(tx: Transaction, event_id: int, order_id: int, method: Method) -> Payment:
    """As `paying.pay`, by a service that this event offers."""
    order = existing(select_order(tx, event_id, order_id))
    return service.begin(tx, event_id, order.reference, method, Money(order.total, order.currency))


@pytest.fixture
async def telling(
    shop: Application, paying: Paying, stripe_server: StripeServer, mollie_server: MollieServer
) -> Telling:
    sold = await open_shop(paying.database, capacity=500)
    return Telling(shop, paying, sold, stripe_server, mollie_server)


def stories(number: int) -> list[tuple[int, int]]:
    """A seed for the order, and how many calls go out at once: drawn first, told in the loop of the test."""
    drawn: list[tuple[int, int]] = []

    @settings(
        max_examples=number,
        database=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**32), st.sampled_from((1, 3, 12)))
    def draw(seed: int, at_once: int) -> None:
        drawn.append((seed, at_once))

    draw()
    return drawn


@pytest.mark.attack("the webhooks of one order in any order, repeated, and at once", "it is paid once")
async def test_it_is_paid_once(telling: Telling):
    for number, (seed, at_once) in enumerate(stories(12)):
        name = f"Anna{number}"
        calls = await telling.told(name) * 3
        Random(seed).shuffle(calls)
        for first in range(0, len(calls), at_once):
            some = calls[first : first + at_once]
            with patient():
                answers = await asyncio.gather(*(call(telling.app, *one) for one in some))
            assert set(answers) == {200}
        assert await telling.is_once(name, number + 1)
