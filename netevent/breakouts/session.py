"""A breakout session as it is shown, with its seats. Read by `breakouts.queries`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Session:
    """`capacity` None: without a limit. `held` seats are given by the organizer alone. Times are UTC.

    `upstream_id` is what the timetable calls it from which it came; '' of one that was made by hand.
    `presenter_names` are those that the timetable names. `changed_at` is None before it ever changed.
    """

    id: int
    event_id: int
    code: str
    name: str
    description: str
    start: datetime
    end: datetime
    room: str
    capacity: int | None
    held: int
    taken: int
    waiting: int
    in_room: int = 0
    track: str = ""
    colour: int = 0
    upstream_id: str = ""
    presenter_names: tuple[str, ...] = ()
    changed_at: datetime | None = None

    @property
    def seats_left(self) -> int | None:
        """What a tap can get; None without a limit."""
        return None if self.capacity is None else max(0, self.capacity - self.held - self.taken)

    @property
    def is_full(self) -> bool:
        return self.seats_left == 0

    def is_over(self, now: datetime) -> bool:
        return self.end <= now
