"""What a sample is: a mail, what causes it, and under which heading the page lists it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from netevent.core.i18n import N_
from netevent.core.mail import Mail
from netevent.office.mail_previews.material import Material


class Group(StrEnum):
    registration = "registration"
    sessions = "sessions"
    people = "people"
    announcements = "announcements"
    team = "team"


TITLES = {
    Group.registration: N_("Registration"),
    Group.sessions: N_("Sessions"),
    Group.people: N_("People"),
    Group.announcements: N_("Announcements"),
    Group.team: N_("Organizers and staff"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """`key` stands in the address of its preview. `cause` is said to the organizer."""

    key: str
    group: Group
    cause: str
    make: Callable[[Material], Mail]
    can_be_refused: bool = False
