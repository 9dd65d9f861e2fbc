"""An event that sells seats, for tests of orders: `shop(...)` makes it, `order(...)` places an order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import func, select, update

from netevent.attendees.writing import Details
from netevent.core import clock
from netevent.core.credentials import new_code
from netevent.core.database import Database
from netevent.core.database.tables import attendees, events, orders, payments
from netevent.core.database.tables import jobs as jobs_table
from netevent.core.jobs.worker import Worker
from netevent.core.mail.message import RenderedMail
from netevent.payments.payment import Method, Payment
from netevent.payments.providers.provider import Started
from netevent.payments.queries import select_of_order
from netevent.payments.service import note_started
from netevent.payments.settings.payment_settings import Account, PaymentSettings
from netevent.payments.settings.queries import write_settings
from netevent.registration.orders.mailing.jobs import ORDER_MAIL
from netevent.registration.orders.mailing.service import run_order_mail
from netevent.registration.orders.order import Asked, Buyer, NewOrder, Order
from netevent.registration.orders.paying.service import pay
from netevent.registration.orders.placing.service import place
from netevent.registration.orders.queries import select_order
from netevent.registration.orders.service import lapse
from netevent.registration.personal_link.service import Links
from netevent.registration.settings.queries import RegistrationSettings
from netevent.registration.settings.queries import write_settings as write_registration_settings
from tests.factories import insert_event, insert_organizer, insert_type
from tests.mails import waiting_mails

LINKS = Links("http://localhost:8000", "x" * 32)
ALL = (Method.demo, Method.transfer, Method.desk)
ACCOUNT = Account("Stichting Smart Cities", "NL91ABNA0417164300", "ABNANL2A")


@dataclass(frozen=True, slots=True)
class Shop:
    """An event with two types on offer: `general` costs 95, `guest` nothing."""

    database: Database
    event_id: int
    general: int
    guest: int
    links: Links = LINKS
    language: str = "en"

    async def order(self, *people: str, type_id: int | None = None, **given: Any) -> Order:
        """Whoever is named registers, for the type that costs something if none is given."""
        chosen = self.general if type_id is None else type_id
        seats = tuple(Asked(chosen, replace(person(name), language=self.language)) for name in people)
        buyer = Buyer(people[0], f"{people[0].lower()}@example.org", self.language)
        new = NewOrder(buyer, seats, **given)
        return await self.database.transact(place, self.event_id, new, self.links)

    async def now(self, order: Order) -> Order:
        """The order as it stands."""
        found = await self.database.read(select_order, self.event_id, order.id)
        assert found is not None
        return found

    async def pay(self, order: Order, method: Method = Method.demo) -> Payment:
        return await self.database.transact(pay, self.event_id, order.id, method, {Method.demo})

    async def payments(self, order: Order) -> list[Payment]:
        return await self.database.read(select_of_order, order.reference)

    async def started(self, payment: Payment) -> None:
        """The provider knows of it, and somebody is at its page."""
        await self.database.transact(note_started, payment, Started("demo-1", "http://localhost/pay"))

    async def lapse(self, order: Order, at: datetime) -> bool:
        return await self.database.transact(lapse, self.event_id, order.id, at)

    async def seats_taken(self) -> int:
        statement = select(events.c.seats_taken).where(events.c.id == self.event_id)
        return int(await self.database.read(lambda tx: tx.execute(statement).scalar_one()))

    async def people(self) -> list[tuple[str, str]]:
        """First names and where their payment stands, in the order in which they came."""
        columns = (attendees.c.first_name, attendees.c.payment_status)
        statement = select(*columns).where(attendees.c.event_id == self.event_id).order_by(attendees.c.id)
        rows = await self.database.read(lambda tx: tx.execute(statement).all())
        return [(row.first_name, row.payment_status) for row in rows]

    async def attendee(self, name: str) -> int:
        its = (attendees.c.event_id == self.event_id, attendees.c.first_name == name)
        statement = select(attendees.c.id).where(*its)
        return int(await self.database.read(lambda tx: tx.execute(statement).scalar_one()))

    async def count(self, table: Any) -> int:
        its = table.c.event_id == self.event_id
        statement = select(func.count()).select_from(table).where(its)
        return int(await self.database.read(lambda tx: tx.execute(statement).scalar_one()))

    async def news(self) -> list[str]:
        """What is mailed of orders, in order."""
        its = (jobs_table.c.event_id == self.event_id, jobs_table.c.kind == "order_mail")
        statement = select(jobs_table.c.arguments).where(*its).order_by(jobs_table.c.id)
        rows = await self.database.read(lambda tx: tx.execute(statement).scalars().all())
        return [row.split('"news":"')[1].split('"')[0] for row in rows]

    async def mails(self) -> list[RenderedMail]:
        """Those that go out, once what is due was told."""
        told = partial(run_order_mail, self.database, self.links)
        await Worker(self.database, ORDER_MAIL, told).run_due()
        return await waiting_mails(self.database)

    async def resize(self, capacity: int) -> None:
        statement = update(events).where(events.c.id == self.event_id).values(max_attendees=capacity)
        await self.database.transact(lambda tx: tx.execute(statement))


def person(name: str) -> Details:
    return Details(f"{name.lower()}@example.org", name, "Tester", language="en")


async def open_shop(
    database: Database, capacity: int | None = 10, links: Links = LINKS, **settings: Any
) -> Shop:
    organizer_id = await insert_organizer(database, email=f"shop{new_code()}@example.org")
    event_id = await insert_event(database, organizer_id, max_attendees=capacity)
    return await open_at(database, event_id, links, **settings)


async def open_at(database: Database, event_id: int, links: Links = LINKS, **settings: Any) -> Shop:
    """An event that there is already sells from now on."""
    general = await insert_type(database, event_id, price=Decimal("95.00"), is_offered=True)
    guest = await insert_type(database, event_id, "Guest", is_offered=True)
    paid = PaymentSettings(methods=ALL, account=ACCOUNT)
    await database.transact(write_settings, event_id, paid)
    await database.transact(write_registration_settings, event_id, RegistrationSettings(**settings))
    return Shop(database, event_id, general, guest, links)


__all__ = ["LINKS", "Shop", "attendees", "clock", "open_shop", "orders", "payments", "person"]
