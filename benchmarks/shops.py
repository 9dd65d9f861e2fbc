"""Events that sell seats, and whether all that was counted of them agrees. `registrations` calls it.

In the rows there must be exactly what the answers said: no seat is somebody's twice, none is lost, and no
more are taken than there are.
"""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, Table, func, insert, select, update

from benchmarks.world import DAY, EVENT, World, attendee
from netevent.attendees.predicates import is_attending
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import (
    attendee_types,
    attendees,
    events,
    invoices,
    order_seats,
    orders,
    payments,
)
from netevent.payments.payment import Method, Money
from netevent.payments.settings.payment_settings import PaymentSettings
from netevent.payments.settings.queries import write_settings

PRICE = Money(Decimal("95.00"), "EUR")
IDS_OF_AN_EVENT = 10_000


@dataclass(frozen=True, slots=True)
class Shop:
    """An event with a type that is free, and one that costs something and has a limit of its own."""

    event_id: int
    seats: int
    taken: int
    most_priced: int

    @property
    def code(self) -> str:
        return f"SHOP{self.event_id}"

    @property
    def path(self) -> str:
        return f"/event/register/{self.code}"

    @property
    def free(self) -> int:
        return self.event_id * 2

    @property
    def priced(self) -> int:
        return self.event_id * 2 + 1


@dataclass(frozen=True, slots=True)
class Counted:
    """What stands in the rows. `taken` is the event's own counter, `people` are those who come; `priced` are
    the seats of the type that costs something, held or somebody's."""

    taken: int
    people: int
    held: int
    priced: int
    orders: dict[str, int]
    paid: int
    invoices: int


async def open_shop(world: World, shop: Shop) -> Shop:
    """Another event, or the one that is there; the seats that are taken have people."""
    with patient():
        await world.database.transact(_insert_shop, shop)
    return shop


async def add_seats(world: World, shop: Shop, seats: int) -> None:
    """So many more than are taken. Nobody is told, and nobody of the line gets one."""
    more = (
        update(events).where(events.c.id == shop.event_id).values(max_attendees=events.c.seats_taken + seats)
    )
    await world.database.transact(lambda tx: tx.execute(more))


async def count(world: World, shop: Shop) -> Counted:
    with patient():
        return await world.database.read(_count, shop)


def check(counted: Counted, shop: Shop, placed: int, paid: int, unsure: int = 0) -> None:
    """`placed` is how many were told that they have a seat or wait for one, `paid` how many paid; `unsure`
    are those who were answered with a failure, after which nobody knows what stands."""
    assert counted.taken == counted.people + counted.held, counted
    assert counted.priced <= shop.most_priced, counted
    assert shop.taken <= counted.taken <= shop.seats, counted
    seated = counted.orders.get("settled", 0) + counted.orders.get("open", 0)
    assert seated == counted.taken - shop.taken, counted
    assert seated + counted.orders.get("waiting", 0) == sum(counted.orders.values()), counted
    assert placed <= sum(counted.orders.values()) <= placed + unsure, (counted, placed, unsure)
    assert counted.orders.get("settled", 0) == counted.people - shop.taken, counted
    assert counted.paid == counted.invoices, counted
    assert paid <= counted.paid <= paid + unsure, (counted, paid, unsure)


def _count(tx: Transaction, shop: Shop) -> Counted:
    def rows(table: Table, *conditions: ColumnElement[bool]) -> int:
        counted = select(func.count()).select_from(table).where(table.c.event_id == shop.event_id)
        return int(tx.execute(counted.where(*conditions)).scalar_one())

    its_state = select(orders.c.state, func.count().label("many")).where(orders.c.event_id == shop.event_id)
    states = tx.execute(its_state.group_by(orders.c.state)).all()
    taken = tx.execute(select(events.c.seats_taken).where(events.c.id == shop.event_id)).scalar_one()
    is_held, is_priced = order_seats.c.state == "held", order_seats.c.attendee_type_id == shop.priced
    return Counted(
        taken=taken,
        people=rows(attendees, is_attending()),
        held=rows(order_seats, is_held),
        priced=rows(order_seats, is_held, is_priced)
        + rows(attendees, attendees.c.attendee_type_id == shop.priced),
        orders={row.state: row.many for row in states},
        paid=rows(payments, payments.c.state == "paid"),
        invoices=rows(invoices),
    )


def _insert_shop(tx: Transaction, shop: Shop) -> None:
    row = {"code": shop.code, "max_attendees": shop.seats, "seats_taken": shop.taken}
    if shop.event_id == EVENT:
        tx.execute(update(events).where(events.c.id == EVENT).values(row))
    else:
        named = {"id": shop.event_id, "organizer_id": 1, "name": f"Bench {shop.event_id}"}
        tx.execute(insert(events), [row | named | {"start_time": clock.now(), "end_time": clock.now() + DAY}])
        first = shop.event_id * IDS_OF_AN_EVENT
        if people := [attendee(first + n, shop.event_id) for n in range(shop.taken)]:
            tx.execute(insert(attendees), people)
    tx.execute(insert(attendee_types), [_free(shop), _priced(shop)])
    write_settings(tx, shop.event_id, PaymentSettings(methods=(Method.demo,)))


def _free(shop: Shop) -> dict[str, object]:
    named = {"code": "G", "name": "Guest", "name_key": "guest", "price": Decimal(0)}
    return {"id": shop.free, "event_id": shop.event_id, "is_offered": True, "capacity": None, **named}


def _priced(shop: Shop) -> dict[str, object]:
    named = {"code": "P", "name": "General", "name_key": "general", "price": PRICE.amount}
    its = {"event_id": shop.event_id, "is_offered": True, "capacity": shop.most_priced}
    return {"id": shop.priced, **its, **named}
