"""Which payment a line is for: by its reference, however people and banks write it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from netevent.core import clock
from netevent.payments.payment import Method, Money, Payment, Problem, State, TakenAs
from netevent.payments.statements.files.reading import read_statement
from netevent.payments.statements.line import BankLine, fingerprints
from netevent.payments.statements.matching import Mark, Matching
from tests.payments.statements.files.banks import statement

REFERENCE = "ABCDEFGHJKLM"


def payment(**given: Any) -> Payment:
    values: dict[str, Any] = {
        "id": 1, "event_id": 1, "reference": REFERENCE, "method": Method.transfer, "provider_id": "",
        "charge_id": "", "money": Money(Decimal("95.00"), "EUR"), "state": State.pending,
        "given_back": Decimal(0), "problem": Problem.none, "url": "", "idempotency_key": "", "taken_by": "",
        "taken_as": TakenAs.elsewhere,
        "made_at": clock.now(), "paid_at": None,
    }  # fmt: skip
    return Payment(**values | given)


def line(text: str = REFERENCE, amount: str = "95.00", currency: str = "EUR", payer: str = "Ada") -> BankLine:
    money = Money(Decimal(amount), currency)
    return BankLine(1, date(2026, 11, 24), money, payer, text, reference="", is_dismissed=False)


@pytest.mark.parametrize(
    "text",
    [
        "ABCDEFGHJKLM",
        "abcdefghjklm",
        "ABCD EFGH JKLM",
        "ABCD-EFGH-JKLM",
        "Summit 2026, ABCDEFG HJKLM Ada Lovelace",
        "RF123ABCDEFGHJKLMEND-TO-END",
        "ABCDEFGHJK1M",
        "ABCDEFGHJKIM",
    ],
)
def test_a_reference_is_found(text: str):
    assert Matching([payment()]).find(line(text)).mark is Mark.exact


def test_signs_that_look_alike_are_one():
    assert Matching([payment(reference="QQLL22334455")]).find(line("O0I1 2233 4455")).mark is Mark.exact


@pytest.mark.parametrize("text", ["", "ABCDEFGHJKL", "BBCDEFGHJKLM", "Summit 2026"])
def test_another_text_names_nothing(text: str):
    assert Matching([payment()]).find(line(text)).mark is Mark.unknown


@pytest.mark.parametrize(
    ("amount", "currency", "mark"),
    [
        ("95.00", "EUR", Mark.exact),
        ("94.99", "EUR", Mark.too_little),
        ("95.01", "EUR", Mark.too_much),
        ("95.00", "CHF", Mark.currency),
    ],
)
def test_the_amount_is_compared(amount: str, currency: str, mark: Mark):
    assert Matching([payment()]).find(line(amount=amount, currency=currency)).mark is mark


@pytest.mark.parametrize(
    ("given", "mark", "can_take"),
    [
        ({"state": State.paid}, Mark.paid, False),
        ({"state": State.lapsed}, Mark.over, True),
        ({"method": Method.desk}, Mark.exact, True),
        ({"method": Method.stripe}, Mark.over, False),
        ({"method": Method.stripe, "state": State.paid}, Mark.paid, False),
    ],
)
def test_the_payment_must_be_awaited(given: dict[str, Any], mark: Mark, can_take: bool):
    match = Matching([payment(**given)]).find(line())
    assert (match.mark, match.can_take) == (mark, can_take)


def test_of_several_payments_of_an_order_the_one_that_is_awaited_counts():
    lapsed, pending = payment(id=1, state=State.lapsed), payment(id=2)
    online = payment(id=3, method=Method.mollie)
    assert Matching([lapsed, pending, online]).find(line()).payment == pending
    assert Matching([pending, payment(id=4, state=State.paid)]).find(line()).mark is Mark.paid


def test_who_pays_twice_on_one_statement_has_paid_once():
    matching = Matching([one := payment()])
    assert matching.find(line()).mark is Mark.exact
    matching.use(one)
    assert matching.find(line()).mark is Mark.paid


def test_two_alike_are_two_and_the_same_ones_in_the_next_file():
    (first,) = read_statement(statement("sparkasse.csv"), "EUR").lines
    prints = fingerprints([first, first])
    assert len(set(prints)) == 2
    assert fingerprints([first, first]) == prints
