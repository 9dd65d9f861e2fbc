"""What must hold of an event's seats, orders and money at any moment, read from the rows.

`read_books` reads them; `Books.wrong` says what is not as it must be: nothing, in one word, is lost or twice.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from netevent.core.database import Database, Transaction
from netevent.core.database.tables import (
    attendee_types,
    attendees,
    events,
    invoices,
    jobs,
    order_seats,
    orders,
    payments,
    refunds,
    vouchers,
)

OVER = ("lapsed", "cancelled", "declined")


@dataclass(frozen=True, slots=True)
class Books:
    """The rows of one event."""

    event: Any
    types: list[Any]
    people: list[Any]
    orders: dict[int, Any]
    seats: list[Any]
    payments: list[Any]
    refunds: list[Any]
    invoices: list[Any]
    vouchers: list[Any]
    settled_mails: Counter[int]
    mails: int
    mailed: int

    def wrong(self) -> list[str]:
        """What does not hold, in words."""
        checks = (self._seats(), self._line(), self._people(), self._money(), self._invoices(), self._rest())
        return [said for check in checks for said in check]

    @property
    def held(self) -> list[Any]:
        return [seat for seat in self.seats if seat.state == "held"]

    @property
    def attending(self) -> list[Any]:
        return [one for one in self.people if one.attendance_status == "attending"]

    @property
    def reserved(self) -> int:
        return sum(one.reserved for one in self.vouchers)

    def of_type(self, type_id: int) -> int:
        """How many of its seats are somebody's, or held."""
        return sum(one.attendee_type_id == type_id for one in (*self.attending, *self.held))

    def _seats(self) -> Iterator[str]:
        counted = len(self.attending) + len(self.held) + self.reserved
        if self.event.seats_taken != counted:
            yield f"{self.event.seats_taken} seats are taken, and {counted} are somebody's"
        for seat in self.seats:
            order = self.orders[seat.order_id]
            if (seat.state == "held") and order.state != "open":
                yield f"a seat is held by an order that is {order.state}"
            if bool(seat.held_key) is not (seat.state in ("asked", "held")):
                yield f"an address is kept by a seat that is {seat.state}"

    def _line(self) -> Iterator[str]:
        """No seat is free while somebody waits whom it would fit."""
        left = self._left(self.event.max_attendees, self.event.seats_taken)
        for order in self.orders.values():
            if order.state != "waiting":
                continue
            wanted = Counter(seat.attendee_type_id for seat in self.seats if seat.order_id == order.id)
            fits = (
                self._left(one.capacity, self.of_type(one.id)) >= wanted[one.id]
                for one in self.types
                if wanted[one.id]
            )
            if left >= wanted.total() and all(fits):
                yield f"order {order.id} waits, and its seats are free"

    @staticmethod
    def _left(capacity: int | None, taken: int) -> float:
        return float("inf") if capacity is None else max(capacity - taken, 0)

    def _people(self) -> Iterator[str]:
        keys = Counter(one.email_key for one in self.people)
        yield from (f"{key} is registered {many} times" for key, many in keys.items() if many > 1)
        known = {one.id: one for one in self.people}
        given = [seat for seat in self.seats if seat.state == "given" and seat.attendee_id is not None]
        owners = Counter(seat.attendee_id for seat in given)
        yield from (f"attendee {one} has {many} seats" for one, many in owners.items() if many > 1)
        for seat in given:
            order, person = self.orders[seat.order_id], known[seat.attendee_id]
            if order.state in OVER:
                yield f"a seat is somebody's by an order that is {order.state}"
            if order.state == "settled" and person.payment_status == "pending":
                yield f"{person.first_name} has to pay what is settled"
        unpaid = {
            seat.attendee_id for seat in self.seats if self.orders[seat.order_id].state in OVER and seat.price
        }
        for one in self.people:
            if one.payment_status == "pending" and one.id in unpaid and not one.checked_in:
                yield f"{one.first_name} has to pay for what is over"

    def _money(self) -> Iterator[str]:
        fitting = Counter(one.reference for one in self.payments if one.state == "paid" and not one.problem)
        for order in self.orders.values():
            must = int(bool(order.settled_at and order.total))
            if fitting.pop(order.reference, 0) != must:
                yield f"order {order.id}, {order.state}, is not paid {must} times"
        counted: Counter[int] = Counter()
        for refund in self.refunds:
            counted[refund.payment_id] += int(refund.amount * 100) * (refund.state != "failed")
        for one in self.payments:
            if int(one.given_back * 100) != counted[one.id]:
                yield f"of payment {one.id} {one.given_back} is given back, and {counted[one.id]} cents count"
            if not 0 <= one.given_back <= (one.amount if one.state == "paid" else 0):
                yield f"of payment {one.id} {one.given_back} of {one.amount} is given back"

    def _invoices(self) -> Iterator[str]:
        issued = Counter(one.reference for one in self.invoices if one.kind == "invoice")
        for order in self.orders.values():
            must = int(bool(order.settled_at and order.total))
            if issued[order.reference] != must:
                yield f"order {order.id} has {issued[order.reference]} invoices"
        numbers = sorted(one.number for one in self.invoices)
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"the invoices have the numbers {numbers}"
        notes = Counter(one.refund_id for one in self.invoices if one.refund_id)
        with_invoice = {one.payment_id for one in self.invoices}
        for one in self.refunds:
            must = int(one.state == "done" and one.payment_id in with_invoice)
            if one.state != "failed" and notes[one.id] != must:
                yield f"refund {one.id} has {notes[one.id]} credit notes"

    def _rest(self) -> Iterator[str]:
        for one in self.vouchers:
            used = sum(seat.uses_voucher and self._uses(seat, one.id) for seat in self.seats)
            if one.uses != used or one.uses > (one.most_uses or used):
                yield f"{one.code} was used {one.uses} times, and {used} seats have it"
        for order in self.orders.values():
            # A job that is done does not say any more what it was about.
            least = 0 if self.mailed else int(order.settled_at is not None)
            if not least <= self.settled_mails[order.id] <= int(order.settled_at is not None):
                yield f"order {order.id} has {self.settled_mails[order.id]} mails that it is settled"

    def _uses(self, seat: Any, voucher_id: int) -> bool:
        order = self.orders[seat.order_id]
        return order.voucher_id == voucher_id and order.state not in OVER and seat.state != "ended"


async def read_books(database: Database, event_id: int) -> Books:
    return await database.read(_read, event_id)


def _read(tx: Transaction, event_id: int) -> Books:
    def its(table: Any) -> list[Any]:
        statement = select(table).where(table.c.event_id == event_id).order_by(table.c.id)
        return list(tx.execute(statement).all())

    mails = _mails(tx, event_id)
    told = [json.loads(one) for one in mails if one]
    event = tx.execute(select(events).where(events.c.id == event_id)).one()
    paid = its(payments)
    given = select(refunds).where(refunds.c.payment_id.in_([one.id for one in paid])).order_by(refunds.c.id)
    return Books(
        event,
        its(attendee_types),
        its(attendees),
        {one.id: one for one in its(orders)},
        its(order_seats),
        paid,
        list(tx.execute(given).all()),
        its(invoices),
        its(vouchers),
        Counter(one["order_id"] for one in told if one["news"] == "settled"),
        mails=len(mails),
        mailed=len(mails) - len(told),
    )


def _mails(tx: Transaction, event_id: int) -> list[str]:
    """What the jobs that mail of its orders are about."""
    is_mail = (jobs.c.event_id == event_id, jobs.c.kind == "order_mail")
    return list(tx.execute(select(jobs.c.arguments).where(*is_mail)).scalars())
