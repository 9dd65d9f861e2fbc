"""SQL of passkeys, and of the challenges that they sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import passkey_challenges, passkeys
from netevent.identity.accounts import Account, Kind
from netevent.identity.passkeys.ceremony import NewKey
from netevent.identity.second_step.owned import COLUMNS, is_of, owner_of


@dataclass(frozen=True, slots=True)
class Passkey:
    """One in the list of its owner."""

    id: int
    name: str
    credential_id: str
    added_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stored:
    """What a log-in is checked against."""

    id: int
    kind: Kind
    account_id: int
    key: NewKey


def select_passkeys(tx: Transaction, account: Account) -> list[Passkey]:
    statement = select(passkeys).where(is_of(passkeys, account)).order_by(passkeys.c.id)
    return [
        Passkey(row.id, row.name, row.credential_id, row.added_at, row.last_used_at)
        for row in tx.execute(statement)
    ]


def select_stored(tx: Transaction, credential_id: str) -> Stored | None:
    row = tx.execute(select(passkeys).where(passkeys.c.credential_id == credential_id)).first()
    if row is None:
        return None
    kind = Kind.staff if row.organizer_id is None else Kind.organizer
    key = NewKey(row.credential_id, row.public_key, row.sign_count)
    return Stored(row.id, kind, getattr(row, COLUMNS[kind]), key)


def insert_passkey(tx: Transaction, account: Account, key: NewKey, name: str, now: datetime) -> None:
    """Raises:
    sqlalchemy.exc.IntegrityError: somebody has this one.
    """
    tx.execute(
        insert(passkeys).values(
            credential_id=key.credential_id,
            public_key=key.public_key,
            sign_count=key.sign_count,
            name=name,
            added_at=now,
            **owner_of(account),
        )
    )


def update_used(tx: Transaction, stored: Stored, sign_count: int, now: datetime) -> bool:
    """Whether nobody used it since it was read."""
    statement = update(passkeys).where(
        passkeys.c.id == stored.id, passkeys.c.sign_count == stored.key.sign_count
    )
    return tx.execute(statement.values(sign_count=sign_count, last_used_at=now)).rowcount == 1


def delete_passkey(tx: Transaction, account: Account, passkey_id: int) -> bool:
    statement = delete(passkeys).where(passkeys.c.id == passkey_id, is_of(passkeys, account))
    return tx.execute(statement).rowcount == 1


def delete_passkeys(tx: Transaction, account: Account) -> int:
    return tx.execute(delete(passkeys).where(is_of(passkeys, account))).rowcount


def insert_challenge(
    tx: Transaction, hashed: str, browser: str, account: Account | None, expires_at: datetime
) -> None:
    owner = owner_of(account) if account else {}
    tx.execute(insert(passkey_challenges).values(id=hashed, browser=browser, expires_at=expires_at, **owner))


def delete_challenge(
    tx: Transaction, hashed: str, browser: str, account: Account | None, now: datetime
) -> bool:
    """Whether it was asked of this browser, for this account or for logging in, and is still open."""
    of_nobody = [passkey_challenges.c[column].is_(None) for column in COLUMNS.values()]
    whose = [is_of(passkey_challenges, account)] if account else of_nobody
    statement = delete(passkey_challenges).where(
        passkey_challenges.c.id == hashed,
        passkey_challenges.c.browser == browser,
        passkey_challenges.c.expires_at > now,
        *whose,
    )
    return tx.execute(statement).rowcount == 1


def delete_expired_challenges(tx: Transaction, now: datetime) -> None:
    tx.execute(delete(passkey_challenges).where(passkey_challenges.c.expires_at <= now))
