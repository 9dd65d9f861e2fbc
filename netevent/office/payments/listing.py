"""What the list of payments is asked to show, as values. Called by its routes and its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from netevent.core.web.forms import LONGEST_ASKED, number_in
from netevent.payments.payment import Method, State

TO_REFUND, WITH_PROBLEM = "refund", "problem"
LOOKS = (TO_REFUND, WITH_PROBLEM)


@dataclass(frozen=True, slots=True)
class PaymentFilter:
    """Words to be found; a state, a method, a type's number, a day of the event's zone; '' or 0: all.

    `look`: those that wait to be given back, or those that somebody must look at.
    """

    words: str = ""
    state: str = ""
    method: str = ""
    type_id: int = 0
    day: date | None = None
    look: str = ""

    @property
    def shows_all(self) -> bool:
        return self == PaymentFilter()

    @property
    def asked(self) -> dict[str, Any]:
        """How an address asks for it."""
        return {
            "q": self.words or None,
            "state": self.state or None,
            "method": self.method or None,
            "type": self.type_id or None,
            "day": self.day.isoformat() if self.day else None,
            "look": self.look or None,
        }


def filter_in(asked: MultiDict[str, str]) -> PaymentFilter:
    """What an address asks to see; nonsense in it is as if it were not there."""
    state, method, look = asked.get("state", ""), asked.get("method", ""), asked.get("look", "")
    return PaymentFilter(
        asked.get("q", "")[:LONGEST_ASKED].strip(),
        state if state in list(State) else "",
        method if method in list(Method) else "",
        number_in(asked.get("type")) or 0,
        _day_in(asked.get("day", "")),
        look if look in LOOKS else "",
    )


def _day_in(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2999 else None
