"""What is done with orders that mails somebody, for the sweep over mails: event 1 sells, all read OTHER."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import update

from netevent.core import clock
from netevent.core.database.tables import events, organizers
from netevent.office.payments.cancelling.service import cancel
from netevent.payments.payment import Method, State
from netevent.payments.providers.provider import Report
from netevent.payments.service import apply
from netevent.registration.orders.handing_over.service import hand_over
from netevent.registration.orders.order import Order
from netevent.registration.settings.queries import RegistrationSettings, write_settings
from tests.door import Door
from tests.marked_languages import OTHER
from tests.office.calling_off.test_service import call_off
from tests.office.payments.selling import sell
from tests.payments.refunds.asking.paying import arrived
from tests.registration.orders.shop import Shop, person


async def open_shop(door: Door) -> Shop:
    """Tomorrow's event, whose people have been mailed before."""
    tomorrow = clock.now() + timedelta(days=1)
    on = update(events).where(events.c.id == 1).values(start_time=tomorrow, end_time=None)
    await door.database.transact(lambda tx: tx.execute(on))
    return replace(await sell(door.database), language=OTHER)


async def order_of(door: Door, *people: str) -> tuple[Shop, Order]:
    shop = await open_shop(door)
    return shop, await shop.order(*people, type_id=shop.guest)


async def buy(door: Door) -> None:
    """In each way that an order can go."""
    shop, _ = await order_of(door, "Zoe")
    placed = await shop.order("Zoe1")
    await shop.pay(placed, Method.transfer)
    await shop.lapse(await shop.order("Zoe2"), clock.now() + timedelta(hours=1))
    waits = RegistrationSettings(needs_approval=True)
    await door.database.transact(write_settings, 1, waits)
    await shop.order("Zoe3", type_id=shop.guest)
    await shop.mails()


async def buy_for_another(door: Door) -> None:
    shop, _ = await order_of(door, "Zoe", "Yan")
    await shop.mails()


async def hand_a_seat_over(door: Door) -> None:
    shop, order = await order_of(door, "Zoe")
    seat = (await shop.now(order)).seats[0]
    new = replace(person("Yan"), language=OTHER)
    await door.database.transact(hand_over, shop.event_id, order.id, seat.id, new)
    await shop.mails()


async def pay_twice(door: Door) -> None:
    """The owner of the event reads the other language here."""
    owner = update(organizers).where(organizers.c.id == 1).values(preferred_language=OTHER)
    await door.database.transact(lambda tx: tx.execute(owner))
    shop = await open_shop(door)
    order = await shop.order("Zoe")
    online, by_transfer = await shop.pay(order), await shop.pay(order, Method.transfer)
    await arrived(shop, online)
    again = Report("again", State.paid, by_transfer.money, by_transfer.idempotency_key)
    await door.database.transact(apply, Method.transfer, again)
    await shop.mails()


async def cancel_a_seat(door: Door) -> None:
    shop, order = await order_of(door, "Zoe", "Yan")
    await shop.mails()
    seat = (await shop.now(order)).seats[1]
    await door.database.transact(cancel, shop.event_id, order.id, seat.id, Decimal(0), "Olga")


async def cancel_the_event(door: Door) -> None:
    """Who said not to come hears of it, too."""
    await call_off(await open_shop(door), "[a]")
