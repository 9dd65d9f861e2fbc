"""An order as its person reads it in the record. Of the others in it nothing stands here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """As it was asked for; the attendee's own fields may say something else by now."""

    name: str
    email: str
    organisation: str
    role: str
    type_name: str
    price: Decimal


@dataclass(frozen=True, slots=True)
class OwnPayment:
    """`payer` and `text` are those of the line in the bank's statement, if it came so."""

    method: str
    amount: Decimal
    state: str
    at: datetime
    payer: str
    text: str


@dataclass(frozen=True, slots=True)
class OwnInvoice:
    label: str
    kind: str
    issued_on: date
    total: Decimal


@dataclass(frozen=True, slots=True)
class Bought:
    """What is known of who placed the order."""

    name: str
    email: str
    company: str
    address: str
    vat_id: str
    total: Decimal
    payments: list[OwnPayment]
    invoices: list[OwnInvoice]


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """`bought` is None where somebody else placed it; `others` is how many others it is for."""

    reference: str
    state: str
    at: datetime
    currency: str
    seats: list[OwnSeat]
    bought: Bought | None
    others: int

    @property
    def is_open(self) -> bool:
        return self.state in ("open", "placed", "waiting", "requested")
