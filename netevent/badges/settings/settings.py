"""What an event's badges are like, as the organizer decided. Kept by `queries`, made a design by `making`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.documents.badges.formats import Format, Grid

# What may be left out of a badge; `shows_` and one of these is a field of the settings. The name, the event
# and the code always stand on it.
PARTS = ("organisation", "role", "type", "photo", "logo", "languages", "agenda")


@dataclass(frozen=True, slots=True)
class BadgeSettings:
    """`grid` is a sheet of labels of the organizer's own: for the format `free`, and kept while another is
    chosen. Offsets are the printer's, in millimetres. Attendees may correct what stands on their badge while
    it `lets_correct`, until `corrections_until` in UTC; None: for as long as they like.
    """

    format: Format = Format.a6
    grid: Grid | None = None
    offset_x: float = 0.0
    offset_y: float = 0.0
    shows_organisation: bool = True
    shows_role: bool = True
    shows_type: bool = True
    shows_photo: bool = False
    shows_logo: bool = True
    shows_languages: bool = False
    shows_agenda: bool = False
    lets_correct: bool = True
    corrections_until: datetime | None = None

    def may_correct(self, now: datetime) -> bool:
        """Whether attendees may, at this moment."""
        return self.lets_correct and (self.corrections_until is None or now < self.corrections_until)


DEFAULTS = BadgeSettings()
