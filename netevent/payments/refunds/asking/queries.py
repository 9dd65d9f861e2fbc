"""SQL of refunds that we ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, insert, select, update

from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import payments, refunds
from netevent.payments.payment import Money
from netevent.payments.providers.provider import RefundState

OPEN = (RefundState.created, RefundState.pending)


@dataclass(frozen=True, slots=True)
class Refund:
    """One attempt to give money back. `problem`: the provider's words, or `service.DOWN`."""

    id: int
    payment_id: int
    money: Money
    state: RefundState
    provider_id: str
    key: str
    reason: str
    asked_by: str
    problem: str
    made_at: datetime
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def select_refunds(tx: Transaction, event_id: int, payment_id: int) -> list[Refund]:
    """Of one payment, the first one first."""
    its = _refunds(payments.c.event_id == event_id, refunds.c.payment_id == payment_id)
    return [_refund(row) for row in tx.execute(its.order_by(refunds.c.id))]


def select_refund(tx: Transaction, event_id: int, refund_id: int) -> Refund | None:
    row = tx.execute(_refunds(payments.c.event_id == event_id, refunds.c.id == refund_id)).first()
    return None if row is None else _refund(row)


def insert_refund(
    tx: Transaction,
    payment_id: int,
    amount: Decimal,
    state: RefundState,
    key: str,
    reason: str,
    by: str,
    now: datetime,
) -> int:
    row = {
        "payment_id": payment_id,
        "amount": amount,
        "state": state,
        "idempotency_key": key,
        "reason": reason,
        "asked_by": by,
        "made_at": now,
        "ended_at": now if state is RefundState.done else None,
    }
    return inserted_id(tx.execute(insert(refunds).values(row)))


def update_refund(
    tx: Transaction, refund_id: int, *, only_from: Sequence[RefundState], **columns: Any
) -> bool:
    """False where it has another state than those by now."""
    is_it = (refunds.c.id == refund_id, refunds.c.state.in_(only_from))
    return tx.execute(update(refunds).where(*is_it).values(columns)).rowcount == 1


def _refunds(*conditions: ColumnElement[bool]) -> Select[Any]:
    joined = refunds.join(payments, payments.c.id == refunds.c.payment_id)
    return select(refunds, payments.c.currency).select_from(joined).where(*conditions)


def _refund(row: Row[Any]) -> Refund:
    return Refund(
        id=row.id,
        payment_id=row.payment_id,
        money=Money(Decimal(row.amount), row.currency),
        state=RefundState(row.state),
        provider_id=row.provider_id or "",
        key=row.idempotency_key,
        reason=row.reason,
        asked_by=row.asked_by,
        problem=row.last_error,
        made_at=row.made_at,
        ended_at=row.ended_at,
    )
