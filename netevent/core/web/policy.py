"""The Content-Security-Policy of pages. Called by `requests`.

A browser holds `form-action` against where a form's answer leads, too. So the pages of the services by which
people pay are named in it, those that this server has a key for.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from urllib.parse import urlsplit

from netevent.settings import MOLLIE_API, STRIPE_API, Settings

POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action {targets}; img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self'"
)
# What a page shows in a frame of its own: no script, no picture, no form, and the one style that is known.
FRAMED_POLICY = (
    "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
STRIPE_PAGES, MOLLIE_PAGES = "https://checkout.stripe.com", "https://*.mollie.com"


def policy_of(settings: Settings) -> str:
    return POLICY.format(targets=" ".join(["'self'", *_payment_pages(settings)]))


def framed_policy(style: str) -> str:
    """Of a document whose only `<style>` holds this."""
    digest = hashlib.sha256(style.encode()).digest()
    return FRAMED_POLICY.format(style=base64.b64encode(digest).decode("ascii"))


def _payment_pages(settings: Settings) -> Iterator[str]:
    """In tests the service and its pages are one server."""
    if settings.stripe_key.get_secret_value():
        yield STRIPE_PAGES if settings.stripe_api == STRIPE_API else _origin(settings.stripe_api)
    if settings.mollie_key.get_secret_value():
        yield MOLLIE_PAGES if settings.mollie_api == MOLLIE_API else _origin(settings.mollie_api)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
