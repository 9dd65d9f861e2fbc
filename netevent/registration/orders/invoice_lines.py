"""What stands on the invoice of an order. Called when it is settled."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from netevent.core.i18n import gettext, speaking
from netevent.payments.invoices.invoice import Line
from netevent.registration.orders.order import Order


def invoice_lines(order: Order) -> list[Line]:
    """A line for the seats of each type and price, and one for what a voucher takes off, in the language
    of who bought them."""
    counted = Counter((seat.type_name, seat.price) for seat in order.standing if seat.price)
    lines = [Line(name, many, price, price * many) for (name, price), many in counted.items()]
    discount = sum((seat.discount for seat in order.standing), Decimal(0))
    if not discount:
        return lines
    with speaking(order.buyer.language):
        return [*lines, Line(gettext("Voucher"), 1, -discount, -discount)]
