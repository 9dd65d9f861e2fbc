"""The job that asks a provider to give money back, outside of every transaction.

A worker that dies between the provider's answer and the row leaves the refund as it was: the next one asks
again under the same key, and nothing moves twice. Where the key may be forgotten there, it looks first.
"""

from __future__ import annotations

from datetime import timedelta

import structlog

from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.jobs import Job
from netevent.payments.payment import Payment
from netevent.payments.providers.all import Providers
from netevent.payments.providers.provider import (
    GivenBack,
    Provider,
    ProviderDown,
    ProviderRefused,
    RefundState,
    ToGiveBack,
)
from netevent.payments.refunds.asking import service
from netevent.payments.refunds.asking.kind import REFUND, Asked
from netevent.payments.refunds.asking.queries import Refund

log = structlog.get_logger()
# Providers remember a key for a while: Stripe a day, Mollie about an hour. Later the same call would give
# the money back once more.
KEY_HOLDS = timedelta(minutes=30)


async def run_refund(database: Database, providers: Providers, job: Job, asked: Asked) -> None:
    """
    Raises:
        ProviderDown: it is tried again later.
    """
    found = await database.read(service.find_open, asked.event_id, asked.refund_id)
    if found is None:
        return
    payment, refund = found
    if payment.method not in providers:
        await database.transact(service.fail, asked.event_id, refund.id, service.NO_PROVIDER)
        return
    try:
        answer = await _answer(providers[payment.method], payment, refund)
    except ProviderRefused as refused:
        await database.transact(service.fail, asked.event_id, refund.id, str(refused))
    except ProviderDown:
        await database.transact(service.note_down, asked.event_id, refund.id)
        raise
    else:
        await database.transact(service.note_answer, asked.event_id, refund.id, answer)


def discard_refund(tx: Transaction, job: Job) -> None:
    """The provider gave no answer for a day: the organizer can have it asked once more."""
    asked = REFUND.arguments.read(job.arguments)
    service.note_down(tx, asked.event_id, asked.refund_id)


async def _answer(provider: Provider, payment: Payment, refund: Refund) -> GivenBack | None:
    """Of one that is on its way, how it is; None: the provider does not say."""
    if refund.state is RefundState.pending:
        return await _how_it_is(provider, payment, refund)
    if clock.now() - refund.made_at > KEY_HOLDS and (known := await _heard_of(provider, payment, refund)):
        return known
    return await provider.refund(
        ToGiveBack(refund.key, payment.provider_id, payment.charge_id, refund.money, refund.reason)
    )


async def _heard_of(provider: Provider, payment: Payment, refund: Refund) -> GivenBack | None:
    """Of one that was asked for a while ago: it may have moved the money, and its answer been lost.

    Raises:
        ProviderDown: nobody knows, so nobody asks for it once more.
    """
    try:
        report = await provider.status(payment.provider_id)
    except ProviderRefused as refused:
        raise ProviderDown(str(refused)) from refused
    return next((one for one in report.given_back if _is_it(one, refund)), None)


async def _how_it_is(provider: Provider, payment: Payment, refund: Refund) -> GivenBack | None:
    """A provider that refuses to say has not refused the refund: the money may be on its way."""
    try:
        report = await provider.status(payment.provider_id)
    except ProviderRefused as refused:
        log.warning("refund_not_told", refund=refund.id, reason=str(refused))
        return None
    return next((one for one in report.given_back if _is_it(one, refund)), None)


def _is_it(told: GivenBack, refund: Refund) -> bool:
    return told.key == refund.key or (told.provider_id == refund.provider_id != "")
