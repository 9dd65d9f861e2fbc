"""A check-in kiosk as its page and the organizer see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# A page tells of itself three times as often.
AWAY_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A row of `kiosks`. `seen_at` is None until a device opened its link."""

    id: int
    event_id: int
    name: str
    pin_hash: str
    gate_id: int | None
    station_id: int | None
    seen_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Whether its page is open on a device now."""
        return self.seen_at is not None and now - self.seen_at < AWAY_AFTER


@dataclass(frozen=True, slots=True)
class Wish:
    """What the organizer chooses for a kiosk. No gate: none is noted; no station: it prints nothing."""

    name: str
    gate_id: int | None
    station_id: int | None
