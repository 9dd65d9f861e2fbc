"""SQL of how an event is paid."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import exists, insert, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types, orders, payment_settings, payments
from netevent.payments.payment import Method
from netevent.payments.settings.payment_settings import Account, PaymentSettings, Price, Seller


def select_settings(tx: Transaction, event_id: int) -> PaymentSettings:
    """What the organizer said, or what holds where nothing was said."""
    one = payment_settings.c
    row = tx.execute(select(payment_settings).where(one.event_id == event_id)).first()
    if row is None:
        return PaymentSettings()
    return PaymentSettings(
        currency=row.currency,
        methods=tuple(Method(name) for name in row.methods.split()),
        transfer_days=row.transfer_days,
        account=Account(row.account_holder, row.iban, row.bic),
        seller=Seller(
            row.seller_name,
            row.seller_address,
            row.seller_vat_id,
            Decimal(row.vat_percent),
            row.invoice_note,
        ),
    )


def select_has_currency(tx: Transaction, event_id: int) -> bool:
    """Whether anything of the event counts in its currency by now."""
    ordered = exists().where(orders.c.event_id == event_id)
    paid = exists().where(payments.c.event_id == event_id)
    return bool(tx.execute(select(ordered | paid)).scalar())


def select_prices(tx: Transaction, event_id: int) -> list[Price]:
    """Of the types that are not free, in their order."""
    one = attendee_types.c
    statement = select(one.name, one.price).where(one.event_id == event_id, one.price > 0)
    rows = tx.execute(statement.order_by(one.sort_order, one.id))
    return [Price(row.name, Decimal(row.price)) for row in rows]


def write_settings(tx: Transaction, event_id: int, settings: PaymentSettings) -> None:
    """The event's lock is held."""
    row = {
        "currency": settings.currency,
        "methods": " ".join(settings.methods),
        "transfer_days": settings.transfer_days,
        "account_holder": settings.account.holder,
        "iban": settings.account.iban,
        "bic": settings.account.bic,
        "seller_name": settings.seller.name,
        "seller_address": settings.seller.address,
        "seller_vat_id": settings.seller.vat_id,
        "vat_percent": settings.seller.vat_percent,
        "invoice_note": settings.seller.note,
    }
    is_its = payment_settings.c.event_id == event_id
    if tx.execute(select(payment_settings.c.event_id).where(is_its)).first() is None:
        tx.execute(insert(payment_settings).values(event_id=event_id, **row))
    else:
        tx.execute(update(payment_settings).where(is_its).values(row))
