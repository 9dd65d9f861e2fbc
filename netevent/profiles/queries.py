"""SQL of the own profile: what the form shows and what it saves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from netevent.attendees.writing import TOLD, Details, details_of, own_fields, update_details
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees
from netevent.profiles.cards.card import FIELDS, Shown


@dataclass(frozen=True, slots=True)
class Profile:
    """What an attendee tells, and to whom each field shows (`card.FIELDS`). Texts are clean and fit."""

    first_name: str
    last_name: str
    organisation: str
    role: str
    introduction: str
    phone: str
    linkedin: str
    language: str
    wants_digest: bool
    shown: dict[str, Shown]

    @property
    def listed(self) -> tuple[str, str, str, str]:
        """What the organizer's list shows of it."""
        return self.first_name, self.last_name, self.organisation, self.role

    def details(self, email: str) -> Details:
        return Details(email, **{name: getattr(self, name) for name in TOLD})


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """The profile with what the attendee cannot change here. `photo` is a file's random name.

    `written` names what the attendee wrote, which no list writes over.
    """

    id: int
    event_id: int
    email: str
    photo: str
    written: frozenset[str]
    profile: Profile


def select_profile(tx: Transaction, attendee_id: int) -> OwnProfile | None:
    row = tx.execute(select(attendees).where(attendees.c.id == attendee_id)).first()
    if row is None:
        return None
    told = details_of(row)
    return OwnProfile(
        id=row.id,
        event_id=row.event_id,
        email=row.email,
        photo=row.profile_picture or "",
        written=frozenset(row.own_fields.split()),
        profile=Profile(
            **{name: getattr(told, name) for name in TOLD},
            introduction=row.introduction or "",
            wants_digest=bool(row.wants_digest),
            shown={field: Shown(getattr(row, f"shows_{field}")) for field in FIELDS},
        ),
    )


def update_profile(tx: Transaction, own: OwnProfile, new: Profile) -> None:
    """Save it. What differs from what stood is the attendee's own from now on."""
    before, after = own.profile.details(own.email), new.details(own.email)
    written = {name for name in TOLD if getattr(before, name) != getattr(after, name)}
    update_details(
        tx,
        own.id,
        after,
        new.shown,
        introduction=new.introduction,
        wants_digest=new.wants_digest,
        own_fields=own_fields(own.written | written),
    )
