"""The rules of bank statements. Called by `statements.routes`, each in one transaction.

A line is kept once, whichever file it comes in, and pays once: the unique fingerprint and the conditional
UPDATE of a line hold it. That a file was read moves no money: an organizer says yes to each line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, NotFound, existing
from netevent.core.i18n import N_
from netevent.payments import queries as payments
from netevent.payments import service
from netevent.payments.payment import ONLINE, Method, Money, Payment, Problem
from netevent.payments.statements import queries
from netevent.payments.statements.files import Statement
from netevent.payments.statements.line import BankLine, fingerprints
from netevent.payments.statements.matching import Mark, Matching

MOST_LINES = 50_000


class LineGone(Conflict):
    code = "line_gone"
    message = N_("Somebody has dealt with this line already.")


class TooManyLines(Conflict):
    code = "too_many_lines"
    message = N_("An event can have at most %(most)s lines of bank statements. Export shorter periods.")


@dataclass(frozen=True, slots=True)
class Kept:
    """Of a file: the lines that are new, those that came before, and those that nobody could read."""

    new: int
    known: int
    unread: int


@dataclass(frozen=True, slots=True)
class Ticked:
    """A line that an organizer said yes to, and the mark that it was shown with."""

    line_id: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Taken:
    """`left`: the mark has changed since it was shown, so nothing was done."""

    taken: int = 0
    left: int = 0


def keep(tx: Transaction, event_id: int, statement: Statement) -> Kept:
    """
    Raises:
        TooManyLines: as it says.
    """
    lock_event(tx, event_id)
    prints = fingerprints(statement.lines)
    known = queries.select_known(tx, event_id, prints)
    new = [(each, line) for each, line in zip(prints, statement.lines, strict=True) if each not in known]
    if queries.count_lines(tx, event_id) + len(new) > MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    queries.insert_lines(tx, event_id, new)
    return Kept(len(new), len(prints) - len(new), statement.unread)


def take(tx: Transaction, event_id: int, ticked: Sequence[Ticked], by: str) -> Taken:
    """The ticked lines pay what they name, by `by`. Sent twice it counts once."""
    lock_event(tx, event_id)
    matching = Matching(payments.select_of_event(tx, event_id))
    taken = left = 0
    for one in ticked:
        line = queries.select_open_line(tx, event_id, one.line_id)
        match = matching.find(line) if line else None
        if line is None or match is None or match.payment is None or match.mark is not one.mark:
            left += 1
        else:
            is_its = match.can_take and match.mark is not Mark.paid
            _pay(tx, line, match.payment if is_its else _another(tx, match.payment, line.money), by)
            matching.use(match.payment)
            taken += 1
    return Taken(taken, left)


def assign(tx: Transaction, event_id: int, line_id: int, payment_id: int, by: str) -> None:
    """The organizer says which payment the line is for.

    Raises:
        NotFound: the event has no such line, or no such payment that money can be transferred for.
        LineGone, PaidAlready: somebody was faster.
    """
    lock_event(tx, event_id)
    existing(queries.select_line(tx, event_id, line_id))
    payment = existing(payments.lock_payment(tx, event_id, payment_id))
    line = queries.select_open_line(tx, event_id, line_id)
    if payment.method in ONLINE:
        raise NotFound
    if line is None:
        raise LineGone
    _pay(tx, line, payment, by)


def dismiss(tx: Transaction, event_id: int, line_ids: Sequence[int]) -> int:
    """They are about something else. How many were there to be dismissed."""
    lock_event(tx, event_id)
    return queries.update_dismissed(tx, event_id, line_ids)


def dismiss_unknown(tx: Transaction, event_id: int) -> int:
    """All in which no reference was found."""
    matching = Matching(payments.select_of_event(tx, event_id))
    lines = queries.select_open_lines(tx, event_id)
    return dismiss(tx, event_id, [line.id for line in lines if matching.find(line).mark is Mark.unknown])


def _pay(tx: Transaction, line: BankLine, payment: Payment, by: str) -> None:
    """What follows for the order, its reactions say: it is settled, or the money is to be given back."""
    if not queries.update_taken(tx, payment.event_id, line.id, payment.id):
        raise LineGone
    service.take(tx, payment.event_id, payment.id, by, also_lapsed=True)
    taken = existing(payments.select_payment(tx, payment.event_id, payment.id))
    if line.money != payment.money and taken.problem is Problem.none:
        service.note_problem(tx, taken, Problem.amount)


def _another(tx: Transaction, payment: Payment, money: Money) -> Payment:
    """A payment of its own: the one that was found cannot be paid, or not once more."""
    return service.begin(tx, payment.event_id, payment.reference, Method.transfer, money)
