"""How an event is paid, and what is missing of it. Called by `settings.routes` and the event's checklist."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.core.database import Transaction
from netevent.payments.payment import Method
from netevent.payments.settings import queries
from netevent.payments.settings.currencies import is_finer
from netevent.payments.settings.payment_settings import PaymentSettings, Price


@dataclass(frozen=True, slots=True)
class Shown:
    """`is_fixed`: the currency can no longer be changed."""

    settings: PaymentSettings
    prices: list[Price]
    is_fixed: bool

    def cannot_be_paid(self, of_server: frozenset[Method]) -> bool:
        return bool(self.prices) and not self.settings.ways(of_server)

    @property
    def too_fine(self) -> list[str]:
        """The types whose price has cents, which the currency has not."""
        return [one.name for one in self.prices if is_finer(one.amount, self.settings.currency)]

    @property
    def lacks_seller(self) -> bool:
        return bool(self.prices) and not (self.settings.seller.name and self.settings.seller.address)


def read_settings(tx: Transaction, event_id: int) -> Shown:
    return Shown(
        queries.select_settings(tx, event_id),
        queries.select_prices(tx, event_id),
        queries.select_has_currency(tx, event_id),
    )
