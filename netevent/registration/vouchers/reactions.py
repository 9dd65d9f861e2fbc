"""What follows for vouchers, in the same transaction. Listed in `reactions`."""

from __future__ import annotations

from netevent.changes import AttendeeTypeRemoved
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.registration.vouchers.queries import update_ended


def end_vouchers(tx: Transaction, change: AttendeeTypeRemoved) -> None:
    """Those of this type alone end: for no type left, they would be for all."""
    update_ended(tx, change.event_id, change.type_id, clock.now())
