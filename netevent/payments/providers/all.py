"""The providers that this server's settings have keys for. A part of the site, made by `app`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from netevent.payments.payment import Method
from netevent.payments.providers.demo import Demo
from netevent.payments.providers.mollie import Mollie
from netevent.payments.providers.provider import Provider
from netevent.payments.providers.stripe import Stripe
from netevent.settings import Settings


class Providers:
    def __init__(self, providers: Iterable[Provider]) -> None:
        self._providers = {one.method: one for one in providers}

    def __contains__(self, method: Method) -> bool:
        return method in self._providers

    def __getitem__(self, method: Method) -> Provider:
        """Raises KeyError where there is no key for it."""
        return self._providers[method]

    @property
    def methods(self) -> frozenset[Method]:
        return frozenset(self._providers)

    async def close(self) -> None:
        for one in self._providers.values():
            await one.close()


def providers_of(settings: Settings) -> Providers:
    return Providers(_made(settings))


def _made(settings: Settings) -> Iterator[Provider]:
    if key := settings.stripe_key.get_secret_value():
        yield Stripe(key, settings.stripe_webhook_secret.get_secret_value(), settings.stripe_api)
    if key := settings.mollie_key.get_secret_value():
        yield Mollie(key, settings.mollie_api)
    if settings.demo:
        yield Demo(settings.secret_key.get_secret_value(), settings.base_url)
