"""What the pages of bank statements show. Called by `statements.routes`."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.payments import queries as payments
from netevent.payments.payment import ONLINE, Method, Payment
from netevent.payments.statements import queries
from netevent.payments.statements.line import BankLine
from netevent.payments.statements.matching import Mark, Match, Matching

# Of each kind: a form has two hundred fields at most.
SHOWN = 100
CHOICES = 50
BY_HAND = tuple(method for method in Method if method not in ONLINE)


@dataclass(frozen=True, slots=True)
class MatchedLine:
    line: BankLine
    match: Match


@dataclass(frozen=True, slots=True)
class Lines:
    """`matched` name a payment, `unknown` none; `more` are open, too, and come when these are done."""

    matched: list[MatchedLine]
    unknown: list[BankLine]
    more: int
    done: list[BankLine]


@dataclass(frozen=True, slots=True)
class Assigning:
    line: BankLine
    choices: list[Payment]


def read_lines(tx: Transaction, event_id: int) -> Lines:
    matching = Matching(payments.select_of_event(tx, event_id))
    matched, unknown = [], []
    for line in queries.select_open_lines(tx, event_id):
        match = matching.find(line)
        if match.mark is Mark.exact and match.payment:
            matching.use(match.payment)
        if match.payment is None:
            unknown.append(line)
        else:
            matched.append(MatchedLine(line, match))
    more = max(0, len(matched) - SHOWN) + max(0, len(unknown) - SHOWN)
    return Lines(matched[:SHOWN], unknown[:SHOWN], more, queries.select_done_lines(tx, event_id, SHOWN))


def read_assigning(tx: Transaction, event_id: int, line_id: int, typed: str) -> Assigning:
    """`typed`: a part of the reference.

    Raises:
        NotFound: the event has no such line, or something was done with it.
    """
    line = existing(queries.select_open_line(tx, event_id, line_id))
    part = "".join(filter(str.isalnum, typed)).upper()
    return Assigning(line, payments.select_awaited(tx, event_id, BY_HAND, part, line.money, CHOICES))
