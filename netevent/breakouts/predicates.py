"""What a row of `breakout_session_rsvps` means, for all who ask. Nobody else spells it."""

from __future__ import annotations

from netevent.core.database.tables import breakout_session_rsvps as rsvps

HAS_SEAT = rsvps.c.status == "registered"
IS_WAITING = rsvps.c.status == "waitlisted"
IS_IN_ROOM = rsvps.c.entered_at.is_not(None)
