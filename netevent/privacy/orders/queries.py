"""SQL of what orders keep of an attendee: the own seats, and what a buyer said and paid."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Row, func, or_, select

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, bank_lines, order_seats, orders, payments
from netevent.core.text.comparing import normalize_email
from netevent.payments.invoices.queries import select_of_order
from netevent.privacy.orders.own_order import Bought, OwnInvoice, OwnOrder, OwnPayment, OwnSeat
from netevent.registration.orders.order import SeatState


def select_own_orders(tx: Transaction, attendee_id: int) -> list[OwnOrder]:
    """Those with a seat of the attendee, and those that the address placed; the first one first."""
    person = attendees.c
    me = tx.execute(select(person.event_id, person.email_key).where(person.id == attendee_id)).one()
    is_mine = or_(order_seats.c.attendee_id == attendee_id, order_seats.c.email_key == me.email_key)
    its = select(order_seats).where(order_seats.c.event_id == me.event_id, is_mine)
    seats = tx.execute(its.order_by(order_seats.c.id)).all()
    is_there = or_(orders.c.email_key == me.email_key, orders.c.id.in_({one.order_id for one in seats}))
    rows = tx.execute(select(orders).where(orders.c.event_id == me.event_id, is_there).order_by(orders.c.id))
    return [_order(tx, row, [one for one in seats if one.order_id == row.id], me.email_key) for row in rows]


def _order(tx: Transaction, row: Row[Any], seats: list[Row[Any]], key: str) -> OwnOrder:
    keys = {normalize_email(key), *(one.email_key for one in seats)}
    return OwnOrder(
        reference=row.reference,
        state=row.state,
        at=row.made_at,
        currency=row.currency,
        seats=[_seat(one) for one in seats],
        bought=_bought(tx, row) if row.email_key in keys else None,
        others=_count_standing(tx, row.id) - sum(one.state != SeatState.ended for one in seats),
    )


def _count_standing(tx: Transaction, order_id: int) -> int:
    stands = (order_seats.c.order_id == order_id, order_seats.c.state != SeatState.ended)
    return int(tx.execute(select(func.count()).select_from(order_seats).where(*stands)).scalar_one())


def _seat(row: Row[Any]) -> OwnSeat:
    name = f"{row.first_name} {row.last_name}".strip()
    price = Decimal(row.price) - Decimal(row.discount)
    return OwnSeat(name, row.email, row.organisation, row.role, row.type_name, price)


def _bought(tx: Transaction, row: Row[Any]) -> Bought:
    invoices = select_of_order(tx, row.reference)
    return Bought(
        name=row.name,
        email=row.email,
        company=row.company,
        address=row.address,
        vat_id=row.vat_id,
        total=Decimal(row.total),
        payments=_payments(tx, row.reference),
        invoices=[OwnInvoice(one.label, one.kind.value, one.issued_on, one.total) for one in invoices],
    )


def _payments(tx: Transaction, reference: str) -> list[OwnPayment]:
    lines = payments.outerjoin(bank_lines, bank_lines.c.payment_id == payments.c.id)
    statement = select(payments, bank_lines.c.payer, bank_lines.c.text).select_from(lines)
    rows = tx.execute(statement.where(payments.c.reference == reference).order_by(payments.c.id))
    return [
        OwnPayment(
            row.provider,
            Decimal(row.amount),
            row.state,
            row.paid_at or row.made_at,
            row.payer or "",
            row.text or "",
        )
        for row in rows
    ]
