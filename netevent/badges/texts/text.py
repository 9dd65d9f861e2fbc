"""What a badge says in place of the registration. Kept by `queries`, put on badges by `making`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.badges.making.queries import Registered

FIELDS = ("name", "organisation", "role")


@dataclass(frozen=True, slots=True)
class BadgeText:
    """None: as registered, also when that changes; '': nothing, which a name never is."""

    name: str | None = None
    organisation: str | None = None
    role: str | None = None

    @property
    def is_as_registered(self) -> bool:
        return self == AS_REGISTERED

    def beside(self, registered: Registered) -> BadgeText:
        """Without what the registration says, too: that goes on to follow the registration."""
        values = {field: getattr(self, field) for field in FIELDS}
        return BadgeText(**{k: None if v == getattr(registered, k) else v for k, v in values.items()})


AS_REGISTERED = BadgeText()


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote, and when. `by` is empty where the attendee did."""

    text: BadgeText
    by: str
    at: datetime
