"""Statements of real banks: what came in is read, what went out or is not booked is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from netevent.payments.statements.files import Reason, StatementLine, UnreadableStatement
from netevent.payments.statements.files.process import read_in_process
from netevent.payments.statements.files.reading import read_statement
from tests.payments.statements.files import banks

DAY = date(2026, 11, 24)


def only(content: bytes, home: str = "EUR") -> StatementLine:
    statement = read_statement(content, home)
    (line,) = statement.lines
    return line


@pytest.mark.parametrize(
    ("name", "payer"),
    [
        ("sparkasse", "Müller, Jürgen"),
        ("dkb", "Jürgen Müller"),
        ("ing_de", "Jürgen Müller"),
        ("commerzbank", ""),
        ("ing_nl", "J. de Vries"),
        ("rabobank", "J. de Vries"),
        ("french", ""),
        ("spanish", ""),
        ("italian", ""),
        ("wise", "Ada Lovelace"),
        ("revolut", ""),
    ],
)
def test_the_one_line_of_money_that_came_in_is_read(name: str, payer: str):
    line = only(banks.statement(f"{name}.csv"))
    assert (line.booked_on, line.amount, line.currency, line.payer) == (DAY, Decimal("95.00"), "EUR", payer)
    assert banks.REFERENCE in line.text.replace(" ", "")


def test_a_polish_bank_writes_thousands_with_a_space_and_its_currency_nowhere():
    line = only(banks.statement("mbank.csv"), home="PLN")
    assert (line.amount, line.currency, line.payer) == (Decimal("1095.00"), "PLN", "ŁUKASZ ŻÓŁĆ")
    assert banks.REFERENCE in line.text


def test_letters_of_windows_are_read():
    assert "Lefèvre" in only(banks.statement("french.csv")).text


def test_camt_gives_each_transaction_of_a_collected_entry():
    lines = read_statement(banks.statement("camt.xml"), "EUR").lines
    assert [(line.amount, line.payer) for line in lines] == [
        (Decimal("95.00"), "Ada Lovelace"),
        (Decimal("10.00"), "One"),
        (Decimal("20.00"), "Two"),
    ]
    assert (lines[0].text, lines[0].booked_on, lines[0].currency) == ("ABCDEFG HJKLM", DAY, "EUR")


def test_a_line_that_cannot_be_read_is_counted():
    statement = read_statement(b"Date;Amount\n24.11.2026;95,00\nsoon;95,00\n25.11.2026;much\n", "EUR")
    assert (len(statement.lines), statement.unread) == (1, 2)


ENTITIES = b'<!DOCTYPE a [<!ENTITY x "y">]><Document><BkToCstmrStmt>&x;</BkToCstmrStmt></Document>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.COLUMNS_MISSING),
        (b"Name;Email\nAda;ada@example.com\n", Reason.COLUMNS_MISSING),
        (b"Date;Amount\n24.11.2026;-5\n", Reason.EMPTY),
        (b'Date;Amount;Text\n24.11.2026;5;"open\n', Reason.OPEN_QUOTE),
        (b"\x89PNG\x00\x00\x00\x00" * 9, Reason.NOT_A_STATEMENT),
        (b"PK\x03\x04 and so on", Reason.PACKED),
        (b"<Document><BkToCstmrStmt>", Reason.BROKEN_XML),
        (b"<html><body>Log in</body></html>", Reason.NOT_A_STATEMENT),
        (ENTITIES, Reason.BROKEN_XML),
        (b"Date;Amount\n" + b"24.11.2026;5\n" * 5001, Reason.TOO_MANY),
    ],
)
def test_what_is_no_statement_says_why(content: bytes, reason: Reason):
    with pytest.raises(UnreadableStatement) as refused:
        read_statement(content, "EUR")
    assert refused.value.reason is reason


async def test_the_child_answers_with_lines_or_with_the_refusal():
    assert (await read_in_process(banks.statement("sparkasse.csv"), "EUR")).lines == (
        only(banks.statement("sparkasse.csv")),
    )
    with pytest.raises(UnreadableStatement, match="quotation") as refused:
        await read_in_process(b'Date;Amount;Text\n24.11.2026;5;"open\n', "EUR")
    assert "row 2" in refused.value.text


async def test_a_large_file_is_refused_unread():
    with pytest.raises(UnreadableStatement) as refused:
        await read_in_process(b"x" * (5 * 1024 * 1024 + 1), "EUR")
    assert refused.value.reason is Reason.TOO_LARGE
