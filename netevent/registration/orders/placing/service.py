"""The rules of placing an order. Called by the registration page's route, inside one transaction.

Everything that costs or counts is read here, under the event's lock: prices, vouchers, what is left. Of what
somebody sent only the types, the people and the codes count.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from netevent.attendees.types.queries import AttendeeType
from netevent.changes import OrderChanged
from netevent.core import clock
from netevent.core.credentials import new_code, signature, token_hash
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import NotFound, existing
from netevent.core.text.comparing import normalize_email
from netevent.events import seats
from netevent.events.queries import select_event
from netevent.payments.settings.payment_settings import PaymentSettings
from netevent.payments.settings.queries import select_settings as select_payment_settings
from netevent.registration.offers.offer import OfferState
from netevent.registration.offers.reading import Stock, read_stock
from netevent.registration.orders import queries
from netevent.registration.orders.mailing.jobs import News, queue_news
from netevent.registration.orders.order import (
    MOST_OTHERS,
    REFERENCE_LENGTH,
    NewOrder,
    Order,
    OrderState,
    Priced,
    SeatState,
)
from netevent.registration.orders.refusals import (
    AddressTwice,
    AlreadyAsked,
    NobodyCanPay,
    NotEnoughLeft,
    NotOffered,
    TooManySeats,
)
from netevent.registration.orders.settling.service import settle
from netevent.registration.personal_link.service import Links
from netevent.registration.pricing import price_of
from netevent.registration.service import EventFull, Registration, check, make_room
from netevent.registration.settings.queries import RegistrationSettings, select_settings
from netevent.registration.vouchers import service as vouchers
from netevent.registration.vouchers.voucher import Used

HELD_FOR = timedelta(minutes=15)
# Who asks for a type that is sold out may wait for it.
FOR_SALE = (OfferState.on_sale, OfferState.sold_out)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is written of an order besides its seats. `secret` makes its links."""

    event_id: int
    new: NewOrder
    used: Used | None
    currency: str
    secret: str


def order_token(secret: str, reference: str) -> str:
    """The secret of the links to an order. Who has it sees the order, and may pay it or call it off."""
    return signature(secret, "order", reference)


def place(tx: Transaction, event_id: int, new: NewOrder, links: Links) -> Order:
    """Hold the seats and wait for the money; settle at once what is free; or wait for a seat, or for a word.

    Raises:
        Refusal: registration is closed, a type is not offered, an address is in use, nothing is left.
    """
    lock_event(tx, event_id)
    _check(tx, event_id, new)
    used = _use_voucher(tx, event_id, new)
    stock, money = read_stock(tx, event_id), select_payment_settings(tx, event_id)
    priced = _priced(stock, money.currency, new, used)
    _require_a_way_to_pay(money, priced)
    settings, draft = select_settings(tx, event_id), _Draft(event_id, new, used, money.currency, links.secret)
    if not settings.needs_approval and _take(tx, event_id, stock, priced, links):
        order = _insert(tx, draft, priced, OrderState.open)
        return settle(tx, order) if order.is_free else order
    if not settings.needs_approval:
        _require_line(stock, priced, settings)
    state = OrderState.requested if settings.needs_approval else OrderState.waiting
    return _insert(tx, draft, _without_seats(tx, event_id, priced, used), state)


def _check(tx: Transaction, event_id: int, new: NewOrder) -> None:
    word = Registration(new.seats[0].person, "", new.word, new.link)
    check(existing(select_event(tx, event_id)), word)
    if len(new.seats) > MOST_OTHERS + 1:
        raise TooManySeats(most=MOST_OTHERS + 1)
    emails = [seat.person.email for seat in new.seats]
    times = Counter(normalize_email(one) for one in emails)
    asked = queries.select_asked_for(tx, event_id, emails)
    for email in emails:
        if times[normalize_email(email)] > 1:
            raise AddressTwice(email=email)
        if normalize_email(email) in asked:
            raise AlreadyAsked(email=email)


def _use_voucher(tx: Transaction, event_id: int, new: NewOrder) -> Used | None:
    """Counted for all seats that it is for; seats that it holds come first."""
    types = [seat.type_id for seat in new.seats]
    return vouchers.use(tx, event_id, new.voucher, clock.now(), types) if new.voucher else None


def _priced(stock: Stock, currency: str, new: NewOrder, used: Used | None) -> list[Priced]:
    """
    Raises:
        NotOffered: the event does not offer one of the types now, or not to who sent this.
    """
    types = [_offered(stock, seat.type_id, new.unlock) for seat in new.seats]
    voucher = used.voucher if used else None
    price = price_of(types, voucher, currency)
    reserved = used.reserved if used else 0
    seats_: list[Priced] = []
    for asked, line in zip(new.seats, price.lines, strict=True):
        uses = voucher is not None and voucher.is_for(line.type_id)
        is_reserved = uses and sum(one.is_reserved for one in seats_) < reserved
        seats_.append(Priced(asked, line.type_name, line.price, line.discount, is_reserved, uses))
    return seats_


def _offered(stock: Stock, type_id: int, unlock: str) -> AttendeeType:
    try:
        offer = stock.offer(type_id, clock.now(), unlock)
    except NotFound:
        raise NotOffered from None
    if offer.state not in FOR_SALE:
        raise NotOffered
    return offer.type


def _without_seats(tx: Transaction, event_id: int, priced: list[Priced], used: Used | None) -> list[Priced]:
    """Who waits holds no seat, not even one of the voucher's; that it was used still counts."""
    if used and used.reserved:
        vouchers.give_back(tx, event_id, used.voucher.id, 0, used.reserved)
    return [replace(seat, is_reserved=False) for seat in priced]


def _require_a_way_to_pay(money: PaymentSettings, priced: list[Priced]) -> None:
    if any(seat.due for seat in priced) and not money.offered:
        raise NobodyCanPay


def _take(tx: Transaction, event_id: int, stock: Stock, priced: list[Priced], links: Links) -> bool:
    """Seats of the event and of the types; a registration that nobody confirmed for long makes room."""
    if stock.full_type(seat.asked.type_id for seat in priced) is not None:
        return False
    wanted = sum(not seat.is_reserved for seat in priced)
    # A voucher's seats are taken already, also where the desk has let in more people than there are seats.
    if not wanted or seats.hold_all(tx, event_id, wanted):
        return True
    return links.can_mail and len(priced) == 1 and make_room(tx, event_id)


def _require_line(stock: Stock, priced: list[Priced], settings: RegistrationSettings) -> None:
    """
    Raises:
        NotEnoughLeft: several wait for nothing: who comes alone may find a seat.
        EventFull: there is no line.
    """
    if len(priced) > 1:
        full = stock.full_type(seat.asked.type_id for seat in priced)
        named = next((seat for seat in priced if seat.asked.type_id == full), priced[0])
        raise NotEnoughLeft(type=named.type_name)
    if not settings.has_waiting_list:
        raise EventFull


def _insert(tx: Transaction, draft: _Draft, priced: list[Priced], state: OrderState) -> Order:
    """What is open holds its seats from here on."""
    reference, now = new_code(REFERENCE_LENGTH), clock.now()
    is_open = state is OrderState.open
    try:
        order_id = queries.insert_order(
            tx,
            draft.event_id,
            reference,
            token_hash(order_token(draft.secret, reference)),
            draft.new.buyer,
            state,
            priced,
            draft.currency,
            draft.used.voucher.id if draft.used else None,
            now,
            expires_at=(now + HELD_FOR).replace(microsecond=0) if is_open else None,
            seats_are=SeatState.held if is_open else SeatState.asked,
        )
    except IntegrityError:
        raise AlreadyAsked(email=draft.new.buyer.email) from None
    order = existing(queries.select_order(tx, draft.event_id, order_id))
    if not is_open:
        queue_news(tx, order, News(state.value))
    tx.publish(OrderChanged(draft.event_id, order_id))
    return order
