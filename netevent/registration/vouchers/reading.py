"""What the organizer's page of vouchers shows."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees.types.queries import select_types
from netevent.core.database import Transaction
from netevent.payments.settings.queries import select_settings
from netevent.registration.vouchers.queries import count_vouchers, select_vouchers
from netevent.registration.vouchers.voucher import Voucher

SHOWN_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class VoucherList:
    """The newest that were found, and how many there are that were found, and at all."""

    vouchers: list[Voucher]
    found: int
    all: int
    types: dict[int, str]
    currency: str

    def names_of(self, voucher: Voucher) -> list[str]:
        """Of the types that it is for."""
        return [name for type_id, name in self.types.items() if type_id in voucher.type_ids]

    @property
    def leaves_out(self) -> bool:
        return self.found > len(self.vouchers)


def read_vouchers(tx: Transaction, event_id: int, search: str = "") -> VoucherList:
    return VoucherList(
        vouchers=select_vouchers(tx, event_id, SHOWN_AT_MOST, search),
        found=count_vouchers(tx, event_id, search),
        all=count_vouchers(tx, event_id),
        types={one.id: one.name for one in select_types(tx, event_id)},
        currency=select_settings(tx, event_id).currency,
    )
