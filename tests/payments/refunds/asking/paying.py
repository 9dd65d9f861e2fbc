"""Payments of the tests that have arrived, and a provider that counts what it moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from sqlalchemy import update

from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import jobs
from netevent.core.jobs.worker import Worker
from netevent.payments.payment import Method, Payment, State
from netevent.payments.providers.all import Providers
from netevent.payments.providers.provider import (
    GivenBack,
    ProviderDown,
    ProviderRefused,
    RefundState,
    Report,
    Started,
    ToGiveBack,
    Told,
    ToPay,
)
from netevent.payments.queries import select_payment
from netevent.payments.refunds.asking.jobs import discard_refund, run_refund
from netevent.payments.refunds.asking.kind import REFUND
from netevent.payments.refunds.asking.queries import Refund, select_refunds
from netevent.payments.refunds.asking.service import ask
from netevent.payments.service import apply, take
from tests.registration.orders.shop import Shop


@dataclass
class Counting:
    """As the real ones: the same key moves nothing twice."""

    method: ClassVar[Method] = Method.demo
    answers: RefundState = RefundState.done
    moved: dict[str, Decimal] = field(default_factory=dict)
    calls: int = 0
    is_down: bool = False
    refuses: str = ""
    tells_nobody: str = ""

    async def refund(self, to_give_back: ToGiveBack) -> GivenBack:
        self.calls += 1
        if self.is_down:
            raise ProviderDown
        if self.refuses:
            raise ProviderRefused(self.refuses)
        self.moved.setdefault(to_give_back.key, to_give_back.money.amount)
        return self._told(to_give_back.key)

    async def status(self, provider_id: str) -> Report:
        if self.tells_nobody:
            raise ProviderRefused(self.tells_nobody)
        return Report(provider_id, State.paid, given_back=tuple(self._told(key) for key in self.moved))

    async def start(self, to_pay: ToPay) -> Started:
        raise NotImplementedError

    async def told(self, headers: Mapping[str, str], body: bytes) -> Sequence[Told]:
        raise NotImplementedError

    async def close(self) -> None: ...

    def _told(self, key: str) -> GivenBack:
        return GivenBack(f"re-{key[:8]}", self.moved[key], self.answers, key)


async def paid(shop: Shop, *people: str, method: Method = Method.demo) -> Payment:
    """An order of theirs that is paid."""
    return await arrived(shop, await shop.pay(await shop.order(*people), method))


async def arrived(shop: Shop, payment: Payment) -> Payment:
    if payment.method is Method.demo:
        report = Report(f"pay-{payment.id}", State.paid, payment.money, payment.idempotency_key)
        await shop.database.transact(apply, payment.method, report)
    else:
        await shop.database.transact(take, shop.event_id, payment.id, "Olivia")
    return await now(shop, payment)


async def now(shop: Shop, payment: Payment) -> Payment:
    found = await shop.database.read(select_payment, shop.event_id, payment.id)
    assert found is not None
    return found


async def ask_for(shop: Shop, payment: Payment, amount: str, **given: Any) -> int:
    told = {"reason": "Cannot come", "by": "Olivia"} | given
    return await shop.database.transact(ask, shop.event_id, payment.id, Decimal(amount), **told)


async def refunds_of(shop: Shop, payment: Payment) -> list[Refund]:
    return await shop.database.read(select_refunds, shop.event_id, payment.id)


async def states(shop: Shop, payment: Payment) -> list[RefundState]:
    return [one.state for one in await refunds_of(shop, payment)]


async def give_back(database: Database, provider: Counting | None) -> None:
    """Do the jobs that are due."""
    providers = Providers([provider] if provider else [])
    run = partial(run_refund, database, providers)
    await Worker(database, REFUND, run, discard=discard_refund).run_due()


async def make_due(database: Database) -> None:
    """Jobs that wait for a later time are due now."""
    its = (jobs.c.kind == REFUND.name, jobs.c.state == "waiting")
    statement = update(jobs).where(*its).values(run_at=clock.now())
    await database.transact(lambda tx: tx.execute(statement))
