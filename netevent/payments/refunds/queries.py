"""SQL of refunds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select, update

from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import refunds
from netevent.payments.providers.provider import GivenBack, RefundState
from netevent.payments.refunds.refund import Refund


def lock_spoken_of(tx: Transaction, payment_id: int, given: GivenBack) -> Refund | None:
    """The refund that a provider speaks of: by its own number, or by our key, which it was given."""
    is_named = refunds.c.provider_id == given.provider_id
    if given.key:
        is_named = is_named | (refunds.c.idempotency_key == given.key)
    statement = select(refunds).where(refunds.c.payment_id == payment_id, is_named)
    row = tx.execute(statement.order_by(refunds.c.id).with_for_update()).first()
    if row is None:
        return None
    return Refund(row.id, payment_id, Decimal(row.amount), RefundState(row.state), row.provider_id or "")


def select_counted(tx: Transaction, payment_id: int) -> Decimal:
    """How much is given back, or on its way. The payment is locked."""
    those = (refunds.c.payment_id == payment_id, refunds.c.state != RefundState.failed)
    return sum(
        (Decimal(one) for one in tx.execute(select(refunds.c.amount).where(*those)).scalars()), Decimal(0)
    )


def insert_refund(
    tx: Transaction, payment_id: int, given: GivenBack, state: RefundState, key: str, now: datetime
) -> int:
    """One that was made at the provider: nobody here asked for it."""
    row = {
        "payment_id": payment_id,
        "amount": given.amount,
        "state": state,
        "provider_id": given.provider_id,
        "idempotency_key": key,
        "made_at": now,
    }
    return inserted_id(tx.execute(insert(refunds).values(row)))


def update_provider_id(tx: Transaction, refund_id: int, provider_id: str) -> None:
    is_unnamed = (refunds.c.id == refund_id, refunds.c.provider_id.is_(None))
    tx.execute(update(refunds).where(*is_unnamed).values(provider_id=provider_id))


def update_state(
    tx: Transaction, refund_id: int, state: RefundState, *, only_from: Sequence[RefundState], **columns: Any
) -> bool:
    """False where the refund has another state than those by now."""
    is_there = (refunds.c.id == refund_id, refunds.c.state.in_(only_from))
    return tx.execute(update(refunds).where(*is_there).values(state=state, **columns)).rowcount == 1
