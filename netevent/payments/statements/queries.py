"""SQL of the lines of bank statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, func, insert, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import bank_lines, payments
from netevent.payments.payment import Money
from netevent.payments.statements.files import StatementLine
from netevent.payments.statements.line import BankLine

Part = TypeVar("Part")
AT_ONCE = 500
_one = bank_lines.c
_is_open = (_one.payment_id.is_(None), _one.is_dismissed.is_(False))


def select_known(tx: Transaction, event_id: int, prints: Sequence[str]) -> set[str]:
    """Those of the fingerprints that came in an earlier file."""
    return {
        known
        for some in _parts(prints)
        for known in tx.execute(
            select(_one.fingerprint).where(_one.event_id == event_id, _one.fingerprint.in_(some))
        ).scalars()
    }


def count_lines(tx: Transaction, event_id: int) -> int:
    return int(tx.execute(select(func.count()).where(_one.event_id == event_id)).scalar_one())


def insert_lines(tx: Transaction, event_id: int, lines: Sequence[tuple[str, StatementLine]]) -> None:
    """Each with its fingerprint.

    Raises:
        sqlalchemy.exc.IntegrityError: one is there already.
    """
    rows = [
        {
            "event_id": event_id,
            "fingerprint": fingerprint,
            "booked_on": line.booked_on,
            "amount": line.amount,
            "currency": line.currency,
            "payer": line.payer,
            "text": line.text,
        }
        for fingerprint, line in lines
    ]
    if rows:
        tx.execute(insert(bank_lines), rows)


def select_open_lines(tx: Transaction, event_id: int) -> list[BankLine]:
    """Those that nothing was done with, the first ones first."""
    statement = _lines(_one.event_id == event_id, *_is_open).order_by(_one.booked_on, _one.id)
    return [_line(row) for row in tx.execute(statement)]


def select_done_lines(tx: Transaction, event_id: int, most: int) -> list[BankLine]:
    """Those that were taken or dismissed, the last ones first."""
    is_done = _one.payment_id.is_not(None) | _one.is_dismissed
    statement = _lines(_one.event_id == event_id, is_done).order_by(_one.booked_on.desc(), _one.id.desc())
    return [_line(row) for row in tx.execute(statement.limit(most))]


def select_line(tx: Transaction, event_id: int, line_id: int) -> BankLine | None:
    row = tx.execute(_lines(_one.id == line_id, _one.event_id == event_id)).first()
    return None if row is None else _line(row)


def select_open_line(tx: Transaction, event_id: int, line_id: int) -> BankLine | None:
    """None, too, where something was done with it already. The event's lock is held."""
    row = tx.execute(_lines(_one.id == line_id, _one.event_id == event_id, *_is_open)).first()
    return None if row is None else _line(row)


def update_taken(tx: Transaction, event_id: int, line_id: int, payment_id: int) -> bool:
    """The line has paid that. False: somebody has done something with it already."""
    return bool(_update_open(tx, event_id, [line_id], payment_id=payment_id))


def update_dismissed(tx: Transaction, event_id: int, line_ids: Sequence[int]) -> int:
    """How many were open. What they told is forgotten; by the fingerprint they are known again."""
    return _update_open(tx, event_id, line_ids, is_dismissed=True, payer="", text="")


def _update_open(tx: Transaction, event_id: int, line_ids: Sequence[int], **columns: Any) -> int:
    statement = update(bank_lines).where(_one.event_id == event_id, *_is_open).values(columns)
    return sum(tx.execute(statement.where(_one.id.in_(some))).rowcount for some in _parts(line_ids))


def _parts(values: Sequence[Part]) -> Iterator[Sequence[Part]]:
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def _lines(*conditions: ColumnElement[bool]) -> Select[Any]:
    paid = bank_lines.outerjoin(payments, payments.c.id == _one.payment_id)
    return select(bank_lines, payments.c.reference).select_from(paid).where(*conditions)


def _line(row: Row[Any]) -> BankLine:
    return BankLine(
        id=row.id,
        booked_on=row.booked_on,
        money=Money(Decimal(row.amount), row.currency),
        payer=row.payer,
        text=row.text,
        reference=row.reference or "",
        is_dismissed=bool(row.is_dismissed),
    )
