"""A statement as it was read, and one that cannot be. Made by the readings beside this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from netevent.core.errors import Malformed
from netevent.core.i18n import N_
from netevent.core.text.cleaning import clean_line

MOST_MEGABYTES = 5
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
# Of money that came in.
MOST_LINES = 5_000
LONGEST_PAYER, LONGEST_TEXT = 255, 500
LARGEST = Decimal("99999999.99")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """Money that came in."""

    booked_on: date
    amount: Decimal
    currency: str
    payer: str
    text: str

    @classmethod
    def of(cls, booked_on: date, amount: Decimal, currency: str, payer: str, text: str) -> StatementLine:
        """As it is kept: one line each, and not longer than the table's columns."""
        shown = (clean_line(payer)[:LONGEST_PAYER], clean_line(text)[:LONGEST_TEXT])
        return cls(booked_on, amount.quantize(Decimal("0.01")), currency, *shown)


@dataclass(frozen=True, slots=True)
class Statement:
    """`unread` are lines of which date or amount could not be read."""

    lines: tuple[StatementLine, ...]
    unread: int = 0


class Reason(StrEnum):
    EMPTY = "empty"
    NOT_A_STATEMENT = "not_a_statement"
    COLUMNS_MISSING = "columns_missing"
    BROKEN_XML = "broken_xml"
    OPEN_QUOTE = "open_quote"
    PACKED = "packed"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"


SENTENCES = {
    Reason.EMPTY: N_("No money came in on this statement. Export another period."),
    Reason.NOT_A_STATEMENT: N_(
        "This is not a bank statement. Choose a CSV file or a CAMT.053 file of your bank."
    ),
    Reason.COLUMNS_MISSING: N_(
        "No columns for the date and the amount were found. "
        "Export the statement again as CSV with headers, or as CAMT.053."
    ),
    Reason.BROKEN_XML: N_("The file is damaged: its XML cannot be read. Export the statement again."),
    Reason.OPEN_QUOTE: N_(
        "The file is damaged: in row %(row)d a quotation mark is not closed. Export it again."
    ),
    Reason.PACKED: N_("The file is packed. Unpack it first, then upload what is in it."),
    Reason.TOO_LARGE: N_("The file is larger than %(limit)d MB. Export a shorter period."),
    Reason.TOO_MANY: N_("More than %(limit)d payments came in. Export a shorter period."),
}


class UnreadableStatement(Malformed):
    """The file cannot be used. `reason` is for programs, `text` for people."""

    code = "unreadable_statement"

    def __init__(self, reason: Reason, *, row: int = 0, limit: int = 0) -> None:
        self.reason = reason
        super().__init__(SENTENCES[reason], row=row, limit=limit)

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions are rebuilt from their message otherwise, and this one crosses processes.
        return _rebuilt, (self.reason, self.values)


def _rebuilt(reason: Reason, values: dict[str, int]) -> UnreadableStatement:
    return UnreadableStatement(reason, **values)
