"""How an event is paid."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from netevent.payments.payment import ONLINE, Method


@dataclass(frozen=True, slots=True)
class Account:
    """Where bank transfers go. Empty: the organizer has not said."""

    holder: str = ""
    iban: str = ""
    bic: str = ""

    @property
    def is_complete(self) -> bool:
        return bool(self.holder and self.iban)


@dataclass(frozen=True, slots=True)
class Seller:
    """Who sells, as it stands on invoices. Prices include the tax; 0 percent: none is shown."""

    name: str = ""
    address: str = ""
    vat_id: str = ""
    vat_percent: Decimal = Decimal(0)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """What a type costs."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PaymentSettings:
    """`methods` are those that the organizer turned on, in the order in which people see them."""

    currency: str = "EUR"
    methods: tuple[Method, ...] = ()
    transfer_days: int = 7
    account: Account = Account()
    seller: Seller = Seller()

    @property
    def offered(self) -> tuple[Method, ...]:
        """How people can pay, where the server has the keys that it had when the organizer said so."""
        return self.ways(frozenset(ONLINE))

    def ways(self, of_server: frozenset[Method]) -> tuple[Method, ...]:
        """How people can pay today: `of_server` are those that the server has keys for."""
        return tuple(method for method in self.methods if self._works(method, of_server))

    def _works(self, method: Method, of_server: frozenset[Method]) -> bool:
        if method in ONLINE:
            return method in of_server
        return method is not Method.transfer or self.account.is_complete
