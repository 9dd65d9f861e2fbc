"""The sheets of the payments' file, and their rows, in the language of who asks. Called by `export`."""

from __future__ import annotations

from datetime import datetime

from netevent.core import clock
from netevent.core.i18n import gettext
from netevent.core.i18n.writing import plain_amount
from netevent.documents.tables.rows import Sheet, Value
from netevent.office.payments import words
from netevent.office.payments.queries import PaymentRow
from netevent.payments.refunds.asking.queries import Refund

Row = tuple[Value, ...]


def payments_sheet() -> Sheet:
    columns = {
        gettext("Reference"): 16,
        gettext("Name"): 28,
        gettext("Email"): 34,
        gettext("Registration for"): 40,
        gettext("Paid by"): 18,
        gettext("Status"): 14,
        gettext("Amount"): 12,
        gettext("Given back"): 12,
        gettext("Currency"): 10,
        gettext("Begun"): 20,
        gettext("Arrived"): 20,
        gettext("Problem"): 28,
        gettext("The provider's number"): 34,
    }
    return Sheet(gettext("Payments"), columns)


def refunds_sheet() -> Sheet:
    columns = {
        gettext("Reference"): 16,
        gettext("Amount"): 12,
        gettext("Currency"): 10,
        gettext("Status"): 14,
        gettext("Reason"): 40,
        gettext("Asked by"): 24,
        gettext("Asked at"): 20,
        gettext("Ended at"): 20,
        gettext("The provider's number"): 34,
    }
    return Sheet(gettext("Refunds"), columns)


def payment_row(one: PaymentRow, zone: str) -> Row:
    return (
        one.reference,
        one.buyer,
        one.email,
        ", ".join(one.people),
        words.method(one.method),
        words.state(one.state),
        plain_amount(one.money.amount),
        plain_amount(one.given_back),
        one.money.currency,
        _wall(one.made_at, zone),
        _wall(one.paid_at, zone),
        words.problem(one.problem),
        one.provider_id,
    )


def refund_row(reference: str, one: Refund, zone: str) -> Row:
    return (
        reference,
        plain_amount(one.money.amount),
        one.money.currency,
        words.refund_state(one.state),
        one.reason,
        one.asked_by,
        _wall(one.made_at, zone),
        _wall(one.ended_at, zone),
        one.provider_id,
    )


def _wall(moment: datetime | None, zone: str) -> datetime | None:
    return clock.local(moment, zone).replace(tzinfo=None, microsecond=0) if moment else None
