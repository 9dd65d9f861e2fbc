"""The event of `tests.door` sells seats: its payments, for tests of the organizer's pages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import update

from netevent.core.database import Database
from netevent.core.database.tables import payments
from netevent.payments.payment import Payment, Problem
from netevent.payments.settings.payment_settings import PaymentSettings
from netevent.payments.settings.queries import write_settings
from tests.factories import insert_type
from tests.registration.orders.shop import ACCOUNT, ALL, Shop

PAGE = "/organizer/event/1/payments"


async def sell(database: Database, event_id: int = 1) -> Shop:
    general = await insert_type(database, event_id, "Standard", price=Decimal("95.00"), is_offered=True)
    guest = await insert_type(database, event_id, "Guest", is_offered=True)
    await database.transact(write_settings, event_id, PaymentSettings(methods=ALL, account=ACCOUNT))
    return Shop(database, event_id, general, guest)


async def has_problem(shop: Shop, payment: Payment, problem: Problem) -> None:
    statement = update(payments).where(payments.c.id == payment.id).values(problem=problem)
    await shop.database.transact(lambda tx: tx.execute(statement))


async def text_of(client: Any, address: str) -> str:
    answer = await client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 200, (address, answer.status_code)
    return str(await answer.get_data(as_text=True))
