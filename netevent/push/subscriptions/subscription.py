"""A browser that may be sent push, as its page posts it. Called by `routes` and `service`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from netevent.core.credentials import token_hash
from netevent.core.errors import Malformed
from netevent.push.keys.pair import as_bytes, as_text, is_point

SECRET_BYTES = 16


@dataclass(frozen=True, slots=True)
class Subscription:
    """What `PushSubscription.toJSON()` gives: where to post, and for whom to encrypt."""

    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)

    @property
    def endpoint_hash(self) -> str:
        return token_hash(self.endpoint)


def subscription_in(posted: object) -> Subscription:
    """Raises Malformed where it is none. Whether we know the push service is asked elsewhere."""
    values = posted if isinstance(posted, Mapping) else {}
    keys = values.get("keys") if isinstance(values.get("keys"), Mapping) else {}
    p256dh, auth = text_in(keys or {}, "p256dh").rstrip("="), text_in(keys or {}, "auth").rstrip("=")
    if not is_point(p256dh) or not _is_secret(auth):
        raise Malformed
    return Subscription(text_in(values, "endpoint"), p256dh, auth)


def text_in(values: Mapping[Any, Any], name: str) -> str:
    """Raises Malformed where it is no text of plain signs, as all of these are."""
    value = values.get(name)
    if not isinstance(value, str) or not value.isascii() or not value:
        raise Malformed
    return value


def _is_secret(text: str) -> bool:
    try:
        secret = as_bytes(text)
    except ValueError:
        return False
    return len(secret) == SECRET_BYTES and as_text(secret) == text
