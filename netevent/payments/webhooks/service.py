"""What a provider tells, taken in: each event once. Called by `hearing`, and for reports by `checking`."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from netevent.core.database import Transaction
from netevent.payments import service
from netevent.payments.payment import Method
from netevent.payments.providers.provider import Report, Told
from netevent.payments.refunds.service import note
from netevent.payments.webhooks import queries


def take_in(tx: Transaction, method: Method, told: Told) -> bool:
    """What follows stands with the event's row or neither does. False: it was told before."""
    try:
        queries.insert_told(tx, method, told.event_id)
    except IntegrityError:
        return False
    apply_report(tx, method, told.report)
    return True


def apply_report(tx: Transaction, method: Method, report: Report) -> None:
    """The state of the payment, and of what was given back of it; again it changes nothing."""
    payment = service.apply(tx, method, report)
    if payment is not None:
        for given in report.given_back:
            note(tx, payment, given)
