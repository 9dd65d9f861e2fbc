"""Reading the CSV of a bank. Called by `reading`."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from itertools import islice

from netevent.core.text.comparing import bare
from netevent.core.text.delimited import CellTooLong, OpenQuote, is_binary, plain_lines, reader, split_rows
from netevent.core.text.encodings import decode
from netevent.payments.statements.files.cells import read_amount, read_currency, read_date
from netevent.payments.statements.files.columns import DEPTH, NOT_BOOKED, Columns, find_columns
from netevent.payments.statements.files.statement import (
    LARGEST,
    MOST_LINES,
    Reason,
    Statement,
    StatementLine,
    UnreadableStatement,
)

DELIMITERS = (";", ",", "\t", "|")
OUT = frozenset(("af", "d", "s", "debit", "debet", "soll", "dbit", "debito"))
Row = Sequence[str]


def read_csv(content: bytes, home: str) -> Statement:
    """`home`: the currency where the file names none.

    Raises:
        UnreadableStatement: there are no columns that we know, or too many lines.
    """
    rows, columns = _table(content)
    lines: list[StatementLine] = []
    unread = 0
    for row in rows[columns.row + 1 :]:
        if not _is_line(row, columns):
            continue
        line = _line(row, columns, home)
        unread += line is None
        if line is not None and line.amount > 0:
            lines.append(line)
        if len(lines) > MOST_LINES:
            raise UnreadableStatement(Reason.TOO_MANY, limit=MOST_LINES)
    return Statement(tuple(lines), unread)


def _table(content: bytes) -> tuple[list[tuple[str, ...]], Columns]:
    text, _ = decode(content)
    if is_binary(text):
        raise UnreadableStatement(Reason.NOT_A_STATEMENT)
    text = re.sub(r"\A\s*sep=.\s*\n", "", plain_lines(text))
    for delimiter in DELIMITERS:
        if columns := _columns(text, delimiter):
            return _rows(text, delimiter), columns
    raise UnreadableStatement(Reason.COLUMNS_MISSING)


def _columns(text: str, delimiter: str) -> Columns | None:
    try:
        return find_columns(list(islice(reader(text, delimiter), DEPTH)))
    except csv.Error:
        return None


def _rows(text: str, delimiter: str) -> list[tuple[str, ...]]:
    try:
        return list(split_rows(text, delimiter))
    except OpenQuote as quote:
        raise UnreadableStatement(Reason.OPEN_QUOTE, row=quote.number) from None
    except CellTooLong:
        raise UnreadableStatement(Reason.NOT_A_STATEMENT) from None


def _is_line(row: Row, columns: Columns) -> bool:
    """Not an empty row, a sum below the lines, or one that is not booked or not money that came in."""
    money = columns.amount if columns.amount is not None else columns.credit
    is_counted = bare(_cell(row, columns.state)).strip() not in NOT_BOOKED
    comes_in = bare(_cell(row, columns.direction)).strip() not in OUT
    return is_counted and comes_in and bool(_cell(row, money).strip() and _cell(row, columns.date).strip())


def _line(row: Row, columns: Columns, home: str) -> StatementLine | None:
    typed = _cell(row, columns.amount if columns.amount is not None else columns.credit)
    amount, day = read_amount(typed), read_date(_cell(row, columns.date))
    if amount is None or day is None or abs(amount) > LARGEST:
        return None
    currency = read_currency(_cell(row, columns.currency)) or read_currency(typed) or columns.header_currency
    text = " ".join(cell for place in columns.texts if (cell := _cell(row, place)))
    return StatementLine.of(day, amount, currency or home, _cell(row, columns.payer), text)


def _cell(row: Row, place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""
