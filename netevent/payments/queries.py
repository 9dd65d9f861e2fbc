"""SQL of payments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, insert, select, update

from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import payments
from netevent.payments.payment import Method, Money, Payment, Problem, State, TakenAs


def select_payment(tx: Transaction, event_id: int, payment_id: int) -> Payment | None:
    return _first(tx, _payments(payments.c.id == payment_id, payments.c.event_id == event_id))


def select_of_order(tx: Transaction, reference: str) -> list[Payment]:
    """The payments of an order, the first one first."""
    rows = tx.execute(_payments(payments.c.reference == reference).order_by(payments.c.id))
    return [_payment(row) for row in rows]


def select_of_event(tx: Transaction, event_id: int) -> list[Payment]:
    rows = tx.execute(_payments(payments.c.event_id == event_id).order_by(payments.c.id))
    return [_payment(row) for row in rows]


def select_awaited(
    tx: Transaction, event_id: int, methods: Sequence[Method], part: str, money: Money, most: int
) -> list[Payment]:
    """Those that money may still come for, with `part` in their reference; first those of this amount."""
    one = payments.c
    is_it = (
        one.event_id == event_id,
        one.provider.in_(methods),
        one.reference.contains(part, autoescape=True),
    )
    awaited = one.state.in_((State.created, State.pending, State.lapsed))
    same = case((one.amount == money.amount, 0), else_=1)
    late = case((one.state == State.lapsed, 1), else_=0)
    rows = tx.execute(_payments(*is_it, awaited).order_by(same, late, one.id.desc()).limit(most))
    return [_payment(row) for row in rows]


def select_event_of(tx: Transaction, method: Method, provider_id: str, key: str) -> int | None:
    """Whose event the payment is that a provider speaks of."""
    statement = select(payments.c.event_id).where(_spoken_of(method, provider_id, key))
    return tx.execute(statement.limit(1)).scalar()


def select_told_of(tx: Transaction, method: Method, provider_id: str) -> Payment | None:
    """By the provider's own number."""
    return _first(tx, _payments(_spoken_of(method, provider_id, "")))


def lock_payment(tx: Transaction, event_id: int, payment_id: int) -> Payment | None:
    """Until the commit nobody else changes it."""
    statement = _payments(payments.c.id == payment_id, payments.c.event_id == event_id)
    return _first(tx, statement.with_for_update())


def lock_spoken_of(tx: Transaction, method: Method, provider_id: str, key: str) -> Payment | None:
    """The payment that a provider speaks of: by its own number, or by our key, which it was given."""
    return _first(tx, _payments(_spoken_of(method, provider_id, key)).with_for_update())


def lock_of_order(tx: Transaction, reference: str) -> list[Payment]:
    rows = tx.execute(_payments(payments.c.reference == reference).order_by(payments.c.id).with_for_update())
    return [_payment(row) for row in rows]


def insert_payment(
    tx: Transaction,
    event_id: int,
    reference: str,
    method: Method,
    money: Money,
    key: str,
    now: datetime,
    checks_at: datetime | None,
    state: State = State.created,
) -> int:
    row = {
        "event_id": event_id,
        "reference": reference,
        "provider": method,
        "amount": money.amount,
        "currency": money.currency,
        "state": state,
        "url": "",
        "idempotency_key": key,
        "made_at": now,
        "checks_at": checks_at,
    }
    return inserted_id(tx.execute(insert(payments).values(row)))


def update_payment(
    tx: Transaction, payment_id: int, *conditions: ColumnElement[bool], **columns: Any
) -> bool:
    """False where a condition does not hold."""
    statement = update(payments).where(payments.c.id == payment_id, *conditions)
    return tx.execute(statement.values(columns)).rowcount == 1


def update_state(
    tx: Transaction, payment_id: int, state: State, *, only_from: Sequence[State], **columns: Any
) -> bool:
    """False where the payment has another state than those by now."""
    is_there = payments.c.state.in_(only_from)
    return update_payment(tx, payment_id, is_there, state=state, **columns)


def update_given_back(tx: Transaction, payment_id: int, amount: Decimal) -> bool:
    """Count so much as given back, or less with a negative amount. False: so much is not left of it."""
    # SQLite counts in binary: ten times 0.10 would be a little more than 1.00.
    counted = func.round(payments.c.given_back + amount, 2)
    fits = (counted <= payments.c.amount, counted >= 0)
    return update_payment(tx, payment_id, *fits, given_back=counted)


def _spoken_of(method: Method, provider_id: str, key: str) -> ColumnElement[bool]:
    is_named = payments.c.provider_id == provider_id
    if key:
        is_named = is_named | (payments.c.idempotency_key == key)
    return (payments.c.provider == method) & is_named


def _payments(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(payments).where(*conditions)


def _first(tx: Transaction, statement: Select[Any]) -> Payment | None:
    row = tx.execute(statement).first()
    return None if row is None else _payment(row)


def _payment(row: Row[Any]) -> Payment:
    return Payment(
        id=row.id,
        event_id=row.event_id,
        reference=row.reference,
        method=Method(row.provider),
        provider_id=row.provider_id or "",
        charge_id=row.charge_id,
        money=Money(Decimal(row.amount), row.currency),
        state=State(row.state),
        given_back=Decimal(row.given_back),
        problem=Problem(row.problem),
        url=row.url,
        idempotency_key=row.idempotency_key,
        taken_by=row.taken_by,
        taken_as=TakenAs(row.taken_as),
        made_at=row.made_at,
        paid_at=row.paid_at,
    )
