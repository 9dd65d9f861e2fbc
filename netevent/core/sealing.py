"""Secrets that the database keeps, encrypted by a key made of the server's own secret.

A copy of the database alone opens none. What is sealed for one purpose and owner opens for no other.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES, NONCE_BYTES = 32, 12


def derived(server_secret: str, purpose: str, length: int = KEY_BYTES) -> bytes:
    """The same for the same secret and purpose; it says nothing about that of another purpose."""
    return HKDF(SHA256(), length, salt=None, info=purpose.encode()).derive(server_secret.encode())


def seal(server_secret: str, purpose: str, owner: str, secret: str) -> str:
    nonce = token_bytes(NONCE_BYTES)
    sealed = AESGCM(derived(server_secret, purpose)).encrypt(nonce, secret.encode(), owner.encode())
    return urlsafe_b64encode(nonce + sealed).decode()


def unseal(server_secret: str, purpose: str, owner: str, sealed: str) -> str:
    """The secret; '' where the server's secret is another by now."""
    kept = urlsafe_b64decode(sealed)
    nonce, text = kept[:NONCE_BYTES], kept[NONCE_BYTES:]
    try:
        return AESGCM(derived(server_secret, purpose)).decrypt(nonce, text, owner.encode()).decode()
    except InvalidTag:
        return ""
