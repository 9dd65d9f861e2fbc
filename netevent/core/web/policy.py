"""The Content-Security-Policy of pages. Called by `requests`.

A browser holds `form-action` against where a form's answer leads, too. So the pages of the services by which
people pay are named in it, those that this server has a key for.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from netevent.settings import MOLLIE_API, STRIPE_API, Settings

POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action {targets}; img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self'"
)
STRIPE_PAGES, MOLLIE_PAGES = "https://checkout.stripe.com", "https://*.mollie.com"


def policy_of(settings: Settings) -> str:
    return POLICY.format(targets=" ".join(["'self'", *_payment_pages(settings)]))


def _payment_pages(settings: Settings) -> Iterator[str]:
    """In tests the service and its pages are one server."""
    if settings.stripe_key.get_secret_value():
        yield STRIPE_PAGES if settings.stripe_api == STRIPE_API else _origin(settings.stripe_api)
    if settings.mollie_key.get_secret_value():
        yield MOLLIE_PAGES if settings.mollie_api == MOLLIE_API else _origin(settings.mollie_api)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
