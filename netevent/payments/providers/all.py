"""The providers that this server's settings have keys for. A part of the site, made by `app`."""

from __future__ import annotations

from collections.abc import Iterable

from netevent.payments.payment import Method
from netevent.payments.providers.provider import Provider
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
    return Providers(())
