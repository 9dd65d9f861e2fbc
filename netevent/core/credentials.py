"""Passwords, tokens and short codes."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import HashingError, InvalidHashError
from argon2.low_level import hash_secret
from zxcvbn import zxcvbn

# Without 0 and O, 1 and I, which people confuse on paper.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 10
# Of zxcvbn's scale from 0 to 4: below 2 are fewer than a million guesses.
GUESSED_AT_ONCE, LOOKED_AT = 2, 40
_SIGNED_NUMBER = re.compile(r"([1-9][0-9]{0,8})-[0-9a-f]{64}", re.ASCII)
# An account that has no password yet. No password matches it.
NO_PASSWORD = "!"  # noqa: S105 - matches nothing

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Two at a time: hashing blocks a core for 20 ms, and the door must go on meanwhile.
_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")
# Of the length of every hash that was made here; the encoded text does not say it otherwise.
NO_DIGEST = b64encode(bytes(_hasher.hash_len)).decode().rstrip("=")
_STAND_IN = _hasher.hash(secrets.token_urlsafe(16))


async def hash_password(password: str, salt: bytes | None = None) -> str:
    """The hash to keep; with a `salt_for` its address, where it is known."""
    work = partial(_hasher.hash, password, salt=salt)
    return await asyncio.get_running_loop().run_in_executor(_pool, work)


def is_easily_guessed(password: str, others: Sequence[str] = ()) -> bool:
    """Whether an attacker who knows common passwords, and `others` (a name, an address), is there at once.

    Of a long one only the beginning is looked at, which takes a few milliseconds.
    """
    known = [part for one in others for part in one.replace("@", " ").split()][:10]
    return int(zxcvbn(password[:LOOKED_AT], user_inputs=["netevent", *known])["score"]) < GUESSED_AT_ONCE


def salt_for(secret: str, email_key: str) -> bytes:
    """All accounts of an address have one salt: then one computation tells which of them a password opens."""
    return bytes.fromhex(signature(secret, "salt", email_key))[:16]


async def matching(stored: Sequence[str | None], password: str) -> list[bool]:
    """Which of the stored hashes the password matches.

    It costs one computation, also where there is no account (none, or None) or several: the time tells
    nothing. Only hashes that were made with different salts cost one each.
    """
    return await asyncio.get_running_loop().run_in_executor(_pool, _matching, stored, password)


def _matching(stored: Sequence[str | None], password: str) -> list[bool]:
    usable = {one.rpartition("$")[0] for one in stored if one and one != NO_PASSWORD}
    computed = {_computed(prefix, password) for prefix in usable or {_STAND_IN.rpartition("$")[0]}}
    return [one in computed for one in stored]


def _computed(prefix: str, password: str) -> str:
    """The whole hash of the password with this prefix's parameters and salt; '' for what is no prefix."""
    try:
        parameters = extract_parameters(f"{prefix}${NO_DIGEST}")
        salt = b64decode(prefix.rpartition("$")[2] + "==")
        return hash_secret(
            password.encode(),
            salt,
            time_cost=parameters.time_cost,
            memory_cost=parameters.memory_cost,
            parallelism=parameters.parallelism,
            hash_len=parameters.hash_len,
            type=parameters.type,
            version=parameters.version,
        ).decode()
    except (InvalidHashError, HashingError, ValueError):
        return ""


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


def signed_number(secret: str, purpose: str, number: int) -> str:
    """For a mailed link that lets one thing be done for this number, and needs no row of its own."""
    return f"{number}-{signature(secret, purpose, str(number))}"


def number_in(secret: str, purpose: str, token: str) -> int | None:
    """The number that was signed for this purpose; None: it was not."""
    parts = _SIGNED_NUMBER.fullmatch(token)
    if parts is None or not same(token, signed_number(secret, purpose, int(parts[1]))):
        return None
    return int(parts[1])


def same(left: str, right: str) -> bool:
    """Compare secrets in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())
