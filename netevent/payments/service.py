"""The rules of a payment. Called by registration, the webhooks, the job that asks, and the organizer's pages.

What a provider says decides, never the page that people come back to. A payment goes forward only: whatever
order the reports come in, and however often, it is paid once, and `PaymentPaid` is published once. What it
pays for follows by a reaction, in the same transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from netevent.changes import PaymentPaid, PaymentsChanged
from netevent.core import clock
from netevent.core.credentials import new_token
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, existing
from netevent.core.i18n import N_
from netevent.payments import queries
from netevent.payments.payment import ONLINE, Method, Money, Payment, Problem, State, TakenAs
from netevent.payments.providers.provider import Report, Started

log = structlog.get_logger()
OPEN = (State.created, State.pending)
# The webhook of a payment that is not over by then may be lost: its provider is asked.
FIRST_CHECK = timedelta(minutes=2)


class PaidAlready(Conflict):
    code = "paid_already"
    message = N_("This has been paid already.")


def begin(tx: Transaction, event_id: int, reference: str, method: Method, money: Money) -> Payment:
    """A new attempt to pay the order. One that people pay elsewhere is `created` until `started`."""
    now = clock.now()
    is_online = method in ONLINE
    payment_id = queries.insert_payment(
        tx,
        event_id,
        reference,
        method,
        money,
        new_token(),
        now,
        checks_at=now + FIRST_CHECK if is_online else None,
        state=State.created if is_online else State.pending,
    )
    tx.publish(PaymentsChanged(event_id, payment_id))
    return existing(queries.select_payment(tx, event_id, payment_id))


def note_started(tx: Transaction, payment: Payment, started: Started) -> None:
    """The provider knows of it. Its webhook may have been faster than this."""
    queries.update_payment(tx, payment.id, provider_id=started.provider_id, url=started.url)
    queries.update_state(tx, payment.id, State.pending, only_from=(State.created,))


def apply(tx: Transaction, method: Method, report: Report) -> Payment | None:
    """What a provider says of a payment; again it changes nothing. None: we know no such payment."""
    event_id = queries.select_event_of(tx, method, report.provider_id, report.key)
    if event_id is None:
        log.warning("payment_unknown", provider=method.value, provider_id=report.provider_id)
        return None
    lock_event(tx, event_id)
    payment = existing(queries.lock_spoken_of(tx, method, report.provider_id, report.key))
    if report.state is State.paid:
        _paid(tx, payment, report)
    elif report.state in (State.failed, State.lapsed):
        end(tx, payment, report.state)
    return queries.select_payment(tx, event_id, payment.id)


def take(
    tx: Transaction,
    event_id: int,
    payment_id: int,
    by: str,
    taken_as: TakenAs = TakenAs.elsewhere,
    *,
    also_lapsed: bool = False,
) -> None:
    """The money is here: the desk has it, or it is on the account. `by` says who took it.

    What lapsed is taken with `also_lapsed` alone: the money came although nobody waited for it any more.

    Raises:
        NotFound: the event has no such payment, or its provider alone says whether it is paid.
        PaidAlready: somebody was faster, or it is not open any more.
    """
    lock_event(tx, event_id)
    found = queries.lock_payment(tx, event_id, payment_id)
    payment = existing(found if found and found.method not in ONLINE else None)
    if not (payment.state.is_open or (also_lapsed and payment.state is State.lapsed)):
        raise PaidAlready
    _mark_paid(tx, payment, clock.now(), taken_by=by, taken_as=taken_as)
    tx.publish(PaymentPaid(event_id, payment_id))


def end(tx: Transaction, payment: Payment, state: State) -> None:
    """It failed, or lapsed; nothing where it is over already."""
    if queries.update_state(tx, payment.id, state, only_from=OPEN, checks_at=None):
        tx.publish(PaymentsChanged(payment.event_id, payment.id))


def end_open(tx: Transaction, reference: str) -> None:
    """Nobody waits any more for the order to be paid. Money that comes all the same is noticed."""
    for payment in queries.lock_of_order(tx, reference):
        if payment.method not in ONLINE:
            end(tx, payment, State.lapsed)


def ask_less(tx: Transaction, reference: str, money: Money) -> None:
    """The order costs less by now. Who is at a provider's page pays what was asked there: that is noticed."""
    for payment in queries.lock_of_order(tx, reference):
        if payment.method not in ONLINE and payment.state.is_open:
            queries.update_payment(tx, payment.id, amount=money.amount)
            tx.publish(PaymentsChanged(payment.event_id, payment.id))


def note_problem(tx: Transaction, payment: Payment, problem: Problem) -> None:
    """The organizer must look at it."""
    queries.update_payment(tx, payment.id, problem=problem)
    log.warning("payment_problem", payment=payment.id, problem=problem.value)
    tx.publish(PaymentsChanged(payment.event_id, payment.id))


def _paid(tx: Transaction, payment: Payment, report: Report) -> None:
    if payment.state is State.paid:
        if report.provider_id != payment.provider_id:
            log.error("payment_paid_twice", payment=payment.id, provider_id=report.provider_id)
        return
    found = {"provider_id": report.provider_id, "charge_id": report.charge_id}
    _mark_paid(tx, payment, clock.now(), **found)
    if report.money is not None and report.money != payment.money:
        note_problem(tx, payment, Problem.amount)
    else:
        tx.publish(PaymentPaid(payment.event_id, payment.id))


def _mark_paid(tx: Transaction, payment: Payment, now: datetime, **columns: str) -> None:
    """Also one that had failed or lapsed: the money is there."""
    queries.update_payment(tx, payment.id, state=State.paid, paid_at=now, checks_at=None, **columns)
    tx.publish(PaymentsChanged(payment.event_id, payment.id))
