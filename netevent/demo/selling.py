"""Makes what the demo sells, and the orders before, as people do: through registration and payment, so that
seats, attendees, invoices and mails agree.

Called by `demo.setup`, once the event is there.
"""

from __future__ import annotations

from netevent.attendees.questions.question import Answer, encode
from netevent.attendees.questions.service import add as add_question
from netevent.attendees.types.queries import select_type_id
from netevent.attendees.writing import Details
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.text.comparing import plain
from netevent.demo.sale import LUNCH, ORDERS, PAYMENT, PHOTOS, VOUCHER, Ending, Sold
from netevent.payments import service as payments
from netevent.payments.payment import Method, Payment, State
from netevent.payments.providers.provider import Report, Started
from netevent.payments.settings.service import save
from netevent.registration.orders.order import Asked, Buyer, NewOrder, Order
from netevent.registration.orders.paying.service import pay
from netevent.registration.orders.placing.service import place
from netevent.registration.personal_link.service import Links
from netevent.registration.vouchers.service import add as add_voucher

ONLINE = frozenset({Method.demo})


def sell(tx: Transaction, event_id: int, links: Links) -> None:
    """Open the sale of the event, whose types are there, and let the first ones register."""
    save(tx, event_id, PAYMENT)
    add_voucher(tx, event_id, VOUCHER)
    lunch, photos = (add_question(tx, event_id, one) for one in (LUNCH, PHOTOS))
    answers = encode({lunch: Answer(LUNCH.options[1]), photos: Answer("yes", PHOTOS.text)})
    for sold in ORDERS:
        _finish(tx, place(tx, event_id, _order(tx, event_id, sold, answers), links), sold.ending)


def _order(tx: Transaction, event_id: int, sold: Sold, answers: str) -> NewOrder:
    type_id = existing(select_type_id(tx, event_id, sold.type_name))
    people = [_person(*names, sold.language) for names in sold.people]
    first = people[0]
    buyer = Buyer(first.name, first.email, sold.language, sold.company, sold.address, sold.vat_id)
    return NewOrder(buyer, tuple(Asked(type_id, one, answers) for one in people), voucher=sold.voucher)


def _person(first_name: str, last_name: str, language: str) -> Details:
    email = f"{plain(first_name)}.{plain(last_name)}@mail.example"
    return Details(email, first_name, last_name, language=language)


def _finish(tx: Transaction, order: Order, ending: Ending) -> None:
    if ending is Ending.paid:
        _pay_in_the_demo(tx, order)
    elif ending is Ending.at_the_desk:
        _begin(tx, order, Method.desk)
    elif ending is Ending.by_transfer:
        _begin(tx, order, Method.transfer)
    elif ending is Ending.paid_twice:
        transfer = _begin(tx, order, Method.transfer)
        _pay_in_the_demo(tx, order)
        payments.take(tx, order.event_id, transfer.id, "Robin de Graaf", also_lapsed=True)


def _begin(tx: Transaction, order: Order, method: Method) -> Payment:
    return pay(tx, order.event_id, order.id, method, ONLINE)


def _pay_in_the_demo(tx: Transaction, order: Order) -> None:
    payment = _begin(tx, order, Method.demo)
    number = f"demo-{payment.id}"
    payments.note_started(tx, payment, Started(number, ""))
    payments.apply(tx, Method.demo, Report(number, State.paid, payment.money))
