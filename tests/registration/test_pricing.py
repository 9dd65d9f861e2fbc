"""What seats cost: whatever prices and voucher are, nothing is below zero, and every amount can be paid."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from netevent.attendees.types.queries import AttendeeType
from netevent.registration.pricing import discount_for, price_of
from netevent.registration.vouchers.voucher import Voucher, VoucherKind

CURRENCIES = st.sampled_from(["EUR", "GBP", "PLN", "CHF", "JPY", "HUF", "KWD"])
AMOUNTS = st.decimals(0, 99_999_999, places=2)
PERCENT = st.decimals("0.01", 100, places=2)


def priced(type_id: int, price: Decimal | str) -> AttendeeType:
    return AttendeeType(type_id, f"T{type_id}", f"Type {type_id}", Decimal(price), 0)


def voucher(kind: str, value: Decimal | str, *type_ids: int) -> Voucher:
    return Voucher(1, "EARLY", VoucherKind(kind), Decimal(value), None, 0, 0, None, "", type_ids)


TYPES = st.lists(st.builds(priced, st.integers(1, 5), AMOUNTS), max_size=11)
VOUCHERS = st.one_of(
    st.none(),
    st.builds(lambda value, ids: voucher("percent", value, *ids), PERCENT, st.sets(st.integers(1, 5))),
    st.builds(lambda value, ids: voucher("amount", value, *ids), AMOUNTS, st.sets(st.integers(1, 5))),
)


@given(TYPES, VOUCHERS, CURRENCIES)
def test_no_line_and_no_sum_is_below_zero(types: list[AttendeeType], used: Voucher | None, currency: str):
    price = price_of(types, used, currency)
    assert all(0 <= line.discount <= line.price for line in price.lines)
    assert price.total == sum(line.price for line in price.lines) - sum(line.discount for line in price.lines)
    assert price.total >= 0


@given(TYPES, VOUCHERS, CURRENCIES)
def test_every_amount_has_the_decimals_of_its_currency(
    types: list[AttendeeType], used: Voucher | None, currency: str
):
    smallest = Decimal(1).scaleb(-min(get_currency_precision(currency), 2))
    price = price_of(types, used, currency)
    amounts = [amount for line in price.lines for amount in (line.price, line.discount, line.due)]
    assert all(amount % smallest == 0 for amount in [*amounts, price.total])


@given(TYPES, VOUCHERS, CURRENCIES)
def test_a_line_stands_for_each_seat_in_their_order(
    types: list[AttendeeType], used: Voucher | None, currency: str
):
    price = price_of(types, used, currency)
    assert [line.type_id for line in price.lines] == [one.id for one in types]
    turned = price_of(types[::-1], used, currency)
    assert turned.lines == price.lines[::-1]
    assert turned.total == price.total


@given(TYPES, CURRENCIES, VOUCHERS)
def test_what_the_voucher_is_not_for_costs_what_it_costs(
    types: list[AttendeeType], currency: str, used: Voucher | None
):
    plain, lowered = price_of(types, None, currency), price_of(types, used, currency)
    for before, after in zip(plain.lines, lowered.lines, strict=True):
        assert before.price == after.price
        if used is None or not used.is_for(after.type_id):
            assert after.due == before.due


@pytest.mark.parametrize(
    ("kind", "value", "price", "currency", "off"),
    [
        ("percent", "20", "95", "EUR", "19.00"),
        ("percent", "12.50", "99.99", "EUR", "12.50"),
        ("percent", "50", "0.01", "EUR", "0.01"),  # half a cent is one
        ("percent", "50", "0.03", "EUR", "0.02"),
        ("percent", "33.33", "10", "EUR", "3.33"),
        ("percent", "100", "95", "EUR", "95.00"),
        ("percent", "10", "1005", "JPY", "101"),  # no decimals, and halves are rounded up
        ("percent", "10", "1004", "JPY", "100"),
        ("percent", "50", "0.01", "KWD", "0.01"),  # three decimals, of which the columns hold two
        ("amount", "25", "95", "EUR", "25.00"),
        ("amount", "25", "10", "EUR", "10.00"),
        ("amount", "25.50", "100", "JPY", "26"),
        ("amount", "25", "0", "EUR", "0"),
    ],
)
def test_a_voucher_takes_off(kind: str, value: str, price: str, currency: str, off: str):
    assert discount_for(voucher(kind, value), 1, Decimal(price), currency) == Decimal(off)


def test_a_price_of_nothing_is_free():
    assert price_of([], None, "EUR").is_free
    assert price_of([priced(1, "95")], voucher("percent", "100"), "EUR").is_free
    assert not price_of([priced(1, "95")], voucher("percent", "100", 2), "EUR").is_free
