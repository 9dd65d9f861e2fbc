"""A webhook from its first byte to its last row. Called by the routes that hear one."""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from netevent.core.database import Database
from netevent.payments.providers.provider import Provider
from netevent.payments.webhooks.service import take_in

log = structlog.get_logger()


async def hear(database: Database, provider: Provider, headers: Mapping[str, str], body: bytes) -> None:
    """Each event in a transaction of its own: the call may come again, and those that are in count once.

    Raises:
        NotFromProvider: it is not signed.
        ProviderDown, ProviderRefused: the provider was asked what it means, and did not say.
    """
    for told in await provider.told(headers, body):
        is_new = await database.transact(take_in, provider.method, told)
        log.info("payment_told", provider=provider.method.value, told=told.event_id, new=is_new)
