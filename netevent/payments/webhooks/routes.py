"""Where the payment services call us."""

from __future__ import annotations

import structlog
from quart import Blueprint, request

from netevent.core.errors import NotFound
from netevent.core.site import site
from netevent.core.web import networks
from netevent.core.web.requests import for_programs
from netevent.identity import guards
from netevent.payments.payment import Method
from netevent.payments.providers.all import Providers
from netevent.payments.providers.provider import (
    NotFromProvider,
    Provider,
    ProviderDown,
    ProviderRefused,
)
from netevent.payments.webhooks.hearing import hear

log = structlog.get_logger()
routes = Blueprint("payment_webhooks", __name__)

# Each call may make us ask the service. Its own are a few for each payment; it tries again later.
FROM_A_NETWORK = "600/minute"


@routes.post("/payments/<method>/webhook")
@guards.public
@for_programs
async def webhook(method: str) -> tuple[str, int]:
    """200: understood, also what is known already or is none of ours. 5xx: call again later."""
    provider = _provider(method)
    await networks.spend(FROM_A_NETWORK, "payment webhook")
    body = await request.get_data()
    assert isinstance(body, bytes)
    try:
        await hear(site().database, provider, _headers(), body)
    except NotFromProvider as error:
        log.warning("webhook_not_signed", provider=method, reason=str(error))
        return "This is not signed as it must be.", 400
    except (ProviderDown, ProviderRefused) as error:
        log.warning("webhook_not_understood", provider=method, reason=str(error))
        return "The service did not say what this means. Call again later.", 502
    return "", 200


def _headers() -> dict[str, str]:
    """Written as providers look for them: `Stripe-Signature`."""
    return {name.title(): value for name, value in request.headers.items()}


def _provider(name: str) -> Provider:
    providers = site().part(Providers)
    try:
        return providers[Method(name)]
    except (KeyError, ValueError):
        raise NotFound from None
