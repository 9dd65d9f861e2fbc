"""The mail to who had a seat that somebody else has now. Queued by `orders.handing_over.service`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netevent.core.mail import Mail


@dataclass(frozen=True, slots=True)
class SeatPassed(Mail):
    template: ClassVar[str] = "seat_passed"

    first_name: str
    event_name: str
    buyer: str
