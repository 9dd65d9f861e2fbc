"""The rules of how an event is paid. Called by `settings.routes` and the copying, in one transaction."""

from __future__ import annotations

from netevent.changes import PaymentSettingsChanged
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict
from netevent.core.i18n import N_
from netevent.payments.settings import queries
from netevent.payments.settings.payment_settings import PaymentSettings


class CurrencyFixed(Conflict):
    code = "currency_fixed"
    field = "currency"
    message = N_(
        "The currency stays %(currency)s: somebody has ordered in it. For another one, copy the event."
    )


def save(tx: Transaction, event_id: int, settings: PaymentSettings) -> None:
    """
    Raises:
        CurrencyFixed: an order or a payment counts in the old one.
    """
    lock_event(tx, event_id)
    before = queries.select_settings(tx, event_id).currency
    if settings.currency != before and queries.select_has_currency(tx, event_id):
        raise CurrencyFixed(currency=before)
    queries.write_settings(tx, event_id, settings)
    tx.publish(PaymentSettingsChanged(event_id))


def copy(tx: Transaction, event_id: int, new_id: int) -> None:
    """To an event that nobody knows yet."""
    queries.write_settings(tx, new_id, queries.select_settings(tx, event_id))
