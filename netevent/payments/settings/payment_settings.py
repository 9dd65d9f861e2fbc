"""How an event is paid."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from netevent.payments.payment import Method


@dataclass(frozen=True, slots=True)
class Account:
    """Where bank transfers go. Empty: the organizer has not said."""

    holder: str = ""
    iban: str = ""
    bic: str = ""


@dataclass(frozen=True, slots=True)
class Seller:
    """Who sells, as it stands on invoices. Prices include the tax; 0 percent: none is shown."""

    name: str = ""
    address: str = ""
    vat_id: str = ""
    vat_percent: Decimal = Decimal(0)
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaymentSettings:
    """`methods` are those that the organizer turned on, in the order in which people see them."""

    currency: str = "EUR"
    methods: tuple[Method, ...] = ()
    transfer_days: int = 7
    account: Account = Account()
    seller: Seller = Seller()

    @property
    def offered(self) -> list[Method]:
        """The methods without those that lack something: a transfer needs an account."""
        has_account = bool(self.account.iban and self.account.holder)
        return [one for one in self.methods if one is not Method.transfer or has_account]
