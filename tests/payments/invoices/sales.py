"""What was sold at the door's events, paid and invoiced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count

from sqlalchemy import insert, update

from netevent.core import clock
from netevent.core.database import Database, Transaction, inserted_id
from netevent.core.database.tables import events, refunds
from netevent.payments import service as payments
from netevent.payments.invoices import service
from netevent.payments.invoices.invoice import Buyer, Invoice, Line
from netevent.payments.payment import Method, Money
from netevent.payments.settings.payment_settings import PaymentSettings, Seller
from netevent.payments.settings.queries import write_settings

TODAY = date(2026, 11, 27)
BUYER = Buyer(
    "Jörg Groß",
    "Müller & Söhne <Bau> GmbH",
    "Lange Straße 5\n10117 Berlin",
    "DE123456789",
    "joerg@example.com",
)
SELLER = Seller("Stadtwerk eG", "Hauptstraße 1\n80331 München", "DE987654321", Decimal(19), "Danke.")
TICKET = Line("Ticket", 1, Decimal("119.00"), Decimal("119.00"))
_references = count(1)


async def sell_by(database: Database, seller: Seller, event_id: int = 1) -> None:
    await database.transact(write_settings, event_id, PaymentSettings(seller=seller))


async def pay(database: Database, amount: str = "119.00", event_id: int = 1, reference: str = "") -> int:
    """A payment whose money is here."""
    named = reference or f"ORDER{next(_references):07}"

    def work(tx: Transaction) -> int:
        payment = payments.begin(tx, event_id, named, Method.transfer, Money(Decimal(amount), "EUR"))
        payments.take(tx, event_id, payment.id, "Olga")
        return payment.id

    return await database.transact(work)


async def issue(
    database: Database,
    payment_id: int,
    lines: Sequence[Line] = (TICKET,),
    *,
    event_id: int = 1,
    reference: str = "ORDER0000000",
    buyer: Buyer = BUYER,
    language: str = "de",
    today: date = TODAY,
) -> Invoice:
    given = (event_id, payment_id, reference, buyer, lines, language, today)
    return await database.transact(service.issue, *given)


async def sell(database: Database, event_id: int = 1, **given: object) -> Invoice:
    """A ticket, paid and invoiced."""
    payment_id = await pay(database, event_id=event_id)
    return await issue(database, payment_id, event_id=event_id, **given)  # type: ignore[arg-type] # by name


async def give_back(database: Database, payment_id: int, amount: str) -> int:
    """The row of a refund that is done; nothing follows from it yet."""
    row = {
        "payment_id": payment_id,
        "amount": Decimal(amount),
        "state": "done",
        "idempotency_key": f"refund-{payment_id}-{amount}-{next(_references)}",
        "made_at": clock.now(),
    }
    return await database.transact(lambda tx: inserted_id(tx.execute(insert(refunds).values(**row))))


async def sell_and_give_back(database: Database, amount: str = "59.50") -> tuple[Invoice, Invoice]:
    """An invoice of event 1, and its credit note."""
    payment_id = await pay(database)
    invoice = await issue(database, payment_id)
    refund_id = await give_back(database, payment_id, amount)
    note = await database.transact(service.correct, refund_id, payment_id, Decimal(amount), TODAY)
    assert note is not None
    return invoice, note


async def give_event_2_to_olga(database: Database) -> None:
    given = update(events).where(events.c.id == 2).values(organizer_id=1)
    await database.transact(lambda tx: tx.execute(given))
