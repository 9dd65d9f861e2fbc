"""A voucher: what it is worth, for which types, how often and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class VoucherKind(StrEnum):
    amount = "amount"
    percent = "percent"


@dataclass(frozen=True, slots=True)
class VoucherDetails:
    """What the organizer says. `most_uses`: for how many seats (None: no limit); `reserved`: for how many of
    the event's seats that it holds nobody has asked yet; `type_ids`: the types that it is for, none: all."""

    code: str
    kind: VoucherKind
    value: Decimal
    most_uses: int | None = None
    reserved: int = 0
    expires_at: datetime | None = None
    note: str = ""
    type_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Voucher:
    id: int
    code: str
    kind: VoucherKind
    value: Decimal
    most_uses: int | None
    uses: int
    reserved: int
    expires_at: datetime | None
    note: str
    type_ids: tuple[int, ...] = ()

    def is_for(self, type_id: int) -> bool:
        return not self.type_ids or type_id in self.type_ids

    def is_over(self, now: datetime) -> bool:
        """It ends in the very moment that it names."""
        return self.expires_at is not None and now >= self.expires_at

    @property
    def left(self) -> int | None:
        """For how many seats it can still be used; None: no limit."""
        return None if self.most_uses is None else max(self.most_uses - self.uses, 0)


@dataclass(frozen=True, slots=True)
class Used:
    """What an order has of a voucher: so many uses, and so many seats that it held already."""

    voucher: Voucher
    uses: int
    reserved: int
