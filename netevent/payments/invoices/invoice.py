"""An invoice or a credit note: all that stands on it, as it was made. Drawn by `documents.invoices`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from netevent.payments.payment import Method
from netevent.payments.settings.payment_settings import Seller


class Kind(StrEnum):
    invoice = "invoice"
    credit_note = "credit_note"


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who bought, in their own words. `address` may have several lines."""

    name: str
    company: str = ""
    address: str = ""
    vat_id: str = ""
    email: str = ""

    @property
    def called(self) -> str:
        """For a list: the company, where there is one."""
        return self.company or self.name or self.email


@dataclass(frozen=True, slots=True)
class Line:
    """What was bought; amounts include the tax. A discount, and what is given back, are negative."""

    text: str
    quantity: int
    unit_price: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class Paid:
    """How the money came, or went back, and when."""

    method: Method
    on: date


@dataclass(frozen=True, slots=True)
class Corrected:
    """The invoice that a credit note corrects."""

    label: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Content:
    """`seller` is what the organizer said when it was made, so is the name of the event.

    Kept as JSON for years: what joins it, or what it is made of, has a default.
    """

    seller: Seller
    buyer: Buyer
    event: str
    lines: tuple[Line, ...]
    net: Decimal
    tax: Decimal
    paid: Paid | None = None
    corrects: Corrected | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One that has no number yet. A credit note names the invoice that it corrects by `corrects_id`."""

    organizer_id: int
    event_id: int | None
    reference: str
    kind: Kind
    issued_on: date
    language: str
    total: Decimal
    currency: str
    content: Content
    corrects_id: int | None = None
    payment_id: int | None = None
    refund_id: int | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """`reference` is the order's code. Of a credit note, `total` is negative."""

    id: int
    organizer_id: int
    event_id: int | None
    reference: str
    kind: Kind
    year: int
    number: int
    issued_on: date
    language: str
    total: Decimal
    currency: str
    content: Content
    corrects_id: int | None

    @property
    def label(self) -> str:
        """The number as it is written: 2026-0017."""
        return f"{self.year}-{self.number:04}"
