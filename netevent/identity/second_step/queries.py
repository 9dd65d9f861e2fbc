"""SQL of authenticator apps, recovery codes, and logins that wait for a second step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, true, update

from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import login_accounts, logins, recovery_codes, second_steps
from netevent.identity.accounts import Account, Kind
from netevent.identity.queries import Login
from netevent.identity.second_step.owned import COLUMNS, is_of, owner_of


@dataclass(frozen=True, slots=True)
class SecondStep:
    """An account's app. `secret` is sealed."""

    id: int
    secret: str
    on_since: datetime


def select_second_step(tx: Transaction, account: Account) -> SecondStep | None:
    row = tx.execute(select(second_steps).where(is_of(second_steps, account))).first()
    return SecondStep(row.id, row.secret, row.on_since) if row else None


def select_asking(tx: Transaction, accounts: Sequence[Account]) -> list[Account]:
    """Those of the accounts that ask for a second step."""
    asking: set[tuple[Kind, int]] = set()
    for kind, column in COLUMNS.items():
        if ids := [one.id for one in accounts if one.kind is kind]:
            found = tx.execute(select(second_steps.c[column]).where(second_steps.c[column].in_(ids)))
            asking |= {(kind, number) for number in found.scalars()}
    return [one for one in accounts if (one.kind, one.id) in asking]


def insert_second_step(tx: Transaction, account: Account, secret: str, step: int, now: datetime) -> int:
    """Raises:
    sqlalchemy.exc.IntegrityError: the account has one.
    """
    values = owner_of(account) | {"secret": secret, "last_step": step, "on_since": now}
    return inserted_id(tx.execute(insert(second_steps).values(**values)))


def update_last_step(tx: Transaction, second_step_id: int, step: int) -> bool:
    """Whether no code of this half minute, or of a later one, was used before: of two at once one wins."""
    unused = second_steps.c.id == second_step_id, second_steps.c.last_step < step
    return tx.execute(update(second_steps).where(*unused).values(last_step=step)).rowcount == 1


def delete_second_step(tx: Transaction, account: Account) -> bool:
    """With its recovery codes. Whether there was one."""
    return tx.execute(delete(second_steps).where(is_of(second_steps, account))).rowcount == 1


def insert_recovery_codes(tx: Transaction, second_step_id: int, hashes: Iterable[str]) -> None:
    rows = [{"second_step_id": second_step_id, "code_hash": one} for one in hashes]
    tx.execute(insert(recovery_codes), rows)


def count_recovery_codes(tx: Transaction, second_step_id: int) -> int:
    statement = select(func.count()).where(recovery_codes.c.second_step_id == second_step_id)
    return int(tx.execute(statement).scalar_one())


def delete_recovery_code(tx: Transaction, second_step_id: int, code_hash: str) -> bool:
    """Whether it was there: of two who use one at once, one finds it."""
    statement = delete(recovery_codes).where(
        recovery_codes.c.second_step_id == second_step_id, recovery_codes.c.code_hash == code_hash
    )
    return tx.execute(statement).rowcount == 1


def delete_recovery_codes(tx: Transaction, second_step_id: int) -> None:
    tx.execute(delete(recovery_codes).where(recovery_codes.c.second_step_id == second_step_id))


def select_waiting(tx: Transaction, login_id: str, now: datetime) -> Login | None:
    statement = select(logins).where(
        logins.c.id == login_id, logins.c.waits == true(), logins.c.expires_at > now
    )
    row = tx.execute(statement).first()
    return Login(row.id, row.csrf_token, Kind(row.account_kind), row.account_id) if row else None


def delete_waiting(tx: Transaction, login_id: str) -> bool:
    """Whether it was there: it becomes one login at most."""
    tx.execute(delete(login_accounts).where(login_accounts.c.login_id == login_id))
    statement = delete(logins).where(logins.c.id == login_id, logins.c.waits == true())
    return tx.execute(statement).rowcount == 1
