"""The live pages of all features. `app` gives them to the publisher."""

from __future__ import annotations

from netevent.attendees.screens import ATTENDEE_LIST
from netevent.checkin.screens import DASHBOARD, DOOR
from netevent.home.screens import BADGE
from netevent.identity.guards import require_self
from netevent.live.screen import Screen
from netevent.staff.screens import STAFF

# What stands around every page of an attendee.
ATTENDEE = Screen("attendee", require_self, key="attendee_id", patient=True)
AGENDA = Screen("agenda", require_self, key="attendee_id", within="attendee", patient=True)
REQUESTS = Screen("requests", require_self, key="attendee_id", within="attendee", patient=True)
PEOPLE = Screen("people", require_self, key="attendee_id", within="attendee", patient=True)

SCREENS = (DOOR, DASHBOARD, ATTENDEE_LIST, STAFF, ATTENDEE, BADGE, AGENDA, REQUESTS, PEOPLE)
