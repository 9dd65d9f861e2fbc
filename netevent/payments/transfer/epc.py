"""The text of a QR code that banks' apps read as a transfer: EPC069-12, version 2, known as GiroCode.

Called by `how_to_pay`. Its lines: service, version, encoding, kind, BIC, holder, IBAN, amount, purpose, a
reference by ISO 11649 (ours is none), and the text of the transfer.
"""

from __future__ import annotations

from decimal import Decimal

from netevent.payments.payment import Money
from netevent.payments.settings.payment_settings import Account

SERVICE, VERSION, UTF_8, TRANSFER = "BCD", "002", "1", "SCT"
LEAST, MOST = Decimal("0.01"), Decimal("999999999.99")
LONGEST_HOLDER, LONGEST_TEXT, MOST_BYTES = 70, 140, 331
CENTS = Decimal("0.01")


def epc_text(account: Account, money: Money, text: str) -> str:
    """'' where the standard has no place for it: another currency than the euro, too much, too long."""
    holder = " ".join(account.holder.split())
    fits = (
        account.is_complete
        and money.currency == "EUR"
        and LEAST <= money.amount <= MOST
        and len(holder) <= LONGEST_HOLDER
        and len(text) <= LONGEST_TEXT
    )
    amount = f"EUR{money.amount.quantize(CENTS)}" if fits else ""
    lines = (SERVICE, VERSION, UTF_8, TRANSFER, account.bic, holder, account.iban, amount, "", "", text)
    said = "\n".join(lines)
    return said if fits and len(said.encode()) <= MOST_BYTES else ""
