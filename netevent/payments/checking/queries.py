"""SQL of payments that are to be asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from netevent.core.database import Transaction
from netevent.core.database.tables import payments
from netevent.payments.payment import Method
from netevent.payments.queries import update_payment


@dataclass(frozen=True, slots=True)
class Due:
    """`provider_id` is '' where the provider never answered that it knows of it."""

    id: int
    event_id: int
    method: Method
    provider_id: str
    made_at: datetime
    checks_at: datetime
    checked: int


def select_due(tx: Transaction, now: datetime, most: int) -> list[Due]:
    one = payments.c
    statement = select(payments).where(one.checks_at <= now).order_by(one.checks_at).limit(most)
    return [
        Due(
            row.id,
            row.event_id,
            Method(row.provider),
            row.provider_id or "",
            row.made_at,
            row.checks_at,
            row.checked,
        )
        for row in tx.execute(statement)
    ]


def update_checked(tx: Transaction, due: Due, checks_at: datetime) -> bool:
    """Take it: it is due again then. False: another worker has it, or it is over."""
    is_still = payments.c.checks_at == due.checks_at
    return update_payment(tx, due.id, is_still, checks_at=checks_at, checked=due.checked + 1)
