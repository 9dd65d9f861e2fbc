"""What somebody needs to pay by bank transfer. Called by the page of an order and by its mails.

Plain values, so that a mail can keep them as JSON. The templates `payments/transfer/_how_to_pay.html`,
`emails/_transfer.html` and `emails/_transfer.txt` show them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from netevent.payments.payment import Money
from netevent.payments.settings.payment_settings import Account
from netevent.payments.transfer.epc import epc_text


@dataclass(frozen=True, slots=True)
class HowToPay:
    """`qr`: what the QR code says; '' where banks' apps read none."""

    holder: str
    iban: str
    bic: str
    amount: Decimal
    currency: str
    reference: str
    qr: str


def how_to_pay(account: Account, money: Money, reference: str) -> HowToPay:
    return HowToPay(
        holder=account.holder,
        iban=account.iban,
        bic=account.bic,
        amount=money.amount,
        currency=money.currency,
        reference=reference,
        qr=epc_text(account, money, reference),
    )
