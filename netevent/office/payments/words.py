"""What is said of payments and refunds, in the reader's language. For templates and files."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from netevent.core.i18n import current_locale, gettext, pgettext
from netevent.office.payments.queries import PaymentRow
from netevent.payments.payment import Method, Problem, State
from netevent.payments.providers.provider import RefundState
from netevent.payments.refunds.asking.queries import Refund
from netevent.payments.refunds.asking.service import DOWN, NO_PROVIDER

PILLS = {
    State.paid: "yes",
    State.created: "again",
    State.pending: "again",
    State.failed: "no",
    State.lapsed: "",
    RefundState.done: "yes",
    RefundState.failed: "no",
}


def method(one: Method | str) -> str:
    return {
        Method.stripe: gettext("Stripe"),
        Method.mollie: gettext("Mollie"),
        Method.transfer: gettext("Bank transfer"),
        Method.desk: gettext("At the desk"),
        Method.demo: gettext("Demo provider"),
    }[Method(one)]


def state(one: State | str) -> str:
    return {
        State.created: pgettext("payment", "begun"),
        State.pending: pgettext("payment", "pending"),
        State.paid: pgettext("payment", "paid"),
        State.failed: pgettext("payment", "failed"),
        State.lapsed: pgettext("payment", "lapsed"),
    }[State(one)]


def pill(one: State | RefundState) -> str:
    return PILLS.get(one, "again")


def refund_state(one: RefundState) -> str:
    return {
        RefundState.created: pgettext("refund", "on its way"),
        RefundState.pending: pgettext("refund", "on its way"),
        RefundState.done: pgettext("refund", "given back"),
        RefundState.failed: pgettext("refund", "failed"),
    }[one]


def problem(one: Problem) -> str:
    """What is the matter, in a few words."""
    return {
        Problem.none: "",
        Problem.late: gettext("Paid too late"),
        Problem.twice: gettext("Paid twice"),
        Problem.cancelled: gettext("Paid after it was cancelled"),
        Problem.amount: gettext("Another amount than asked"),
    }[one]


def advice(row: PaymentRow) -> str:
    """What the organizer can do about it; '' where nothing is to be done."""
    if row.problem is Problem.amount and is_by_hand(row.method):
        return gettext(
            "Another amount arrived than was asked, and it was entered all the same: the order counts as "
            "paid. Give back what is too much, or ask the person for the rest."
        )
    if row.problem is Problem.amount:
        return gettext(
            "The provider reports another amount or currency than was asked, so nobody was registered for "
            "it. Look at the payment at the provider, give the money back there, and ask the person to "
            "register again."
        )
    if not row.problem.is_to_refund:
        return ""
    if not row.left:
        return gettext("The money is given back, or on its way. Nothing is left to do.")
    return {
        Problem.late: gettext(
            "The money came after the time to pay was over, and the seat had gone to someone else. Give it "
            "back."
        ),
        Problem.twice: gettext("This registration was paid already. Give this second payment back."),
        Problem.cancelled: gettext("The registration was cancelled before the money came. Give it back."),
    }[row.problem]


def refund_advice(one: Refund) -> str:
    """What became of a refund that did not go through; '' where it did, or may."""
    if one.state is RefundState.failed and one.problem == NO_PROVIDER:
        return gettext(
            "This server has no key for the provider any more. Give the money back in the provider's console."
        )
    if one.state is RefundState.failed:
        return gettext("The provider refused. Nothing was given back: try again, or pay it back another way.")
    if one.is_open and one.problem == DOWN:
        return gettext(
            "The provider does not answer. It is asked again by itself for a day; the amount counts as given "
            "back until it has answered."
        )
    return ""


def refund_words(one: Refund) -> str:
    """The provider's own, which are in its language."""
    return "" if one.problem in (DOWN, NO_PROVIDER) else one.problem


def date_of(day: date) -> str:
    return format_date(day, "medium", locale=current_locale())


def is_by_hand(one: Method) -> bool:
    return one in (Method.transfer, Method.desk)
