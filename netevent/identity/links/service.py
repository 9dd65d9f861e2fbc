"""The rules of links that log an organizer or a member of staff in.

Who is locked out, or has forgotten the password, comes in by the own mailbox; and an organizer who registered
confirms the address so. A link carries a token of 256 bits, of which the database keeps the SHA-256; it works
once, for an hour, and using one ends the others of the account. (Attendees have their personal link.) Links
for other purposes are made here, too: `identity.forgotten` and `identity.own_account` say what theirs do.
Called by `identity.routes`, `identity.links.routes` and `home.personal.routes`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD, new_token, token_hash
from netevent.core.database import Transaction
from netevent.core.errors import Refusal
from netevent.core.i18n import N_
from netevent.core.mail import Recipient, queue_mail
from netevent.core.text.comparing import normalize_email
from netevent.core.web.paths import url
from netevent.identity import queries as identity_queries
from netevent.identity.accounts import Account, Kind
from netevent.identity.links import queries
from netevent.identity.links.mails import LoginLink
from netevent.identity.links.queries import Link, Purpose
from netevent.identity.service import AddressTaken, NewOrganizer, end_logins_of, register_organizer

HOLDS = timedelta(hours=1)
# Who registered or was invited may open the mail tomorrow.
CONFIRMATION_HOLDS = timedelta(days=7)
ACCOUNTS_AT_ONCE = 10
PAGES = {
    Purpose.login: "links.open_link",
    Purpose.password: "forgotten.open_link",
    Purpose.address: "own_account.confirm_address",
}

Remembers = Callable[[str, str], bool]


class LoginLinkOver(Refusal):
    """Used, expired, or never made."""

    status = 410
    code = "login_link_over"
    message = N_("This link no longer works. Request a new one.")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens. A new organizer whose password is not known to this browser chooses one.

    Who was invited to present writes the own name (`needs_name`): somebody else typed it.
    """

    account: Account
    is_unconfirmed: bool
    needs_password: bool
    needs_name: bool = False


@dataclass(frozen=True, slots=True)
class NewLink:
    """The address is known now and never again."""

    address: str
    expires_at: datetime


def send_links(tx: Transaction, email: str, base_url: str) -> None:
    """Mail a link to each organizer and member of staff with this address."""
    found = identity_queries.select_accounts_by_email(tx, normalize_email(email), ACCOUNTS_AT_ONCE)
    for account, password_hash in found:
        # Who was invited and has not accepted has the invitation's own link.
        if account.kind is Kind.organizer or (account.kind is Kind.staff and password_hash):
            send_link(tx, account, base_url)


def send_link(tx: Transaction, account: Account, base_url: str, invited_by: str = "") -> None:
    is_unconfirmed = _is_unconfirmed(tx, account.kind, account.id)
    link = new_link(tx, account, base_url, CONFIRMATION_HOLDS if is_unconfirmed else HOLDS)
    event_name = account.event_name.inside(account.language)
    mail = LoginLink(account.name, event_name, link.address, link.expires_at, is_unconfirmed, invited_by)
    queue_mail(tx, mail, Recipient(account.email, account.language, event_id=account.event_id))


def new_link(
    tx: Transaction,
    account: Account,
    base_url: str,
    holds: timedelta,
    purpose: Purpose = Purpose.login,
    email: str = "",
) -> NewLink:
    """For who has a mail of their own to put it in."""
    queries.delete_expired_links(tx, clock.now())
    token, expires_at = new_token(), (clock.now() + holds).replace(microsecond=0)
    link = Link(account.kind, account.id, email)
    queries.insert_link(tx, token_hash(token), link, purpose, expires_at)
    return NewLink(url(base_url, PAGES[purpose], token=token), expires_at)


def register(tx: Transaction, new: NewOrganizer, base_url: str, invited_by: str = "") -> None:
    """Make the organizer's account, and mail the link that confirms it.

    An address that has an account gets a link to that one, and nothing else changes: who registers learns no
    more than that a mail is on its way. But whom an organizer invites may make events from then on.
    """
    key = normalize_email(new.email)
    found = identity_queries.select_organizer_by_email(tx, key)
    try:
        made = None if found else register_organizer(tx, new)
    except AddressTaken:  # in the same moment, by another
        made, found = None, identity_queries.select_organizer_by_email(tx, key)
    if account := made or found:
        is_new = made is not None or (invited_by != "" and queries.update_organizes(tx, account.id))
        send_link(tx, account, base_url, invited_by if is_new else "")


def look(tx: Transaction, token: str, is_own_password: Remembers) -> Opened:
    """What the link would open.

    Raises:
        LoginLinkOver: nothing, or no longer.
    """
    found = queries.select_link(tx, token_hash(token), Purpose.login, clock.now())
    account = identity_queries.select_account(tx, found.kind, found.account_id) if found else None
    if account is None:
        raise LoginLinkOver
    organizer = queries.select_organizer(tx, account.id) if account.kind is Kind.organizer else None
    is_unconfirmed = organizer is not None and organizer.is_unconfirmed
    is_known = organizer is not None and is_own_password(organizer.email_key, organizer.password_hash)
    needs_name = is_unconfirmed and account.presents_only
    return Opened(account, is_unconfirmed, is_unconfirmed and not is_known, needs_name)


def use(
    tx: Transaction,
    token: str,
    is_own_password: Remembers,
    password_hash: str | None = None,
    name: str = "",
) -> Account:
    """Use the link up: whom it logs in. A new password ends logins with the old one.

    Raises as `look` does.
    """
    opened = look(tx, token, is_own_password)
    account = opened.account
    if not queries.delete_links(tx, account.kind, account.id, Purpose.login):
        raise LoginLinkOver
    if account.kind is Kind.organizer:
        stands = NO_PASSWORD if opened.needs_password else None
        queries.update_confirmed(tx, account.id, password_hash or stands, name if opened.needs_name else "")
        if password_hash:
            end_logins_of(tx, account.kind, account.id)
    return account


def _is_unconfirmed(tx: Transaction, kind: Kind, account_id: int) -> bool:
    organizer = queries.select_organizer(tx, account_id) if kind is Kind.organizer else None
    return organizer is not None and organizer.is_unconfirmed
