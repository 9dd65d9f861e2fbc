"""SQL of invoices. There is no UPDATE of one, and no DELETE: what was issued stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import events, invoice_numbers, invoices, payments, refunds
from netevent.core.jobs import Codec
from netevent.payments.invoices.invoice import Content, Draft, Invoice, Kind

CONTENT = Codec(Content)
FIRST = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """Which of an event's invoices: what is None is not asked. `until` is the day after the last one."""

    year: int | None = None
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None


def select_invoice(tx: Transaction, event_id: int, invoice_id: int) -> Invoice | None:
    return _first(tx, invoices.c.id == invoice_id, invoices.c.event_id == event_id)


def select_for_order(tx: Transaction, reference: str, invoice_id: int) -> Invoice | None:
    """The one with this number, if it is of the order: for its buyer."""
    return _first(tx, invoices.c.id == invoice_id, invoices.c.reference == reference)


def select_of_order(tx: Transaction, reference: str) -> list[Invoice]:
    """In the order in which they were made."""
    return _all(tx, _invoices(invoices.c.reference == reference).order_by(invoices.c.id))


def select_of_refund(tx: Transaction, refund_id: int) -> Invoice | None:
    return _first(tx, invoices.c.refund_id == refund_id)


def select_of_payment(tx: Transaction, payment_id: int) -> Invoice | None:
    return _first(tx, invoices.c.payment_id == payment_id)


def lock_of_payment(tx: Transaction, payment_id: int) -> Invoice | None:
    """Until the commit nobody else corrects it."""
    row = tx.execute(_invoices(invoices.c.payment_id == payment_id).with_for_update()).first()
    return None if row is None else _invoice(row)


def select_corrections(tx: Transaction, invoice_id: int) -> list[Invoice]:
    return _all(tx, _invoices(invoices.c.corrects_id == invoice_id).order_by(invoices.c.id))


def select_shown(
    tx: Transaction, event_id: int, shown: Shown, before: int | None, most: int
) -> list[Invoice]:
    """So many of the event's, the newest first; `before` is the last one that was seen."""
    older = () if before is None else (invoices.c.id < before,)
    statement = _invoices(*_of_the_shown(event_id, shown), *older)
    return _all(tx, statement.order_by(invoices.c.id.desc()).limit(most))


def select_shown_ids(tx: Transaction, event_id: int, shown: Shown) -> list[int]:
    """In the order in which they were made."""
    statement = select(invoices.c.id).where(*_of_the_shown(event_id, shown)).order_by(invoices.c.id)
    return list(tx.execute(statement).scalars())


def select_some(tx: Transaction, event_id: int, invoice_ids: list[int]) -> list[Invoice]:
    """In the order in which they were made."""
    statement = _invoices(invoices.c.event_id == event_id, invoices.c.id.in_(invoice_ids))
    return _all(tx, statement.order_by(invoices.c.id))


def select_days(tx: Transaction, event_id: int) -> list[date]:
    """Those on which something was issued, the newest first."""
    days = select(invoices.c.issued_on).where(invoices.c.event_id == event_id).distinct()
    return list(tx.execute(days.order_by(invoices.c.issued_on.desc())).scalars())


def select_has_money(tx: Transaction, event_id: int) -> bool:
    """Whether the event has invoices, or money was paid for it: the law keeps these for years."""
    issued = select(invoices.c.id).where(invoices.c.event_id == event_id)
    paid = select(payments.c.id).where(payments.c.event_id == event_id, payments.c.paid_at.is_not(None))
    return any(tx.execute(one.limit(1)).first() is not None for one in (issued, paid))


def select_owner(tx: Transaction, event_id: int) -> int | None:
    """Whose invoices those of the event are."""
    return tx.execute(select(events.c.organizer_id).where(events.c.id == event_id)).scalar()


def select_given_back(tx: Transaction, payment_id: int, refund_id: int) -> Decimal | None:
    """How much a refund gave back."""
    is_it = (refunds.c.id == refund_id, refunds.c.payment_id == payment_id)
    amount = tx.execute(select(refunds.c.amount).where(*is_it)).scalar()
    return None if amount is None else Decimal(amount)


def take_number(tx: Transaction, organizer_id: int, year: int) -> int:
    """The next number of the organizer's year. Until the commit nobody else takes one of it; a rollback
    gives it back.
    """
    if not _count_on(tx, organizer_id, year):
        _begin(tx, organizer_id, year)
    return _last_number(tx, organizer_id, year)


def insert_invoice(tx: Transaction, draft: Draft, number: int) -> int:
    row = {
        "organizer_id": draft.organizer_id,
        "event_id": draft.event_id,
        "reference": draft.reference,
        "kind": draft.kind.value,
        "year": draft.issued_on.year,
        "number": number,
        "issued_on": draft.issued_on,
        "language": draft.language,
        "total": draft.total,
        "currency": draft.currency,
        "content": CONTENT.write(draft.content),
        "corrects_id": draft.corrects_id,
        "payment_id": draft.payment_id,
        "refund_id": draft.refund_id,
    }
    return inserted_id(tx.execute(insert(invoices).values(**row)))


def select_issued(tx: Transaction, invoice_id: int) -> Invoice:
    """What was inserted in this transaction."""
    return _all(tx, _invoices(invoices.c.id == invoice_id))[0]


def _count_on(tx: Transaction, organizer_id: int, year: int) -> bool:
    """Takes the row's lock. False: the year has none yet."""
    counted = update(invoice_numbers).where(_is(organizer_id, year))
    return tx.execute(counted.values(last_number=invoice_numbers.c.last_number + 1)).rowcount == 1


def _begin(tx: Transaction, organizer_id: int, year: int) -> None:
    """With the year's first number; or with the next one, where somebody was faster."""
    row = {"organizer_id": organizer_id, "year": year, "last_number": FIRST}
    try:
        tx.execute(insert(invoice_numbers).values(**row))
    except IntegrityError:
        _count_on(tx, organizer_id, year)


def _last_number(tx: Transaction, organizer_id: int, year: int) -> int:
    return int(tx.execute(select(invoice_numbers.c.last_number).where(_is(organizer_id, year))).scalar_one())


def _is(organizer_id: int, year: int) -> ColumnElement[bool]:
    return (invoice_numbers.c.organizer_id == organizer_id) & (invoice_numbers.c.year == year)


def _of_the_shown(event_id: int, shown: Shown) -> Iterator[ColumnElement[bool]]:
    yield invoices.c.event_id == event_id
    if shown.year is not None:
        yield invoices.c.year == shown.year
    if shown.kind is not None:
        yield invoices.c.kind == shown.kind
    if shown.since is not None:
        yield invoices.c.issued_on >= shown.since
    if shown.until is not None:
        yield invoices.c.issued_on < shown.until


def _invoices(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(invoices).where(*conditions)


def _first(tx: Transaction, *conditions: ColumnElement[bool]) -> Invoice | None:
    row = tx.execute(_invoices(*conditions).limit(1)).first()
    return None if row is None else _invoice(row)


def _all(tx: Transaction, statement: Select[Any]) -> list[Invoice]:
    return [_invoice(row) for row in tx.execute(statement)]


def _invoice(row: Row[Any]) -> Invoice:
    return Invoice(
        id=row.id,
        organizer_id=row.organizer_id,
        event_id=row.event_id,
        reference=row.reference,
        kind=Kind(row.kind),
        year=row.year,
        number=row.number,
        issued_on=row.issued_on,
        language=row.language,
        total=Decimal(row.total),
        currency=row.currency,
        content=CONTENT.read(row.content),
        corrects_id=row.corrects_id,
    )
