"""The demo event as a whole, invented around this moment: who, what, where, and what happened so far.

Called by `demo.queries`, which writes it down, and by `demo.facts`, which tells of it.
"""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from netevent.demo.people import SEED, Guest, invited

ZONE = "Europe/Amsterdam"
# No other event has it: codes are drawn at random, and from six letters at least.
EVENT_CODE = "DEMDAY"
EVENT_NAME = "Harbour Tech Day"
LOCATION = "Pakhuis Noord, Amsterdam"
DESCRIPTION = "A day of short talks and long conversations about software that runs in the real world."
MAX_ATTENDEES = 300
GATES = ("Main entrance", "Side entrance")

ARRIVED = 62
ABSENT = 9
UNPAID = 2
MINUTES = 40


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account to log in with. The passwords are no secret: the demo is for trying things out."""

    role: str
    email: str
    password: str
    first_name: str
    last_name: str


ORGANIZER = DemoAccount("organizer", "organizer@example.org", "demo-organizer", "Robin", "de Graaf")
PRESENTER = DemoAccount("presenter", "presenter@example.org", "demo-presenter", "Ada", "Okonkwo")
STAFF = DemoAccount("staff", "staff@example.org", "demo-staff", "Sam", "Visser")
MORE_STAFF = DemoAccount("staff", "staff2@example.org", "demo-staff-2", "Noor", "Jansen")
ATTENDEE = DemoAccount("attendee", "attendee@example.org", "demo-attendee", "Alex", "Moreau")
# For the second phone: two attendees who can meet.
OTHER_ATTENDEE = DemoAccount("attendee", "attendee2@example.org", "demo-attendee-2", "Mira", "Lindqvist")
ACCOUNTS = (ORGANIZER, STAFF, MORE_STAFF, ATTENDEE, OTHER_ATTENDEE, PRESENTER)


def _own_guest(account: DemoAccount, organisation: str, role: str, code: str) -> Guest:
    """An attendee who can log in."""
    return Guest(
        account.first_name,
        account.last_name,
        account.email,
        organisation,
        role,
        language="en",
        type_name="General",
        code=code,
        state="expected",
    )


OWN_GUESTS = (
    _own_guest(ATTENDEE, "Studio Kompas", "Community manager", "DEMQ2TEND3"),
    _own_guest(OTHER_ATTENDEE, "Fjord Design", "Researcher", "DEMQ2TEND4"),
)


LASTS = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Session:
    """A breakout session, so many minutes after the event's start. Of its seats at least `left` are free."""

    code: str
    name: str
    description: str
    after: int
    minutes: int
    location: str
    seats: int
    track: str
    left: int = 0
    waiting: int = 0


SESSIONS = (
    Session("HARBR2", "Event streams without tears", "What to log, what to forget, and how to replay a day.",
            90, 45, "Crane room", 40, "Data"),
    Session("HARBR7", "Maps that load on a ferry", "Tiles, caches and a connection that comes and goes.",
            90, 45, "Loft", 30, "Web"),
    Session("HARBR3", "Accessible by default", "Live with a screen reader: where good pages go silent.",
            150, 45, "Loft", 24, "Web"),
    Session("HARBR8", "Queues in the real world", "From the quay to the database: fairness has a price.",
            150, 60, "Crane room", 60, "Data"),
    Session("HARBR4", "Small teams, large systems", "Three founders on what they never automated.",
            270, 60, "Crane room", 60, "Teams"),
    Session("HARBR5", "Databases at the quay", "Locks, queues and the last free berth.",
            345, 45, "Loft", 12, "Data", waiting=5),
    Session("HARBR9", "Pairing across time zones", "What works at seven in the morning, and what never does.",
            345, 45, "Workshop", 20, "Teams"),
    Session("HARBR6", "Sketching interfaces", "Bring a pen. No laptops in this one.",
            420, 60, "Workshop", 18, "Web", left=4),
)  # fmt: skip
TRACKS = tuple(dict.fromkeys(session.track for session in SESSIONS))


@dataclass(frozen=True, slots=True)
class PastScan:
    """A scan before the demo began. `guest` is a place in the list of attendees; None: an unknown code."""

    scan_id: str
    guest: int | None
    code: str
    gate: int
    by: int
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Story:
    """`start` and `end` are UTC; `gate` and `by` of a scan are places in GATES and in the two staff."""

    start: datetime
    end: datetime
    guests: tuple[Guest, ...]
    scans: tuple[PastScan, ...]


def story(now: datetime) -> Story:
    """An event that has just begun, whenever the demo is made, with its doors open for 40 minutes."""
    start = now.replace(minute=0, second=0, microsecond=0)
    end = start + LASTS
    guests = (*invited(ARRIVED, ABSENT, UNPAID), *OWN_GUESTS)
    return Story(start, end, guests, tuple(_scans(guests, now)))


def _scans(guests: tuple[Guest, ...], now: datetime) -> list[PastScan]:
    chance = random.Random(SEED)
    arrivals = sorted(_minutes_ago(chance) for _ in range(ARRIVED))
    scans = [
        _scan(chance, guests, guest, "checked_in", now - ago) for guest, ago in enumerate(arrivals[::-1])
    ]
    by_state = {guest.state: place for place, guest in enumerate(guests)}
    refused = (
        (3, "already_checked_in", 21.0),
        (by_state["unpaid"], "unpaid", 17.4),
        (None, "unknown_code", 12.2),
        (by_state["not_attending"], "not_attending", 8.6),
        (10, "already_checked_in", 4.1),
    )
    scans += [_scan(chance, guests, who, what, now - timedelta(minutes=ago)) for who, what, ago in refused]
    return sorted(scans, key=lambda scan: scan.at)


def _minutes_ago(chance: random.Random) -> timedelta:
    """People come in two waves: when the doors open, and off the train that arrives at a quarter to."""
    wave = (34.0, 4.0) if chance.random() < 0.35 else (14.0, 6.5)
    return timedelta(minutes=min(max(chance.gauss(*wave), 0.7), MINUTES - 0.5))


def _scan(
    chance: random.Random, guests: tuple[Guest, ...], guest: int | None, outcome: str, at: datetime
) -> PastScan:
    gate = chance.choices((0, 1), (70, 30))[0]
    code = "XXXXXXXXXX" if guest is None else guests[guest].code
    scan_id = str(uuid.UUID(int=chance.getrandbits(128), version=4))
    return PastScan(scan_id, guest, code, gate, by=gate, outcome=outcome, at=at)
