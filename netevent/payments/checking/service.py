"""Asks about payments whose webhook did not come. Called every half minute in every worker, by `periodic`.

Each is asked about more and more seldom: 2, 5, 10, 20 and 40 minutes after the time before, then each hour.
After a day the provider's word is final; what is still open then has failed. Money that comes all the same
is noticed by its webhook.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from netevent.core.database import Database, Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import existing
from netevent.payments import service
from netevent.payments.checking import queries
from netevent.payments.checking.queries import Due
from netevent.payments.payment import Method, State
from netevent.payments.providers.all import Providers
from netevent.payments.providers.provider import ProviderDown, ProviderRefused, Report
from netevent.payments.queries import lock_payment
from netevent.payments.webhooks.service import apply_report

log = structlog.get_logger()

# The first time is two minutes after it began (`payments.service.FIRST_CHECK`).
MINUTES_BETWEEN = (5, 10, 20, 40)
THEN_EACH = timedelta(hours=1)
AT_MOST = timedelta(days=1)
# Whose number never came back: nobody was sent to a page to pay there.
NEVER_STARTED = timedelta(minutes=30)
AT_ONCE = 50


async def check_due(database: Database, providers: Providers, now: datetime) -> None:
    down: set[Method] = set()
    for due in await database.read(queries.select_due, now, AT_ONCE):
        # Who does not answer is not asked again for each one.
        if due.method in down or not await database.transact(queries.update_checked, due, _next(due, now)):
            continue
        try:
            await _check(database, providers, due, now)
        except ProviderDown as error:
            down.add(due.method)
            log.warning("payment_not_checked", provider=due.method.value, reason=str(error))


async def _check(database: Database, providers: Providers, due: Due, now: datetime) -> None:
    """Raises ProviderDown: it is asked again later, however old it is."""
    report = await _asked(providers, due)
    if report is not None:
        await database.transact(apply_report, due.method, report)
    if _is_over(due, now):
        await database.transact(give_up, due)


async def _asked(providers: Providers, due: Due) -> Report | None:
    """None: the provider does not know of it, or has no key here any more."""
    if not due.provider_id or due.method not in providers:
        return None
    try:
        return await providers[due.method].status(due.provider_id)
    except ProviderRefused as error:
        log.warning("payment_check_refused", provider=due.method.value, reason=str(error))
        return None


def give_up(tx: Transaction, due: Due) -> None:
    """It has failed, unless it is over by now."""
    lock_event(tx, due.event_id)
    payment = existing(lock_payment(tx, due.event_id, due.id))
    service.end(tx, payment, State.failed)


def _next(due: Due, now: datetime) -> datetime:
    is_early = due.checked < len(MINUTES_BETWEEN)
    return now + (timedelta(minutes=MINUTES_BETWEEN[due.checked]) if is_early else THEN_EACH)


def _is_over(due: Due, now: datetime) -> bool:
    return now - due.made_at >= (AT_MOST if due.provider_id else NEVER_STARTED)
