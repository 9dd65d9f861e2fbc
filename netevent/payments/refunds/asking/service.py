"""The rules of giving money back. Called by the organizer's pages, and by the job `refund`.

An amount is counted on the payment when it is asked for, by a conditional UPDATE: of many who ask at once no
more goes back than came. It is free again only when the provider has said no. Where nobody knows, because
the provider does not answer, it stays counted, and the same attempt is tried again under the same key.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from netevent.changes import MoneyGivenBack, PaymentsChanged
from netevent.core import clock
from netevent.core.credentials import new_token
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, Malformed, existing
from netevent.core.i18n import N_
from netevent.core.jobs import enqueue
from netevent.core.text.amounts import decimals_of
from netevent.payments.payment import ONLINE, Payment, State
from netevent.payments.providers.provider import GivenBack, RefundState
from netevent.payments.queries import lock_payment, select_payment, update_given_back
from netevent.payments.refunds.asking import queries
from netevent.payments.refunds.asking.kind import REFUND, Asked
from netevent.payments.refunds.asking.queries import OPEN, Refund
from netevent.payments.refunds.service import count_anew

# What a refund says of itself as long as its provider does not answer, and when it is told no such provider.
DOWN, NO_PROVIDER = "down", "no_provider"
LONGEST_WORDS = 255
# A refund that is on its way is asked after, should the provider's word be lost, for so long.
ASKED_EVERY, ASKED_FOR = timedelta(hours=6), timedelta(days=30)


class NotPaid(Conflict):
    code = "not_paid"
    message = N_("This payment has not arrived, so there is nothing to give back.")


class NoSuchAmount(Malformed):
    code = "no_such_amount"
    field = "amount"
    message = N_("Write an amount such as 25 or 12.50.")


class NotSoMuchLeft(Conflict):
    code = "not_so_much_left"
    field = "amount"
    message = N_("Not so much of this payment is left. Somebody may have given money back meanwhile.")


class GivenBackMeanwhile(Conflict):
    """A part that is sent twice, by a second tap or by a colleague, is not given back twice."""

    code = "given_back_meanwhile"
    field = "amount"
    message = N_(
        "Money of this payment was given back since you opened this page. Look at what is left of it now, "
        "and send the form again if more is to go back."
    )


class NothingToTry(Conflict):
    code = "nothing_to_try"
    message = N_("This refund is over, or on its way.")


def ask(
    tx: Transaction,
    event_id: int,
    payment_id: int,
    amount: Decimal,
    reason: str,
    by: str,
    *,
    seen: Decimal | None = None,
) -> int:
    """Give so much back: by the provider, or, of what came another way, as somebody has done by hand. `seen`:
    how much had gone back when somebody was asked.

    Raises:
        NotFound: the event has no such payment.
        NotPaid, NoSuchAmount, NotSoMuchLeft, GivenBackMeanwhile: as they say.
    """
    lock_event(tx, event_id)
    payment = existing(lock_payment(tx, event_id, payment_id))
    if payment.state is not State.paid:
        raise NotPaid
    if seen is not None and seen != payment.given_back:
        raise GivenBackMeanwhile
    _require_amount(amount, payment.money.currency)
    if not update_given_back(tx, payment_id, amount):
        raise NotSoMuchLeft
    is_online = payment.method in ONLINE
    state = RefundState.created if is_online else RefundState.done
    refund_id = queries.insert_refund(tx, payment_id, amount, state, new_token(), reason, by, clock.now())
    if is_online:
        enqueue(tx, REFUND, Asked(event_id, refund_id), event_id=event_id)
    _tell(tx, payment, refund_id, state)
    return refund_id


def find_open(tx: Transaction, event_id: int, refund_id: int) -> tuple[Payment, Refund] | None:
    """What the job is about; None: it is over."""
    refund = queries.select_refund(tx, event_id, refund_id)
    payment = select_payment(tx, event_id, refund.payment_id) if refund else None
    return (payment, refund) if payment and refund and refund.is_open else None


def note_answer(tx: Transaction, event_id: int, refund_id: int, answer: GivenBack | None) -> None:
    """What the provider says of it; None: it says nothing. The provider's webhook may have been faster."""
    if (found := _lock(tx, event_id, refund_id)) is None:
        return
    payment, refund = found
    if answer is not None and answer.state is RefundState.failed:
        _fail(tx, payment, refund, "")
    elif answer is not None and answer.state is RefundState.done:
        _end(tx, refund, RefundState.done, provider_id=answer.provider_id, last_error="")
        _tell(tx, payment, refund_id, RefundState.done)
    else:
        known = {"provider_id": answer.provider_id} if answer is not None else {}
        queries.update_refund(
            tx, refund_id, only_from=OPEN, state=RefundState.pending, last_error="", **known
        )
        _ask_again(tx, event_id, refund)
        _tell(tx, payment, refund_id, RefundState.pending)


def fail(tx: Transaction, event_id: int, refund_id: int, words: str) -> None:
    """The provider said no, in these words: the amount can be given back in another way."""
    if found := _lock(tx, event_id, refund_id):
        _fail(tx, *found, words)


def note_down(tx: Transaction, event_id: int, refund_id: int) -> None:
    """The provider does not answer: nobody knows whether it has heard. The amount stays counted."""
    if found := _lock(tx, event_id, refund_id):
        queries.update_refund(tx, refund_id, only_from=OPEN, last_error=DOWN)
        _tell(tx, found[0], refund_id, RefundState.created)


def try_again(tx: Transaction, event_id: int, payment_id: int, refund_id: int) -> None:
    """Ask once more, under the same key: what has moved already is not moved twice.

    Raises:
        NotFound: the payment has no such refund.
        NothingToTry: it is not one whose provider gave no answer.
    """
    lock_event(tx, event_id)
    refund = existing(queries.select_refund(tx, event_id, refund_id))
    if refund.payment_id != payment_id:
        existing(None)
    if not refund.is_open or refund.problem != DOWN:
        raise NothingToTry
    queries.update_refund(tx, refund_id, only_from=OPEN, last_error="")
    enqueue(tx, REFUND, Asked(event_id, refund_id), event_id=event_id)
    tx.publish(PaymentsChanged(event_id, payment_id))


def _require_amount(amount: Decimal, currency: str) -> None:
    if not amount.is_finite() or amount <= 0:
        raise NoSuchAmount
    exponent = amount.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > decimals_of(currency):
        raise NoSuchAmount


def _lock(tx: Transaction, event_id: int, refund_id: int) -> tuple[Payment, Refund] | None:
    lock_event(tx, event_id)
    refund = queries.select_refund(tx, event_id, refund_id)
    payment = lock_payment(tx, event_id, refund.payment_id) if refund else None
    return (payment, refund) if payment and refund and refund.is_open else None


def _fail(tx: Transaction, payment: Payment, refund: Refund, words: str) -> None:
    if _end(tx, refund, RefundState.failed, last_error=words[:LONGEST_WORDS]):
        count_anew(tx, payment)
        _tell(tx, payment, refund.id, RefundState.failed)


def _end(tx: Transaction, refund: Refund, state: RefundState, **columns: str) -> bool:
    return queries.update_refund(tx, refund.id, only_from=OPEN, state=state, ended_at=clock.now(), **columns)


def _ask_again(tx: Transaction, event_id: int, refund: Refund) -> None:
    now: datetime = clock.now()
    if now - refund.made_at < ASKED_FOR:
        asked = Asked(event_id, refund.id)
        enqueue(tx, REFUND, asked, run_at=now + ASKED_EVERY, event_id=event_id)


def _tell(tx: Transaction, payment: Payment, refund_id: int, state: RefundState) -> None:
    tx.publish(PaymentsChanged(payment.event_id, payment.id))
    if state is RefundState.done:
        tx.publish(MoneyGivenBack(payment.event_id, payment.id, refund_id))
