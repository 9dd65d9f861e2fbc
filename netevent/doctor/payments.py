"""Checks of the payment services: the key is asked for something harmless. Called by `examine`."""

from __future__ import annotations

from urllib.parse import urlsplit

from netevent.doctor.finding import Finding, Health
from netevent.payments.payment import Method
from netevent.payments.providers.mollie import Mollie
from netevent.payments.providers.provider import ProviderDown, ProviderRefused
from netevent.payments.providers.stripe import Stripe
from netevent.settings import LOCAL, Settings

NOT_SET = "No key is set: nobody pays by it."
ENTER = "docs/payments/stripe.md says which events to choose there."


async def stripe(settings: Settings) -> Finding:
    key, secret = settings.stripe_key.get_secret_value(), settings.stripe_webhook_secret.get_secret_value()
    if not key:
        return Finding("Stripe", Health.good, NOT_SET)
    if not secret:
        said = "NETEVENT_STRIPE_WEBHOOK_SECRET is not set: what Stripe tells is not believed."
        address = _webhook(settings, Method.stripe)
        fix = f"Add the webhook {address} at Stripe and set its signing secret. {ENTER}"
        return Finding("Stripe", Health.broken, said, fix)
    provider = Stripe(key, secret, settings.stripe_api)
    return await _asked(settings, "Stripe", provider, is_test="_test_" in key)


async def mollie(settings: Settings) -> Finding:
    key = settings.mollie_key.get_secret_value()
    if not key:
        return Finding("Mollie", Health.good, NOT_SET)
    provider = Mollie(key, settings.mollie_api)
    return await _asked(settings, "Mollie", provider, is_test=key.startswith("test_"))


async def _asked(settings: Settings, name: str, provider: Stripe | Mollie, is_test: bool) -> Finding:
    variable = f"NETEVENT_{name.upper()}_KEY"
    try:
        await provider.check()
    except ProviderRefused as error:
        fix = f"Copy the key again: {variable}."
        return Finding(name, Health.broken, f"It does not take the key: {error}", fix)
    except ProviderDown as error:
        fix = "Let this server reach it over HTTPS, or wait until it is back."
        return Finding(name, Health.broken, f"It does not answer: {error}", fix)
    finally:
        await provider.close()
    return _reachable(settings, name, provider.method, is_test)


def _reachable(settings: Settings, name: str, method: Method, is_test: bool) -> Finding:
    address = _webhook(settings, method)
    said = "It takes the key (test mode: no money moves)." if is_test else "It takes the key."
    if urlsplit(settings.base_url).hostname in LOCAL:
        fix = "Set NETEVENT_BASE_URL to an address that it can reach; until then payments are noticed late."
        return Finding(name, Health.doubtful, f"{said} It cannot call {address}.", fix)
    return Finding(name, Health.good, f"{said} Its webhook is {address}")


def _webhook(settings: Settings, method: Method) -> str:
    """The route's address; here no route is registered."""
    return f"{settings.base_url}/payments/{method.value}/webhook"
