"""What an organizer types about a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Details:
    """Times are UTC. `capacity` None: without a limit; `held` of the seats are given by hand alone."""

    name: str
    start: datetime
    end: datetime
    description: str = ""
    room: str = ""
    capacity: int | None = None
    held: int = 0
    track: str = ""
