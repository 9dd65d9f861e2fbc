"""Payments of event 1 by the services of `tests.servers`, and what was published about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from netevent.app import create_app
from netevent.changes import Change
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import payments, refunds
from netevent.core.site import Application
from netevent.payments import queries, service
from netevent.payments.payment import Method, Money, Payment
from netevent.payments.providers.all import Providers, providers_of
from netevent.payments.providers.provider import Provider, Started, ToPay
from netevent.payments.webhooks.hearing import hear
from netevent.settings import Settings
from tests.door import Door
from tests.servers import mollie, stripe
from tests.servers.mollie import MollieServer
from tests.servers.stripe import StripeServer

EUR_95 = Money(Decimal("95.00"), "EUR")
REFERENCE = "ABCDEFGHJKLM"


def to_pay(key: str, money: Money = EUR_95, **changed: Any) -> ToPay:
    said: dict[str, Any] = {
        "key": key,
        "reference": REFERENCE,
        "money": money,
        "description": "Smart Cities Summit: 2 tickets",
        "email": "ada@example.org",
        "language": "nl",
        "return_url": "http://localhost:8000/event/EVENT1/payment",
        "notify_url": "https://tickets.example.org/payments/mollie/webhook",
        "expires_at": clock.now() + timedelta(minutes=15),
    }
    return ToPay(**said | changed)


@dataclass(slots=True)
class Paying:
    """Somebody pays an order of event 1."""

    database: Database
    providers: Providers
    published: list[Change]

    def __getitem__(self, method: Method) -> Provider:
        return self.providers[method]

    async def begin(self, method: Method, money: Money = EUR_95) -> Payment:
        return await self.database.transact(service.begin, 1, REFERENCE, method, money)

    async def start(self, method: Method, money: Money = EUR_95) -> Payment:
        """Begun here and there, and noted."""
        payment = await self.begin(method, money)
        started = await self[method].start(to_pay(payment.idempotency_key, money))
        await self.note_started(payment, started)
        return await self.now(payment)

    async def note_started(self, payment: Payment, started: Started) -> None:
        await self.database.transact(service.note_started, payment, started)

    async def tell(self, method: Method, headers: dict[str, str], body: bytes) -> None:
        await hear(self.database, self[method], headers, body)

    async def now(self, payment: Payment) -> Payment:
        found = await self.database.read(queries.select_payment, 1, payment.id)
        assert found is not None
        return found

    async def row(self, payment: Payment) -> Any:
        statement = select(payments).where(payments.c.id == payment.id)
        return await self.database.read(lambda tx: tx.execute(statement).one())

    async def refunds(self) -> list[tuple[Decimal, str]]:
        statement = select(refunds).order_by(refunds.c.id)
        rows = await self.database.read(lambda tx: tx.execute(statement).all())
        return [(Decimal(row.amount), row.state) for row in rows]

    def heard(self) -> Counter[str]:
        return Counter(type(change).__name__ for change in self.published)

    async def due_at(self, payment: Payment, moment: datetime, checked: int = 0) -> None:
        values = {"checks_at": moment, "checked": checked}
        await self.database.transact(lambda tx: queries.update_payment(tx, payment.id, **values))


@pytest.fixture
def stripe_server() -> Iterator[StripeServer]:
    server = StripeServer()
    yield server
    server.close()


@pytest.fixture
def mollie_server() -> Iterator[MollieServer]:
    server = MollieServer()
    yield server
    server.close()


@pytest.fixture
def paid_settings(settings: Settings, stripe_server: StripeServer, mollie_server: MollieServer) -> Settings:
    """Of a demo with keys for both."""
    given = {
        "stripe_key": stripe.KEY,
        "stripe_webhook_secret": stripe.WEBHOOK_SECRET,
        "mollie_key": mollie.KEY,
        "stripe_api": stripe_server.url,
        "mollie_api": mollie_server.url,
        "demo": True,
    }
    return Settings(**settings.model_dump() | given, _env_file=None)  # type: ignore[call-arg]  # pydantic-settings takes it


@pytest.fixture
async def paying(paid_settings: Settings, door: Door) -> AsyncIterator[Paying]:
    providers = providers_of(paid_settings)
    yield Paying(door.database, providers, door.published)
    await providers.close()


@pytest.fixture
async def shop(paid_settings: Settings, paying: Paying, templates: None) -> AsyncIterator[Application]:
    """The application with all three, on the database of `paying`."""
    async with running(paid_settings) as app:
        yield app


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Application]:
    app = create_app(settings)
    async with app.test_app():
        yield app
