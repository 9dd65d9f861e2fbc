"""Everything that is kept of an attendee, as the page and the file show it. Made by `reading`.

Other people stand in it by `person_id` alone; `people` has of them what they show to the attendee.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from netevent.attendees.history.entry import Entry
from netevent.attendees.questions.question import Given
from netevent.core.i18n.localized import LocalizedText
from netevent.core.mail.mailed import Mailed
from netevent.core.web.paths import url
from netevent.privacy.orders.own_order import OwnOrder
from netevent.profiles.cards.card import Card
from netevent.profiles.queries import Profile


@dataclass(frozen=True, slots=True)
class Account:
    """What the attendee has at the event, without the profile. Times are UTC.

    `former_codes` are those of badges that are the attendee's, too, after having been there twice.
    """

    id: int
    email: str
    photo: str
    code: str
    former_codes: list[str]
    type_name: str
    attendance: str
    payment: str
    registered_at: datetime
    mailed_at: datetime | None
    first_login_at: datetime | None
    checked_in_at: datetime | None
    has_password: bool
    personal_link_until: datetime | None
    event_name: LocalizedText
    event_zone: str
    event_start: datetime
    event_end: datetime | None
    door_note: str


@dataclass(frozen=True, slots=True)
class Request:
    """One that stands, or a connection. `state`: connected, waiting, declined (by me), withdrawn (by me)."""

    person_id: int
    asked_by_me: bool
    state: str
    message: str
    met_how: str
    asked_at: datetime
    connected_at: datetime | None


@dataclass(frozen=True, slots=True)
class Note:
    person_id: int
    note: str
    tags: str
    met_where: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Block:
    person_id: int
    blocked_at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    person_id: int
    asked_by_me: bool
    start: datetime
    end: datetime
    place: str
    notes: str
    status: str


@dataclass(frozen=True, slots=True)
class Session:
    """`place` is for who waits, counted from 1; `entered_at` for who is in the room."""

    name: str
    start: datetime
    status: str
    place: int | None
    entered_at: datetime | None


@dataclass(frozen=True, slots=True)
class DoorScan:
    at: datetime
    gate: str
    outcome: str


@dataclass(frozen=True, slots=True)
class RoomScan:
    at: datetime
    session: str
    outcome: str


@dataclass(frozen=True, slots=True)
class BadgeScan:
    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class BadgePrint:
    """`station` is where it came out; '' where it was printed from a file."""

    at: datetime
    station: str


@dataclass(frozen=True, slots=True)
class BadgeText:
    """What the badge says instead of the registration. None: as registered."""

    name: str | None
    organisation: str | None
    role: str | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class BadgeAsked:
    """A badge that was asked for at a printer, by somebody at a desk or by the attendee at a kiosk."""

    at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of attendance: `told` is all that stands on it."""

    code: str
    issued_at: datetime
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Announced:
    """What the organizer told many at once; `opened_at`: when the personal page was opened after it."""

    subject: str
    told_at: datetime
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Login:
    since: datetime
    until: datetime
    device: str


@dataclass(frozen=True, slots=True)
class PushDevice:
    """A browser that may be sent push. Its address there is nobody's to read."""

    device: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """All of it. Who scanned the own badge is theirs to tell: of that there are the times."""

    account: Account
    profile: Profile
    requests: list[Request]
    notes: list[Note]
    blocks: list[Block]
    appointments: list[Meeting]
    sessions: list[Session]
    door: list[DoorScan]
    rooms: list[RoomScan]
    badges_scanned: list[BadgeScan]
    own_badge_scanned: list[datetime]
    badge_texts: list[BadgeText]
    badge_prints: list[BadgePrint]
    badges_asked: list[BadgeAsked]
    certificates: list[Certificate]
    mails: list[Mailed]
    announcements: list[Announced]
    answers: list[Given]
    history: list[Entry]
    logins: list[Login]
    push_devices: list[PushDevice]
    push_refused: list[str]
    orders: list[OwnOrder]
    people: dict[int, Card]

    @property
    def has_order(self) -> bool:
        return bool(self.orders)

    @property
    def is_unpaid(self) -> bool:
        return any(one.state in ("open", "placed") and one.seats for one in self.orders)

    @property
    def pays_for_others(self) -> bool:
        """Somebody else is registered by an own order that is not settled."""
        return any(one.bought and one.is_open and one.others for one in self.orders)

    def person(self, person_id: int) -> str:
        """The name as it shows; empty for who does not show it, or is gone."""
        card = self.people.get(person_id)
        return card.name if card else ""


def as_plain(record: Record, base_url: str) -> dict[str, Any]:
    """The record as JSON-ready values, with times such as 2026-11-24T09:30:00Z."""
    people = {key: _person(card) for key, card in record.people.items()}
    values = asdict(record)
    values.pop("people")
    values["profile"].pop("email")  # it stands in the account
    values["account"]["event_name"] = record.account.event_name.default
    values["account"]["photo"] = _photo(base_url, record.account)
    plain = _plain(values, people)
    assert isinstance(plain, dict)
    return plain


def _photo(base_url: str, account: Account) -> str:
    file = f"{account.photo}-800.jpg"
    return url(base_url, "photos.show", attendee_id=account.id, file=file) if account.photo else ""


def _plain(value: Any, people: dict[int, dict[str, str]]) -> Any:
    if isinstance(value, datetime):
        return f"{value.isoformat(timespec='seconds')}Z"
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, list):
        return [_plain(one, people) for one in value]
    if not isinstance(value, dict):
        return value
    named = {key: _plain(one, people) for key, one in value.items() if key != "person_id"}
    return {"person": people.get(value["person_id"], {}), **named} if "person_id" in value else named


def _person(card: Card) -> dict[str, str]:
    told = {"name": card.name, "organisation": card.organisation, "role": card.role}
    return {key: text for key, text in told.items() if text}
