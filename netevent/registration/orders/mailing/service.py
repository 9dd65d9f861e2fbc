"""What is mailed of an order: to who placed it, to those who were registered by it, and to the organizer.

Done by the job ORDER_MAIL, once: its progress is written with the mails. Everybody reads the own language.
"""

from __future__ import annotations

from decimal import Decimal

from netevent.core.database import Database, Transaction
from netevent.core.jobs import Job, note_progress
from netevent.core.mail import Recipient, queue_mail
from netevent.core.text.comparing import normalize_email
from netevent.core.web.paths import url
from netevent.events.details import Event
from netevent.events.queries import select_event
from netevent.payments.invoices.queries import select_of_order as select_invoices
from netevent.payments.payment import Method, Payment
from netevent.payments.queries import select_of_order, select_payment
from netevent.payments.settings.queries import select_settings
from netevent.payments.transfer.how_to_pay import HowToPay, how_to_pay
from netevent.registration.orders import queries
from netevent.registration.orders.mailing.jobs import News, OrderNews
from netevent.registration.orders.mailing.mails import OrderMail, PaymentToReturn, SeatGiven, SeatLine
from netevent.registration.orders.mailing.queries import Owner, select_owner, select_unmailed
from netevent.registration.orders.order import Order, OrderSeat
from netevent.registration.orders.placing.service import order_token
from netevent.registration.personal_link.queries import Invitee
from netevent.registration.personal_link.service import Links, expiry, new_link

# The people of these are registered.
REGISTERED = (News.placed, News.settled, News.handed_over)
TO_RETURN = (News.late, News.twice, News.ended)


async def run_order_mail(database: Database, links: Links, job: Job, told: OrderNews) -> None:
    await database.transact(_mail, links, job, told)


def _mail(tx: Transaction, links: Links, job: Job, told: OrderNews) -> None:
    """
    Raises:
        LeaseLost: another worker goes on, or the event is gone.
    """
    order = queries.select_order(tx, told.event_id, told.order_id)
    event = select_event(tx, told.event_id)
    if order is None or event is None or job.done:
        return
    payment = select_payment(tx, told.event_id, told.payment_id) if told.payment_id else None
    invitees = _unmailed(tx, order) if told.news in REGISTERED else {}
    if told.news is not News.handed_over:
        own = invitees.pop(normalize_email(order.buyer.email), None)
        _tell_buyer(tx, links, told.news, order, event, payment, own)
    for seat in order.seats:
        if invitee := invitees.get(normalize_email(seat.person.email)):
            _tell_person(tx, links, order, event, seat, invitee)
    if payment is not None and told.news in TO_RETURN:
        _tell_organizer(tx, links, order, event, payment)
    note_progress(tx, job, 1)


def _unmailed(tx: Transaction, order: Order) -> dict[str, Invitee]:
    """Those of its people to whom no mail went before, by their addresses as they are compared."""
    people = [seat.attendee_id for seat in order.seats if seat.attendee_id is not None]
    found = select_unmailed(tx, order.event_id, people)
    return {normalize_email(one.email): one for one in found}


def _tell_buyer(
    tx: Transaction,
    links: Links,
    news: News,
    order: Order,
    event: Event,
    payment: Payment | None,
    own: Invitee | None,
) -> None:
    buyer = order.buyer
    if not buyer.email:  # the account was deleted meanwhile
        return
    mail = OrderMail(
        news=news.value,
        first_name=buyer.name,
        event_name=event.name.inside(buyer.language),
        reference=order.reference,
        seats=[
            SeatLine(seat.person.name, seat.type_name, seat.due) for seat in order.standing or order.seats
        ],
        total=order.total,
        currency=order.currency,
        until=order.expires_at,
        zone=event.zone,
        link=_order_link(links, event, order),
        personal_link=new_link(tx, own, links) if own else "",
        transfer=_transfer(tx, order) if news is News.placed else None,
        amount=payment.left if payment and news in TO_RETURN else Decimal(0),
        has_invoice=news is News.settled and bool(select_invoices(tx, order.reference)),
    )
    queue_mail(tx, mail, Recipient(buyer.email, buyer.language, own.attendee_id if own else None, event.id))


def _tell_person(
    tx: Transaction, links: Links, order: Order, event: Event, seat: OrderSeat, invitee: Invitee
) -> None:
    mail = SeatGiven(
        first_name=invitee.first_name,
        event_name=event.name.inside(invitee.language),
        buyer=order.buyer.name,
        type_name=seat.type_name,
        link=new_link(tx, invitee, links),
        until=expiry(invitee),
        zone=event.zone,
    )
    queue_mail(tx, mail, Recipient(invitee.email, invitee.language, invitee.attendee_id, event.id))


def _tell_organizer(tx: Transaction, links: Links, order: Order, event: Event, payment: Payment) -> None:
    owner: Owner = select_owner(tx, event.id)
    mail = PaymentToReturn(
        first_name=owner.name,
        event_name=event.name.inside(owner.language),
        problem=payment.problem.value,
        buyer=order.buyer.name,
        reference=order.reference,
        amount=payment.left,
        currency=payment.money.currency,
        link=url(links.base_url, "home.event", event_id=event.id),
    )
    queue_mail(tx, mail, Recipient(owner.email, owner.language, event_id=event.id))


def _transfer(tx: Transaction, order: Order) -> HowToPay | None:
    """What to write into the bank transfer, if one is awaited."""
    awaited = (one for one in select_of_order(tx, order.reference) if one.method is Method.transfer)
    payment = next((one for one in awaited if one.state.is_open), None)
    if payment is None:
        return None
    return how_to_pay(select_settings(tx, order.event_id).account, payment.money, order.reference)


def _order_link(links: Links, event: Event, order: Order) -> str:
    token = order_token(links.secret, order.reference)
    return url(links.base_url, "payment.show", code=event.code, order=token)
