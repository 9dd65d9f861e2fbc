"""The rules of logging in and out. Called by `identity.routes`, `identity.logins` and `staff`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from netevent.changes import AttendeeLoggedIn, LoginChanged
from netevent.core import clock
from netevent.core.credentials import matching, new_code, new_token, token_hash
from netevent.core.database import Database, Transaction
from netevent.core.errors import Conflict, Forbidden
from netevent.core.i18n import N_
from netevent.core.text.comparing import normalize_email
from netevent.identity import queries
from netevent.identity.accounts import Account, Kind, Viewer
from netevent.identity.links.queries import delete_links

# Of who asked to stay logged in on a device of their own, and of everybody else. Staff stay until their event
# ends.
STAYS_FOR = timedelta(days=30)
LASTS = timedelta(hours=12)
# One address may belong to many events.
ACCOUNTS_TRIED = 10
ASKED_AT_ONCE = 500


class AddressTaken(Conflict):
    code = "address_taken"
    field = "email"
    message = N_("There is already an account with this email address.")


@dataclass(frozen=True, slots=True)
class NewOrganizer:
    """An organizer to be. One made by the server's administrator is confirmed at once.

    One that `presents_only` was invited to present, by an organizer.
    """

    email: str
    name: str
    password_hash: str
    language: str
    is_confirmed: bool = False
    presents_only: bool = False


async def accounts_opened_by(database: Database, email: str, password: str) -> list[Account]:
    """The accounts that this address and password open; none, after the same time, when it is wrong."""
    key = normalize_email(email)
    candidates = await database.read(queries.select_accounts_by_email, key, ACCOUNTS_TRIED)
    opened = await matching([stored for _, stored in candidates], password)
    return [account for (account, _), is_open in zip(candidates, opened, strict=True) if is_open]


def register_organizer(tx: Transaction, new: NewOrganizer) -> Account:
    """Make the account.

    Raises:
        AddressTaken: an organizer with this address exists.
    """
    unconfirmed_since = None if new.is_confirmed else clock.now()
    try:
        organizer_id = queries.insert_organizer(
            tx,
            new.email,
            normalize_email(new.email),
            new.name,
            new.password_hash,
            new.language,
            new_code(),
            unconfirmed_since,
            new.presents_only,
        )
    except IntegrityError:
        raise AddressTaken from None
    return Account(
        Kind.organizer, organizer_id, new.name, new.email, new.language, presents_only=new.presents_only
    )


def start_login(
    tx: Transaction,
    accounts: Sequence[Account],
    chosen: Account,
    stays: bool = False,
    device: str = "",
    until: datetime | None = None,
) -> str:
    """Begin a login that may use `accounts`; returns the token for the cookie.

    It ends by the rules of `_ends_at`, or, of a phone that was logged in by a code, at `until`.
    """
    token = new_token()
    login_id = token_hash(token)
    queries.delete_expired_logins(tx, clock.now())
    queries.insert_login(tx, login_id, new_token(), chosen, until or _ends_at(tx, chosen, stays), device)
    queries.insert_login_accounts(tx, login_id, accounts)
    _tell_login(tx, chosen)
    return token


def _tell_login(tx: Transaction, account: Account) -> None:
    if account.kind is Kind.attendee:
        tx.publish(AttendeeLoggedIn(account.id))


def _ends_at(tx: Transaction, account: Account, stays: bool) -> datetime:
    soonest = clock.now() + LASTS
    if not stays:
        return soonest
    if account.kind is not Kind.staff:
        return clock.now() + STAYS_FOR
    return max(soonest, queries.select_end_of_event(tx, account.event_id or 0) or soonest)


def select_viewer(tx: Transaction, login_id: str) -> Viewer | None:
    """Who uses this login now; None when it ended or its account is gone."""
    login = queries.select_login(tx, login_id, clock.now())
    account = queries.select_account(tx, login.kind, login.account_id) if login else None
    if login is None or account is None:
        return None
    return Viewer(account, login.id, login.csrf_token, _others(tx, login, account))


def ended_logins(tx: Transaction, login_ids: Iterable[str]) -> set[str]:
    """Those of the logins that have ended: logged out, removed or too old."""
    ended: set[str] = set()
    for some in _batches(sorted(login_ids)):
        ended |= set(some) - queries.select_logins_that_stand(tx, some, clock.now())
    return ended


def switch_account(tx: Transaction, viewer: Viewer, kind: Kind, account_id: int) -> Account:
    """Use another of the accounts that this login's password opened.

    Raises:
        Forbidden: the password did not open that account.
    """
    account = next((one for one in viewer.others if (one.kind, one.id) == (kind, account_id)), None)
    if account is None:
        raise Forbidden
    queries.update_login_account(tx, viewer.login_id, kind, account_id)
    tx.publish(LoginChanged(viewer.login_id))
    _tell_login(tx, account)
    return account


def end_login(tx: Transaction, login_id: str) -> None:
    queries.delete_login(tx, login_id)
    tx.publish(LoginChanged(login_id))


def end_logins_of(tx: Transaction, kind: Kind, account_id: int, but: str = "") -> None:
    """End every login that could use the account, `but` one, and the links that would begin another.

    After its removal or a new password.
    """
    delete_links(tx, kind, account_id)
    for login_id in queries.select_logins_of(tx, kind, account_id):
        if login_id != but:
            end_login(tx, login_id)


def forget_viewers_of(tx: Transaction, kind: Kind, account_id: int) -> None:
    """What the account may do has changed: every worker reads it anew at the next request."""
    for login_id in queries.select_logins_of(tx, kind, account_id):
        tx.publish(LoginChanged(login_id))


def choose_language(tx: Transaction, viewer: Viewer, language: str) -> None:
    """The preference of all accounts of the login: they are one person's, who reads the mails of all."""
    for account in dict.fromkeys((viewer.account, *viewer.others)):
        queries.update_account_language(tx, account.kind, account.id, language)
    tx.publish(LoginChanged(viewer.login_id))


def _others(tx: Transaction, login: queries.Login, current: Account) -> tuple[Account, ...]:
    found = (
        current if one == (current.kind, current.id) else queries.select_account(tx, *one)
        for one in queries.select_login_accounts(tx, login.id)
    )
    return tuple(account for account in found if account is not None)


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), ASKED_AT_ONCE):
        yield ids[start : start + ASKED_AT_ONCE]
