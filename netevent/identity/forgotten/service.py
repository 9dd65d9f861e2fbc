"""The rules of a forgotten password.

One mail to the address, one link, which works once and for half an hour: it opens the choice of a new
password for all accounts of the address. The mailbox proves the address that was mailed to, so the link keeps
that, and opens no account that has moved away from it. It confirms nobody: who has not opened the link of a
registration or of an invitation has that one. Called by `identity.forgotten.routes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD, token_hash
from netevent.core.database import Transaction
from netevent.core.mail import Recipient, queue_mail
from netevent.core.text.comparing import normalize_email
from netevent.identity import queries as identity_queries
from netevent.identity.accounts import Account, Kind
from netevent.identity.forgotten.mails import PasswordLink
from netevent.identity.links import queries
from netevent.identity.links.queries import Purpose
from netevent.identity.links.service import LoginLinkOver, new_link
from netevent.identity.own_account.service import set_password

HOLDS = timedelta(minutes=30)
# One address may belong to many events.
ACCOUNTS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Reset:
    """Whose password the link changes: all these accounts of the address."""

    email: str
    accounts: tuple[Account, ...]


def send_link(tx: Transaction, email: str, base_url: str) -> None:
    """Mail one link to the address, if it has an account with a password."""
    email_key = normalize_email(email)
    accounts = _with_password(tx, email_key)
    if not accounts:
        return
    first = accounts[0]
    link = new_link(tx, first, base_url, HOLDS, Purpose.password, email_key)
    mail = PasswordLink(first.name, link.address, link.expires_at)
    queue_mail(tx, mail, Recipient(first.email, first.language))


def look(tx: Transaction, token: str) -> Reset:
    """What the link would change.

    Raises:
        LoginLinkOver: nothing, or no longer.
    """
    link = queries.select_link(tx, token_hash(token), Purpose.password, clock.now())
    accounts = _with_password(tx, link.email) if link else []
    if not accounts:
        raise LoginLinkOver
    return Reset(accounts[0].email, tuple(accounts))


def use(tx: Transaction, token: str, password_hash: str) -> tuple[Account, ...]:
    """Use the link up. All logins of these accounts end. Raises as `look` does."""
    reset = look(tx, token)
    if not queries.delete_link(tx, token_hash(token)):
        raise LoginLinkOver
    set_password(tx, reset.accounts, password_hash)
    return reset.accounts


def _with_password(tx: Transaction, email_key: str) -> list[Account]:
    """A confirmed organizer has one, or may choose it here; of others those who chose one before."""
    found = identity_queries.select_accounts_by_email(tx, email_key, ACCOUNTS_AT_ONCE)
    return [
        account
        for account, password_hash in found
        if account.kind is Kind.organizer or (password_hash and password_hash != NO_PASSWORD)
    ]
