"""A line of a bank statement that is kept, and what tells it from others."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from netevent.core.text.comparing import bare
from netevent.payments.payment import Money
from netevent.payments.statements.files import StatementLine


@dataclass(frozen=True, slots=True)
class BankLine:
    """Money that came in. `reference`: of the payment that it was taken for; or ''."""

    id: int
    booked_on: date
    money: Money
    payer: str
    text: str
    reference: str
    is_dismissed: bool


def fingerprints(lines: Iterable[StatementLine]) -> list[str]:
    """One for each line. Two that are alike in one file are two; in the next file they are the same two."""
    seen: Counter[str] = Counter()
    prints = []
    for line in lines:
        said = "".join(filter(str.isalnum, bare(f"{line.payer} {line.text}")))
        alike = f"{line.booked_on}|{line.amount}|{line.currency}|{said}"
        seen[alike] += 1
        prints.append(hashlib.sha256(f"{alike}|{seen[alike]}".encode()).hexdigest())
    return prints
