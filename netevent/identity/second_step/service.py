"""The rules of the second step.

It is asked of whoever comes in by a password or by a link in a mail, before any account that has one opens:
the login waits meanwhile, for ten minutes, in the browser that began it, and opens nothing. A code counts
once, a recovery code too. Called by `identity.browser`, `identity.second_step.routes` and `cli`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from netevent.core import clock
from netevent.core.credentials import new_token, token_hash
from netevent.core.database import Transaction
from netevent.core.errors import Conflict, Malformed
from netevent.core.i18n import N_
from netevent.core.text.comparing import normalize_email
from netevent.identity import queries as identity_queries
from netevent.identity.accounts import Account, Kind
from netevent.identity.passkeys.queries import delete_passkeys
from netevent.identity.second_step import authenticator, queries, recovery
from netevent.identity.second_step.mails import tell
from netevent.identity.service import end_logins_of

WAITS_FOR = timedelta(minutes=10)
ACCOUNTS_AT_ONCE = 100


class WrongCode(Malformed):
    code = "wrong_code"
    field = "code"
    message = N_("This code is not right, or it was used before. Wait for the next one, then try again.")


class AlreadyOn(Conflict):
    code = "second_step_on"
    message = N_("Two-step log-in is on already.")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A login that waits: the accounts that ask for a code, and those that open without one."""

    login_id: str
    chosen: tuple[Kind, int]
    asking: tuple[Account, ...]
    others: tuple[Account, ...]

    def first_of(self, opened: Sequence[Account]) -> Account:
        """Whom to begin with."""
        return next((one for one in opened if (one.kind, one.id) == self.chosen), opened[0])


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of a second step that is on."""

    is_on: bool
    codes_left: int


def wait_for(tx: Transaction, accounts: Sequence[Account], chosen: Account, device: str) -> str:
    """The token of a login that waits for a second step; '' where no account asks for one."""
    if not queries.select_asking(tx, accounts):
        return ""
    token = new_token()
    identity_queries.delete_expired_logins(tx, clock.now())
    expires_at = clock.now() + WAITS_FOR
    identity_queries.insert_login(tx, token_hash(token), new_token(), chosen, expires_at, device, waits=True)
    identity_queries.insert_login_accounts(tx, token_hash(token), accounts)
    return token


def look(tx: Transaction, token: str) -> Waiting | None:
    """What waits; None when it took too long, or ended."""
    login = queries.select_waiting(tx, token_hash(token), clock.now())
    if login is None:
        return None
    found = (
        identity_queries.select_account(tx, *one)
        for one in identity_queries.select_login_accounts(tx, login.id)
    )
    accounts = [one for one in found if one is not None]
    asking = queries.select_asking(tx, accounts)
    others = tuple(one for one in accounts if one not in asking)
    return Waiting(login.id, (login.kind, login.account_id), tuple(asking), others)


def open_by_code(tx: Transaction, waiting: Waiting, code: str, server_secret: str) -> list[Account]:
    """The accounts that the code opens, with those that ask for none; the login waits no longer.

    Raises:
        WrongCode: it opens none.
    """
    opened = [one for one in waiting.asking if use_code(tx, one, code, server_secret)]
    if not opened or not queries.delete_waiting(tx, waiting.login_id):
        raise WrongCode
    return [*opened, *waiting.others]


def open_others(tx: Transaction, waiting: Waiting) -> list[Account]:
    """The accounts that ask for no code; none if the login waits no longer."""
    return [*waiting.others] if queries.delete_waiting(tx, waiting.login_id) else []


def use_code(tx: Transaction, account: Account, code: str, server_secret: str) -> bool:
    """Whether the code is the app's or a recovery code, and was not used before. Both are always tried."""
    found = queries.select_second_step(tx, account)
    if found is None:
        return False
    secret = authenticator.unseal(server_secret, account, found.secret)
    step = authenticator.step_of(secret, recovery.bare(code), clock.now())
    is_recovery = queries.delete_recovery_code(tx, found.id, recovery.hash_of(server_secret, account, code))
    return is_recovery or (step is not None and queries.update_last_step(tx, found.id, step))


def show(tx: Transaction, account: Account) -> Shown:
    found = queries.select_second_step(tx, account)
    return Shown(found is not None, queries.count_recovery_codes(tx, found.id) if found else 0)


def turn_on(
    tx: Transaction, account: Account, secret: str, code: str, server_secret: str, login_id: str
) -> tuple[str, ...]:
    """The recovery codes. Logins that began without a second step end, but this one.

    Raises:
        WrongCode: the app makes other codes.
        AlreadyOn: in the same moment, in another window.
    """
    step = authenticator.step_of(secret, recovery.bare(code), clock.now())
    if step is None:
        raise WrongCode
    sealed = authenticator.seal(server_secret, account, secret)
    try:
        second_step_id = queries.insert_second_step(tx, account, sealed, step, clock.now())
    except IntegrityError:
        raise AlreadyOn from None
    end_logins_of(tx, account.kind, account.id, but=login_id)
    tell(tx, account, "on")
    return _write_codes(tx, second_step_id, account, server_secret)


def turn_off(tx: Transaction, account: Account, code: str, server_secret: str, login_id: str) -> None:
    """Raises:
    WrongCode: it is neither the app's nor a recovery code.
    """
    if not use_code(tx, account, code, server_secret):
        raise WrongCode
    queries.delete_second_step(tx, account)
    end_logins_of(tx, account.kind, account.id, but=login_id)
    tell(tx, account, "off")


def renew_codes(tx: Transaction, account: Account, code: str, server_secret: str) -> tuple[str, ...]:
    """New recovery codes; those before end. Raises as `turn_off` does."""
    found = queries.select_second_step(tx, account)
    if found is None or not use_code(tx, account, code, server_secret):
        raise WrongCode
    queries.delete_recovery_codes(tx, found.id)
    tell(tx, account, "codes")
    return _write_codes(tx, found.id, account, server_secret)


def reset(tx: Transaction, email: str) -> list[Account]:
    """Take app, codes and passkeys from the address's accounts, and end their logins. Whose they were."""
    found = identity_queries.select_accounts_by_email(tx, normalize_email(email), ACCOUNTS_AT_ONCE)
    workers = [account for account, _ in found if account.kind is not Kind.attendee]
    return [account for account in workers if _reset(tx, account)]


def _reset(tx: Transaction, account: Account) -> bool:
    had_app, passkeys = queries.delete_second_step(tx, account), delete_passkeys(tx, account)
    if not had_app and not passkeys:
        return False
    end_logins_of(tx, account.kind, account.id)
    tell(tx, account, "reset")
    return True


def _write_codes(
    tx: Transaction, second_step_id: int, account: Account, server_secret: str
) -> tuple[str, ...]:
    codes = recovery.new_codes()
    hashes = [recovery.hash_of(server_secret, account, code) for code in codes]
    queries.insert_recovery_codes(tx, second_step_id, hashes)
    return codes
