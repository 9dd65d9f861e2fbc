"""SQL of the links in mails that work once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, insert, select, true, update

from netevent.core.database import Transaction
from netevent.core.database.tables import login_links, organizers
from netevent.identity.accounts import Kind


class Purpose(StrEnum):
    """What a link is for; the others than `login` are `identity.forgotten`'s and `identity.own_account`'s."""

    login = "login"
    password = "password"  # noqa: S105 - a purpose
    address = "address"


@dataclass(frozen=True, slots=True)
class Link:
    """Whose link it is. `email`: of a password the key of the address, of an address the new one as typed."""

    kind: Kind
    account_id: int
    email: str


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """What a registration of an organizer typed, until the mailbox confirms it."""

    email_key: str
    password_hash: str
    is_unconfirmed: bool


def select_link(tx: Transaction, hashed: str, purpose: Purpose, now: datetime) -> Link | None:
    """The link, while it works and if it is for this."""
    statement = select(login_links).where(
        login_links.c.id == hashed, login_links.c.purpose == purpose.value, login_links.c.expires_at > now
    )
    row = tx.execute(statement).first()
    return Link(Kind(row.account_kind), row.account_id, row.email) if row else None


def select_organizer(tx: Transaction, organizer_id: int) -> Unconfirmed | None:
    row = tx.execute(select(organizers).where(organizers.c.id == organizer_id)).first()
    if row is None:
        return None
    return Unconfirmed(row.email_key, row.password_hash, row.unconfirmed_since is not None)


def insert_link(tx: Transaction, hashed: str, link: Link, purpose: Purpose, expires_at: datetime) -> None:
    tx.execute(
        insert(login_links).values(
            id=hashed,
            account_kind=link.kind.value,
            account_id=link.account_id,
            email=link.email,
            purpose=purpose.value,
            expires_at=expires_at,
        )
    )


def update_confirmed(
    tx: Transaction, organizer_id: int, password_hash: str | None = None, name: str = ""
) -> None:
    """The mailbox has opened its link; a password and a name only where they are given."""
    given = {"password_hash": password_hash, "name": name}
    values = {"unconfirmed_since": None} | {column: value for column, value in given.items() if value}
    tx.execute(update(organizers).where(organizers.c.id == organizer_id).values(**values))


def update_organizes(tx: Transaction, organizer_id: int) -> bool:
    """Who was invited to present may make events now; whether that is new."""
    statement = update(organizers).where(
        organizers.c.id == organizer_id, organizers.c.presents_only == true()
    )
    return tx.execute(statement.values(presents_only=False)).rowcount == 1


def delete_link(tx: Transaction, hashed: str) -> bool:
    """Whether it was there: of two who use one at once, one finds it."""
    return tx.execute(delete(login_links).where(login_links.c.id == hashed)).rowcount == 1


def delete_links(tx: Transaction, kind: Kind, account_id: int, purpose: Purpose | None = None) -> int:
    """Those of the account, for this purpose or for all. How many there were: one of two finds them."""
    statement = delete(login_links).where(
        login_links.c.account_kind == kind.value, login_links.c.account_id == account_id
    )
    if purpose is not None:
        statement = statement.where(login_links.c.purpose == purpose.value)
    return tx.execute(statement).rowcount


def delete_expired_links(tx: Transaction, now: datetime) -> None:
    tx.execute(delete(login_links).where(login_links.c.expires_at <= now))
