"""All samples, in the order of the page. A new mail of an event has a line here."""

from __future__ import annotations

from netevent.office.mail_previews.samples.announcements import ANNOUNCEMENTS
from netevent.office.mail_previews.samples.registration import REGISTRATION
from netevent.office.mail_previews.samples.sample import Sample
from netevent.office.mail_previews.samples.sessions import PEOPLE, SESSIONS
from netevent.office.mail_previews.samples.team import TEAM

SAMPLES: tuple[Sample, ...] = (*REGISTRATION, *SESSIONS, *PEOPLE, *ANNOUNCEMENTS, *TEAM)
