"""Passwords, tokens and short codes."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Without 0 and O, 1 and I, which people confuse on paper.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 10
# An account that has no password yet. No password matches it.
NO_PASSWORD = "!"  # noqa: S105 - matches nothing

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Two at a time: hashing blocks a core for 20 ms, and the door must go on meanwhile.
_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")
_STAND_IN = _hasher.hash(secrets.token_urlsafe(16))


async def hash_password(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_pool, _hasher.hash, password)


async def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether it matches; a missing account (None) takes as long as a wrong password."""
    return await asyncio.get_running_loop().run_in_executor(_pool, _matches, password_hash, password)


def _matches(password_hash: str | None, password: str) -> bool:
    usable = bool(password_hash) and password_hash != NO_PASSWORD
    try:
        _hasher.verify(password_hash if usable and password_hash else _STAND_IN, password)
    except (VerificationError, InvalidHashError):
        return False
    return usable


def new_token() -> str:
    """256 random bits, for a cookie or a mailed link. Store its `token_hash` only."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_code(length: int = CODE_LENGTH) -> str:
    """A short code for people. It identifies; it never lets anyone in."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def signature(secret: str, *parts: str) -> str:
    return hmac.new(secret.encode(), "\0".join(parts).encode(), hashlib.sha256).hexdigest()


def same(left: str, right: str) -> bool:
    """Compare secrets in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())
