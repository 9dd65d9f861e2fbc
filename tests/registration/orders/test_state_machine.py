"""Whatever buyers, providers, the clock and the organizer do, in any order: the books are right after it.

`books` says what right is. Refusals are answers like others: what was refused has changed nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import update

from netevent.attendees.types import service as types
from netevent.attendees.types.queries import TypeDetails
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import attendees, events
from netevent.core.errors import Refusal
from netevent.events import seats
from netevent.office.attendees import service as office
from netevent.office.attendees.queries import Entry
from netevent.office.payments.cancelling import service as cancelling
from netevent.payments import service as payments
from netevent.payments.payment import Method, Money, State
from netevent.payments.providers.provider import GivenBack, RefundState, Report
from netevent.payments.refunds.asking import service as asking
from netevent.payments.webhooks.service import apply_report
from netevent.reactions import REACTIONS
from netevent.registration.attendance.service import change
from netevent.registration.orders import service as orders
from netevent.registration.orders.handing_over.service import hand_over
from netevent.registration.orders.line import service as line
from netevent.registration.settings.queries import RegistrationSettings, write_settings
from netevent.registration.vouchers import service as vouchers
from netevent.registration.vouchers.voucher import VoucherDetails, VoucherKind
from tests.factories import insert_type
from tests.registration.orders.books import Books, read_books
from tests.registration.orders.shop import Shop, open_shop, person

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hana")
METHODS = (Method.desk, Method.demo, Method.transfer)
STATES = (RefundState.pending, RefundState.done, RefundState.failed)
DECISIONS: tuple[Callable[..., Any], ...] = (
    line.accept,
    orders.decline,
    line.give_seat,
    orders.cancel_waiting,
)
OFTEN = ("place", "place", "place", "pay", "pay", "paid", "paid", "decide", "take")
SELDOM = (
    "cancel pass_on come_or_not ended paid_another_amount refund_in_the_console refund_told time_goes_by"
    " take_back give_back remove let_in add_by_hand change_type resize resize_type change_rules"
)
STEPS = (*OFTEN, *SELDOM.split())
SOON = clock.now() + timedelta(days=60)
VOUCHER = VoucherDetails("HALF", VoucherKind.percent, Decimal(50), most_uses=3, reserved=1)
CALM: dict[str, Any] = {
    "phases": (Phase.generate,),
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "database": None,
    "derandomize": True,
}


class Sale(RuleBasedStateMachine):
    runner: ClassVar[asyncio.Runner]
    database: ClassVar[Database]
    shop: Shop
    books: Books

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def attempt(self, work: Callable[..., Any], *given: Any) -> None:
        with suppress(Refusal):
            self.do(self.database.transact(work, *given))

    @initialize(capacity=st.integers(2, 5))
    def open(self, capacity: int) -> None:
        self.shop = self.do(open_shop(self.database, capacity))
        soon = update(events).where(events.c.id == self.shop.event_id)
        self.do(self.database.transact(lambda tx: tx.execute(soon.values(start_time=SOON, end_time=SOON))))
        limited = {"price": Decimal("40.00"), "is_offered": True, "capacity": 2}
        self.limited = self.do(insert_type(self.database, self.shop.event_id, "Limited", **limited))
        self.do(self.database.transact(vouchers.add, self.shop.event_id, VOUCHER))
        self.kinds = (self.shop.general, self.limited, self.shop.guest)
        self.may_exceed, self.placed = False, 0
        self.books = self.do(read_books(self.database, self.shop.event_id))

    @rule(seed=st.integers(0, 2**32), length=st.integers(30, 60))
    def go_on(self, seed: int, length: int) -> None:
        """Drawn one by one, Hypothesis tells the same few steps again and again; a shorter story is the same
        one up to there."""
        chance = Random(seed)
        for _ in range(length):
            step, which = chance.choice(STEPS), chance.randrange(60)
            getattr(self, step)(which, chance.sample(NAMES, chance.randint(1, 3)))
            self.check()

    # ---- buyers

    def place(self, which: int, people: list[str]) -> None:
        given: dict[str, Any] = {"type_id": self.kinds[which % 3], "voucher": "" if which % 4 else "HALF"}
        # Mostly people who are new, else one of them would nearly always be registered.
        self.placed += 1
        who = people if which % 5 == 0 else [f"{name}{self.placed}" for name in people]
        with suppress(Refusal):
            self.do(self.shop.order(*who, **given))

    def pay(self, which: int, people: list[str]) -> None:
        if order := self.order(which):
            with suppress(Refusal):
                self.do(self.shop.pay(order, METHODS[len(people) % 3]))

    def cancel(self, which: int, people: list[str]) -> None:
        if order := self.order(which):
            self.attempt(orders.cancel, self.shop.event_id, order.id)

    def pass_on(self, which: int, people: list[str]) -> None:
        if seat := pick(self.books.seats, which):
            given = (self.shop.event_id, seat.order_id, seat.id, person(people[0]))
            self.attempt(hand_over, *given)

    def come_or_not(self, which: int, people: list[str]) -> None:
        if one := pick(self.books.people, which):
            self.attempt(change, one.id, one.attendance_status != "attending")

    # ---- providers and the clock

    def paid(self, which: int, people: list[str]) -> None:
        self.tell(which, State.paid)

    def ended(self, which: int, people: list[str]) -> None:
        self.tell(which, (State.failed, State.lapsed)[which % 2])

    def paid_another_amount(self, which: int, people: list[str]) -> None:
        self.tell(which, State.paid, more=Decimal(1))

    def refund_in_the_console(self, which: int, people: list[str]) -> None:
        if payment := self.online(which):
            amount = min(Decimal(which + 1), payment.amount - payment.given_back)
            given = GivenBack(f"console-{len(self.books.refunds)}-{payment.id}", amount, STATES[which % 3])
            if amount:
                self.tell(which, State.paid, given)

    def refund_told(self, which: int, people: list[str]) -> None:
        """Of one that there is."""
        online = {one.id for one in self.onlines()}
        if one := pick([one for one in self.books.refunds if one.payment_id in online], which):
            given = GivenBack(one.provider_id or f"re-{one.id}", one.amount, STATES[which % 3])
            of = next(at for at, paid in enumerate(self.onlines()) if paid.id == one.payment_id)
            self.tell(len(self.onlines()) - 1 - of, State.paid, replace(given, key=one.idempotency_key))

    def time_goes_by(self, which: int, people: list[str]) -> None:
        if order := self.order(which):
            self.attempt(orders.lapse, self.shop.event_id, order.id, clock.now() + timedelta(days=30))

    # ---- the organizer

    def take(self, which: int, people: list[str]) -> None:
        if payment := pick([one for one in self.books.payments if one.provider != "demo"], which):
            self.attempt(take, self.shop.event_id, payment.id, len(people) > 1)

    def decide(self, which: int, people: list[str]) -> None:
        undecided = ("requested", "waiting")
        if order := pick([one for one in self.books.orders.values() if one.state in undecided], which):
            self.attempt(DECISIONS[which % len(DECISIONS)], self.shop.event_id, order.id)

    def take_back(self, which: int, people: list[str]) -> None:
        if seat := pick(self.books.seats, which):
            of, back = (seat.id if which % 2 else None), Decimal((len(people) - 1) * 10)
            self.attempt(cancelling.cancel, self.shop.event_id, seat.order_id, of, back, "Olivia")

    def give_back(self, which: int, people: list[str]) -> None:
        if payment := pick([one for one in self.books.payments if one.state == "paid"], which):
            given = (self.shop.event_id, payment.id, Decimal(which + 1) / 2, "", "Olivia")
            self.attempt(asking.ask, *given)

    def remove(self, which: int, people: list[str]) -> None:
        if one := pick(self.books.people, which):
            self.attempt(office.remove, self.shop.event_id, one.id)

    def let_in(self, which: int, people: list[str]) -> None:
        if one := pick(self.books.attending, which):
            scanned = {"checked_in": True, "checked_in_at": clock.now()}
            statement = update(attendees).where(attendees.c.id == one.id).values(scanned)
            self.do(self.database.transact(lambda tx: tx.execute(statement)))

    def add_by_hand(self, which: int, people: list[str]) -> None:
        self.attempt(office.add, self.shop.event_id, office_entry(people[0]), "en")

    def change_type(self, which: int, people: list[str]) -> None:
        self.may_exceed = True
        if one := pick(self.books.people, which):
            self.attempt(give_type, self.shop.event_id, one.id, self.kinds[which % 3])

    def resize(self, which: int, people: list[str]) -> None:
        self.attempt(seats.resize, self.shop.event_id, which % 6 + 1 if which % 7 else None)

    def resize_type(self, which: int, people: list[str]) -> None:
        size = which % 4 + 1 if which % 5 else None
        details = TypeDetails("Limited", price=Decimal(40), is_offered=True, capacity=size)
        self.attempt(types.edit, self.shop.event_id, self.limited, details)

    def change_rules(self, which: int, people: list[str]) -> None:
        said = RegistrationSettings(needs_approval=which % 3 == 0, has_waiting_list=which % 4 > 0)
        self.attempt(write_settings, self.shop.event_id, said)

    # ---- what holds

    def check(self) -> None:
        before, self.books = self.books, self.do(read_books(self.database, self.shop.event_id))
        assert self.books.wrong() == []
        taken, most = self.books.event.seats_taken, self.books.event.max_attendees
        assert most is None or taken <= max(most, before.event.seats_taken)
        limited = next(one for one in self.books.types if one.id == self.limited)
        taken = self.books.of_type(self.limited)
        may_be = (limited.capacity is None, taken <= before.of_type(self.limited), self.may_exceed)
        assert any(may_be) or taken <= limited.capacity
        self.may_exceed = False

    def order(self, which: int) -> Any:
        return pick(list(self.books.orders.values()), which)

    def onlines(self) -> list[Any]:
        return [one for one in self.books.payments if one.provider == "demo"]

    def online(self, which: int) -> Any:
        return pick(self.onlines(), which)

    def tell(self, which: int, state: State, *given: GivenBack, more: Decimal = Decimal(0)) -> None:
        if payment := self.online(which):
            money = Money(payment.amount + more, payment.currency)
            number, key = f"demo-{payment.id}", payment.idempotency_key
            report = Report(number, state, money, key, f"charge-{payment.id}", given)
            self.attempt(apply_report, Method.demo, report)


def pick(some: Sequence[Any], which: int) -> Any:
    return some[-1 - which % len(some)] if some else None


def take(tx: Transaction, event_id: int, payment_id: int, also_lapsed: bool) -> None:
    payments.take(tx, event_id, payment_id, "Olivia", also_lapsed=also_lapsed)


def give_type(tx: Transaction, event_id: int, attendee_id: int, type_id: int) -> None:
    standing = office.find(tx, event_id, attendee_id).entry
    office.edit(tx, event_id, attendee_id, replace(standing, type_id=type_id), standing.fingerprint)


def office_entry(name: str) -> Entry:
    told = asdict(person(name))
    return Entry(told["first_name"], told["last_name"], told["email"], "", "", "", "", 0, "")


@pytest.fixture
def a_sale(database_url: str) -> Iterator[None]:
    """In a loop of its own: Hypothesis calls plain functions."""
    with asyncio.Runner() as runner:

        async def opened() -> Database:
            return Database(database_url, reactions=REACTIONS)

        Sale.runner, Sale.database = runner, runner.run(opened())
        yield
        runner.run(Sale.database.close())


@pytest.mark.usefixtures("a_sale")
def test_the_books_are_right_whatever_happens(database_url: str):
    is_quick = database_url.startswith("sqlite")
    many = settings(max_examples=50 if is_quick else 3, stateful_step_count=2, **CALM)
    run_state_machine_as_test(Sale, settings=many)
