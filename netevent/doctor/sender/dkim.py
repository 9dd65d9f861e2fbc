"""DKIM (RFC 6376): the keys by which readers check a mail's signature. Called by `sender.domain`."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from netevent.doctor.names import Names

# Of Brevo, Google, Microsoft, Mailchimp, SES-like services, and what people call their own.
USUAL = (
    "brevo1", "brevo2", "mail", "default", "dkim", "s1", "s2", "selector1", "selector2", "google", "k1", "k2",
    "k3", "mx", "smtp", "key1", "2024", "2025", "2026",
)  # fmt: skip
# Bits; what is shorter is not checked by the large providers.
SHORTEST = 1024


@dataclass(frozen=True, slots=True)
class Key:
    """`trouble`: why readers cannot use it; empty: they can."""

    selector: str
    trouble: str = ""


async def keys_of(names: Names, domain: str, selector: str) -> list[Key]:
    """That of the selector, or those under the usual ones."""
    asked = (selector,) if selector else USUAL
    found = await asyncio.gather(*(_key(names, domain, one) for one in asked))
    return [key for key in found if key is not None]


async def _key(names: Names, domain: str, selector: str) -> Key | None:
    for text in await names.texts(f"{selector}._domainkey.{domain}"):
        tags = tags_of(text)
        if "p" in tags and tags.get("v", "DKIM1") == "DKIM1":
            return Key(selector, _trouble(tags))
    return None


def tags_of(text: str) -> dict[str, str]:
    """`v=DKIM1; p=…`, as DKIM and DMARC have it."""
    pairs = (one.partition("=") for one in text.split(";"))
    return {name.strip().lower(): value.strip() for name, is_pair, value in pairs if is_pair}


def _trouble(tags: dict[str, str]) -> str:
    if not tags["p"]:
        return "it was withdrawn (p= is empty)"
    if tags.get("k", "rsa").lower() != "rsa":
        return ""
    try:
        key = load_der_public_key(b64decode("".join(tags["p"].split()), validate=True))
    except (ValueError, UnsupportedAlgorithm):
        return "it cannot be read: a part of the record may be missing"
    is_short = isinstance(key, RSAPublicKey) and key.key_size < SHORTEST
    return f"it is shorter than {SHORTEST} bits" if is_short else ""
