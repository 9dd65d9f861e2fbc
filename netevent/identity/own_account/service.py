"""The rules of the own account: a new password, name or address, and ending logins elsewhere.

A new password counts for all accounts that the old one opened, so that one person goes on having one. A new
address counts when its mailbox has opened a link; the old one is told then, and links mailed to it end.
Called by `identity.own_account.routes` and `identity.forgotten.service`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from netevent.changes import LoginChanged
from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD, token_hash
from netevent.core.database import Transaction
from netevent.core.errors import NotFound
from netevent.core.mail import Recipient, queue_mail
from netevent.core.text.comparing import normalize_email
from netevent.identity import queries as identity_queries
from netevent.identity.accounts import Account, Kind, Viewer
from netevent.identity.links import queries as link_queries
from netevent.identity.links.queries import Purpose
from netevent.identity.links.service import LoginLinkOver, new_link
from netevent.identity.own_account import queries
from netevent.identity.own_account.mails import AddressChanged, AddressLink
from netevent.identity.own_account.queries import LoggedIn
from netevent.identity.second_step.queries import select_asking
from netevent.identity.service import AddressTaken, end_login, end_logins_of

ADDRESS_HOLDS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of the account, besides the viewer; the own login is the first."""

    has_password: bool
    has_second_step: bool
    logins: tuple[LoggedIn, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class NewAddress:
    """What a link changes: the organizer's address to this one."""

    account: Account
    email: str


def show(tx: Transaction, viewer: Viewer) -> Shown:
    found = queries.select_logged_in(tx, viewer.kind, viewer.id, clock.now())
    logins = sorted(found, key=lambda one: one.id != viewer.login_id)
    account = viewer.account
    return Shown(
        has_password(tx, account),
        bool(select_asking(tx, [account])),
        tuple(logins),
        queries.select_zone(tx, account) or "UTC",
    )


def has_password(tx: Transaction, account: Account) -> bool:
    password_hash = queries.select_password_hash(tx, account.kind, account.id)
    return bool(password_hash) and password_hash != NO_PASSWORD


def set_password(tx: Transaction, accounts: Iterable[Account], password_hash: str, but: str = "") -> None:
    """End every login of these accounts, `but` one, and the links that would begin another."""
    for account in sorted(accounts, key=lambda one: (one.kind, one.id)):
        queries.update_password(tx, account.kind, account.id, password_hash)
        end_logins_of(tx, account.kind, account.id, but)


def rename(tx: Transaction, viewer: Viewer, name: str) -> None:
    queries.update_name(tx, viewer.id, name)
    _tell_logins(tx, viewer.kind, viewer.id)


def ask_for_address(tx: Transaction, organizer: Account, email: str, base_url: str) -> None:
    """Mail a link to the new address. Who has it already is told so there; who asks learns nothing."""
    owner = identity_queries.select_organizer_by_email(tx, normalize_email(email))
    link_queries.delete_links(tx, organizer.kind, organizer.id, Purpose.address)
    link = new_link(tx, organizer, base_url, ADDRESS_HOLDS, Purpose.address, email)
    if owner is None or owner.id == organizer.id:
        mail, to = AddressLink(organizer.name, link.address, link.expires_at), organizer.language
    else:
        mail, to = AddressLink(owner.name, "", link.expires_at), owner.language
    queue_mail(tx, mail, Recipient(email, to))


def look_at_address(tx: Transaction, token: str) -> NewAddress:
    """What the link would change.

    Raises:
        LoginLinkOver: nothing, or no longer.
    """
    link = link_queries.select_link(tx, token_hash(token), Purpose.address, clock.now())
    account = identity_queries.select_account(tx, link.kind, link.account_id) if link else None
    if link is None or account is None:
        raise LoginLinkOver
    return NewAddress(account, link.email)


def confirm_address(tx: Transaction, token: str) -> NewAddress:
    """Use the link up; tell the old address. Raises as `look_at_address` does, and:

    Raises:
        AddressTaken: another organizer has the address by now.
    """
    new = look_at_address(tx, token)
    account = new.account
    if not link_queries.delete_link(tx, token_hash(token)):
        raise LoginLinkOver
    try:
        queries.update_address(tx, account.id, new.email, normalize_email(new.email))
    except IntegrityError:
        raise AddressTaken from None
    link_queries.delete_links(tx, account.kind, account.id)
    queue_mail(tx, AddressChanged(account.name, new.email), Recipient(account.email, account.language))
    _tell_logins(tx, account.kind, account.id)
    return new


def log_out_there(tx: Transaction, viewer: Viewer, login_id: str) -> None:
    """End one of the logins of the viewer's account.

    Raises:
        NotFound: it is none of them.
    """
    if login_id not in identity_queries.select_logins_of(tx, viewer.kind, viewer.id):
        raise NotFound
    end_login(tx, login_id)


def log_out_elsewhere(tx: Transaction, viewer: Viewer) -> None:
    """End all logins of the account but the viewer's own."""
    end_logins_of(tx, viewer.kind, viewer.id, but=viewer.login_id)


def _tell_logins(tx: Transaction, kind: Kind, account_id: int) -> None:
    """What other browsers keep of the account is old."""
    for login_id in identity_queries.select_logins_of(tx, kind, account_id):
        tx.publish(LoginChanged(login_id))
