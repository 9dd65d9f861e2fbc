"""An event of the venue's organizer that sells seats, with an order in each state, and the pages of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netevent.core import clock
from netevent.core.credentials import new_code
from netevent.payments.payment import Method, Payment, Problem
from netevent.registration.orders.order import Order
from netevent.registration.orders.placing.service import order_token
from netevent.registration.orders.settling.service import settle_paid
from tests.browser.venue import Venue
from tests.factories import insert_event
from tests.office.payments.selling import has_problem
from tests.payments.refunds.asking.paying import arrived
from tests.registration.orders.shop import Shop, open_at

NAME = "An event that sells"


@dataclass(frozen=True, slots=True)
class Sold:
    """`code` is the event's; `owes` the attendee who pays at the desk."""

    shop: Shop
    code: str
    open: Order
    paid: Order
    payment: Payment
    transferred: Order
    transfer: Payment
    lapsed: Order
    waiting: Order
    owes: int

    @property
    def office(self) -> str:
        return f"/organizer/event/{self.shop.event_id}"

    @property
    def orders(self) -> list[Order]:
        return [self.open, self.paid, self.transferred, self.lapsed, self.waiting]


def order_pages(sold: Sold) -> list[str]:
    """Of who placed them: each opens by the link of its mail, which lets the browser in."""
    page, secret = f"/event/{sold.code}/payment", sold.shop.links.secret
    return [
        f"{page}?order=NOSUCH",
        *(f"{page}?order={order_token(secret, order.reference)}" for order in sold.orders),
        f"{page}/seats/{sold.paid.seats[0].id}?order={sold.paid.reference}",
        f"/event/register/{sold.code}",
    ]


def office_pages(sold: Sold) -> list[str]:
    payment, transfer = (f"{sold.office}/payments/{one.id}" for one in (sold.payment, sold.transfer))
    return [
        sold.office,
        f"{sold.office}/orders",
        f"{sold.office}/orders/{sold.waiting.id}",
        f"{sold.office}/orders/{sold.paid.id}",
        f"{sold.office}/orders/{sold.paid.id}/cancel",
        f"{sold.office}/payments",
        payment,
        f"{payment}/refund",
        f"{transfer}/take",
        f"{sold.office}/invoices",
        f"/staff/{sold.shop.event_id}/till/{sold.owes}",
    ]


async def sell_seats(venue: Venue) -> Sold:
    """Nobody waits for what is told here: no page is open yet."""
    code, owner = new_code(6), await venue.organizer_id()
    event_id = await insert_event(venue.database, owner, code=code, name=NAME, max_attendees=5)
    shop = await open_at(venue.database, event_id)
    lapsed = await shop.order("Lena")
    await shop.lapse(lapsed, clock.now() + timedelta(hours=1))
    paid = await shop.order("Anna", "Ben")
    payment = await _paid(shop, paid)
    transferred = await shop.order("Carla")
    transfer = await shop.pay(transferred, Method.transfer)
    at_the_desk = await shop.order("Dario")
    await shop.pay(at_the_desk, Method.desk)
    is_open = await shop.order("Eva")
    return Sold(
        shop,
        code,
        open=is_open,
        paid=await shop.now(paid),
        payment=payment,
        transferred=await shop.now(transferred),
        transfer=transfer,
        lapsed=await shop.now(lapsed),
        waiting=await shop.order("Finn"),
        owes=await shop.attendee("Dario"),
    )


async def _paid(shop: Shop, order: Order) -> Payment:
    """It came twice: one of the two is to be given back."""
    payment = await arrived(shop, await shop.pay(order))
    # This database has no reactions.
    await shop.database.transact(settle_paid, payment)
    await has_problem(shop, payment, Problem.twice)
    return payment
