"""SQL of the own account: its password, name and address, and the browsers that are logged in to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events, login_accounts, logins, organizers
from netevent.identity.accounts import Account, Kind
from netevent.identity.queries import STANDS, TABLES
from netevent.identity.roles.queries import is_in_team


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A browser that is logged in. `device` is a guess of what it is, empty for an unknown one."""

    id: str
    device: str
    since: datetime


def select_logged_in(tx: Transaction, kind: Kind, account_id: int, now: datetime) -> list[LoggedIn]:
    """The logins that can use this account, the newest first."""
    is_own = exists().where(
        login_accounts.c.login_id == logins.c.id,
        login_accounts.c.account_kind == kind.value,
        login_accounts.c.account_id == account_id,
    )
    statement = select(logins).where(is_own, STANDS, logins.c.expires_at > now)
    rows = tx.execute(statement.order_by(logins.c.created_at.desc(), logins.c.id))
    return [LoggedIn(row.id, row.device, row.created_at) for row in rows]


def select_zone(tx: Transaction, account: Account) -> str | None:
    """The time zone of the account's event, or of the newest one that the organizer has."""
    is_theirs = events.c.id == account.event_id if account.event_id else is_in_team(account.id)
    statement = select(events.c.time_zone).where(is_theirs).order_by(events.c.id.desc()).limit(1)
    return tx.execute(statement).scalar()


def select_password_hash(tx: Transaction, kind: Kind, account_id: int) -> str | None:
    table = TABLES[kind]
    return tx.execute(select(table.c.password_hash).where(table.c.id == account_id)).scalar()


def update_password(tx: Transaction, kind: Kind, account_id: int, password_hash: str) -> None:
    """An attendee's personal links that were sent before end with the old password."""
    table = TABLES[kind]
    values: dict[str, Any] = {"password_hash": password_hash}
    if kind is Kind.attendee:
        values |= {"confirmation_token": None, "confirmation_expires_at": None}
        values["link_version"] = attendees.c.link_version + 1
    tx.execute(update(table).where(table.c.id == account_id).values(values))


def update_name(tx: Transaction, organizer_id: int, name: str) -> None:
    tx.execute(update(organizers).where(organizers.c.id == organizer_id).values(name=name))


def update_address(tx: Transaction, organizer_id: int, email: str, email_key: str) -> None:
    """Raises:
    sqlalchemy.exc.IntegrityError: another organizer has the address.
    """
    values = {"email": email, "email_key": email_key}
    tx.execute(update(organizers).where(organizers.c.id == organizer_id).values(values))
