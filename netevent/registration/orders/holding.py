"""The seats of an order: taken for it, and given back, each exactly once.

The event's lock is held by whoever calls: of the event's seats a conditional UPDATE decides, and those of a
type are counted under that lock.
"""

from __future__ import annotations

from collections.abc import Iterable

from netevent.changes import EventSeatsFreed
from netevent.core.database import Transaction
from netevent.events import seats
from netevent.registration.offers.reading import read_stock
from netevent.registration.orders.order import Order, OrderSeat
from netevent.registration.vouchers import service as vouchers


def take_again(tx: Transaction, order: Order) -> bool:
    """The seats of an order that had none, or had lost them; False where they are not all left."""
    types = [seat.type_id for seat in order.wanted if seat.type_id is not None]
    if read_stock(tx, order.event_id).full_type(types) is not None:
        return False
    return seats.hold_all(tx, order.event_id, len(order.wanted))


def give_back(tx: Transaction, order: Order) -> None:
    """The seats that are held, and the uses of its voucher. Called by who has ended the order, once."""
    reserved = sum(seat.is_reserved for seat in order.held)
    uses = sum(seat.uses_voucher for seat in order.seats)
    if uses or reserved:
        vouchers.give_back(tx, order.event_id, order.voucher_id, uses, reserved)
    if held := len(order.held) - reserved:
        seats.release(tx, order.event_id, held)
    elif reserved:
        # The event has no seat more, but the type has.
        tx.publish(EventSeatsFreed(order.event_id))


def use_again(tx: Transaction, order: Order) -> bool:
    """Of an order that had lapsed, and gave the uses of its voucher back. False: not so many are left."""
    uses = sum(seat.uses_voucher for seat in order.seats)
    return not uses or vouchers.use_again(tx, order.event_id, order.voucher_id, uses)


def give_uses_back(tx: Transaction, order: Order, of: Iterable[OrderSeat]) -> None:
    """Of seats that were somebody's, and are taken back."""
    if uses := sum(seat.uses_voucher for seat in of):
        vouchers.give_back(tx, order.event_id, order.voucher_id, uses, 0)
