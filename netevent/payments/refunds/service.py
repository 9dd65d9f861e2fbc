"""What a provider says of money that is given back. Called by the webhooks, and by who asked for a refund.

`payments.given_back` counts what is done or on its way, each refund once: one that is asked for here is
counted by who writes its row, in state `created`; one that was made at the provider is counted when we hear
of it. One that failed gives its amount back. A refund goes forward only, whatever order the reports come in:
created, pending, done, failed. Also one that was done may fail: a bank sends the money back.
"""

from __future__ import annotations

import structlog

from netevent.changes import MoneyGivenBack, PaymentsChanged
from netevent.core import clock
from netevent.core.credentials import new_token
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.payments.payment import Payment
from netevent.payments.providers.provider import GivenBack, RefundState
from netevent.payments.queries import lock_payment, update_given_back, update_payment
from netevent.payments.refunds import queries
from netevent.payments.refunds.refund import Refund

log = structlog.get_logger()
FORWARD = (RefundState.created, RefundState.pending, RefundState.done, RefundState.failed)


def note(tx: Transaction, payment: Payment, given: GivenBack) -> None:
    """The provider says so of a refund of the payment; again it changes nothing."""
    lock_event(tx, payment.event_id)
    lock_payment(tx, payment.event_id, payment.id)
    refund = queries.lock_spoken_of(tx, payment.id, given) or _made_there(tx, payment, given)
    queries.update_provider_id(tx, refund.id, given.provider_id)
    before = FORWARD[: FORWARD.index(given.state)]
    ended = {"ended_at": clock.now()} if given.state in (RefundState.done, RefundState.failed) else {}
    if queries.update_state(tx, refund.id, given.state, only_from=before, **ended):
        _follow(tx, payment, refund, given.state)


def _made_there(tx: Transaction, payment: Payment, given: GivenBack) -> Refund:
    """Nobody here asked for it: it was made in the provider's own console. It counts from now on."""
    begun = RefundState.created
    refund_id = queries.insert_refund(tx, payment.id, given, begun, new_token(), clock.now())
    if not update_given_back(tx, payment.id, given.amount):
        log.warning("refund_exceeds_payment", payment=payment.id, refund=refund_id)
        count_anew(tx, payment)
    return Refund(refund_id, payment.id, given.amount, begun, given.provider_id)


def count_anew(tx: Transaction, payment: Payment) -> None:
    """What counts of the rows, and no more than was paid: the provider may tell of a refund that takes the
    place of one before it tells that that one failed."""
    counted = queries.select_counted(tx, payment.id)
    update_payment(tx, payment.id, given_back=min(counted, payment.money.amount))


def _follow(tx: Transaction, payment: Payment, refund: Refund, state: RefundState) -> None:
    if state is RefundState.failed:
        count_anew(tx, payment)
        log.warning("refund_failed", payment=payment.id, refund=refund.id, was=refund.state.value)
    if state is RefundState.done:
        tx.publish(MoneyGivenBack(payment.event_id, payment.id, refund.id))
    tx.publish(PaymentsChanged(payment.event_id, payment.id))
