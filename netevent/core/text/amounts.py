"""An amount of money as people type it. Used by forms."""

from __future__ import annotations

import re
from decimal import Decimal

# Of a DECIMAL(10,2), in units or with cents; people write a comma or a dot.
TYPED = re.compile(r"([0-9]{1,8})(?:[.,]([0-9]{1,2}))?")


def typed_amount(text: str) -> Decimal | None:
    """``12.50`` of ``12,5``; None of anything else: nothing typed, a sign, more than two decimals."""
    found = TYPED.fullmatch(text.strip())
    return Decimal(f"{found[1]}.{found[2] or '0'}") if found else None
