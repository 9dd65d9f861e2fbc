"""The rules of passkeys: one is added by who knows the password, and logs in without any.

A challenge is random, kept here, answered once and within five minutes, by the browser that it was given to.
Called by `identity.passkeys.routes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_bytes
from typing import Any

from sqlalchemy.exc import IntegrityError

from netevent.core import clock
from netevent.core.credentials import token_hash
from netevent.core.database import Transaction
from netevent.core.errors import Conflict, NotFound
from netevent.core.i18n import N_
from netevent.identity import queries as identity_queries
from netevent.identity.accounts import Account
from netevent.identity.passkeys import ceremony, queries
from netevent.identity.passkeys.ceremony import PasskeyRefused, Site
from netevent.identity.second_step.mails import tell
from netevent.identity.service import end_logins_of

CHALLENGE_HOLDS = timedelta(minutes=5)
CHALLENGE_BYTES = 32
MOST_PASSKEYS = 20


class TooManyPasskeys(Conflict):
    code = "too_many_passkeys"
    message = N_("This account has %(most)s passkeys, which is the limit. Remove one that you no longer use.")


class KnownPasskey(Conflict):
    code = "known_passkey"
    message = N_("This passkey has been added already.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser sent, and the challenge in it, which was ours and is used up."""

    credential: dict[str, Any]
    challenge: bytes


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks: the site, the browser by the hash of its number, and the server's secret."""

    site: Site
    browser: str
    server_secret: str


def begin_adding(tx: Transaction, asking: Asking, account: Account) -> dict[str, Any]:
    """What the browser is to do.

    Raises:
        TooManyPasskeys: the account has enough.
    """
    present = queries.select_passkeys(tx, account)
    if len(present) >= MOST_PASSKEYS:
        raise TooManyPasskeys(most=MOST_PASSKEYS)
    challenge = _new_challenge(tx, asking, account)
    handle = ceremony.handle_of(asking.server_secret, account)
    known = [one.credential_id for one in present]
    return ceremony.options_to_add(asking.site, account, handle, challenge, known)


def answer(tx: Transaction, asking: Asking, sent: str, account: Account | None = None) -> Answer:
    """Use the challenge up that was signed, in a transaction of its own: it is gone whatever comes of it.

    Raises:
        PasskeyRefused: it was not asked of this browser, not for this account, or too long ago.
    """
    credential = ceremony.parsed(sent)
    challenge = ceremony.challenge_in(credential)
    if not queries.delete_challenge(tx, _hashed(challenge), asking.browser, account, clock.now()):
        raise PasskeyRefused
    return Answer(credential, challenge)


def add(tx: Transaction, asking: Asking, account: Account, answer: Answer, name: str) -> None:
    """Raises:
    PasskeyRefused: the answer is not true.
    KnownPasskey: it is somebody's already.
    """
    key = ceremony.new_key(asking.site, answer.credential, answer.challenge)
    try:
        queries.insert_passkey(tx, account, key, name, clock.now())
    except IntegrityError:
        raise KnownPasskey from None
    tell(tx, account, "passkey_added", name)


def begin_login(tx: Transaction, asking: Asking) -> dict[str, Any]:
    return ceremony.options_to_log_in(asking.site, _new_challenge(tx, asking, None))


def log_in(tx: Transaction, asking: Asking, answer: Answer) -> Account:
    """Whose passkey it is.

    Raises:
        PasskeyRefused: nobody's; the answer is not true; or its count of signatures went back.
    """
    credential = answer.credential
    stored = queries.select_stored(tx, ceremony.id_in(credential))
    account = identity_queries.select_account(tx, stored.kind, stored.account_id) if stored else None
    if stored is None or account is None:
        raise PasskeyRefused
    if not ceremony.is_handle_of(credential, ceremony.handle_of(asking.server_secret, account)):
        raise PasskeyRefused
    sign_count = ceremony.new_sign_count(asking.site, credential, answer.challenge, stored.key)
    if not queries.update_used(tx, stored, sign_count, clock.now()):
        raise PasskeyRefused
    return account


def remove(tx: Transaction, account: Account, passkey_id: int, login_id: str) -> None:
    """Its log-ins may be anybody's who has it: all but this one end.

    Raises:
        NotFound: the account has no such passkey.
    """
    found = [one for one in queries.select_passkeys(tx, account) if one.id == passkey_id]
    if not found or not queries.delete_passkey(tx, account, passkey_id):
        raise NotFound
    end_logins_of(tx, account.kind, account.id, but=login_id)
    tell(tx, account, "passkey_removed", found[0].name)


def _new_challenge(tx: Transaction, asking: Asking, account: Account | None) -> bytes:
    queries.delete_expired_challenges(tx, clock.now())
    challenge = token_bytes(CHALLENGE_BYTES)
    expires_at = clock.now() + CHALLENGE_HOLDS
    queries.insert_challenge(tx, _hashed(challenge), asking.browser, account, expires_at)
    return challenge


def _hashed(challenge: bytes) -> str:
    return token_hash(challenge.hex())
