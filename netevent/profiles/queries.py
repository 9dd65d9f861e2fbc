"""SQL of the own profile: what the form shows and what it saves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from netevent.attendees.search_keys import Listing, attendee_search_key, directory_key
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


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """The profile with what the attendee cannot change here. `photo` is a file's random name."""

    id: int
    event_id: int
    email: str
    photo: str
    profile: Profile


def select_profile(tx: Transaction, attendee_id: int) -> OwnProfile | None:
    row = tx.execute(select(attendees).where(attendees.c.id == attendee_id)).first()
    if row is None:
        return None
    return OwnProfile(
        id=row.id,
        event_id=row.event_id,
        email=row.email,
        photo=row.profile_picture or "",
        profile=Profile(
            first_name=row.first_name,
            last_name=row.last_name,
            organisation=row.organisation or "",
            role=row.role or "",
            introduction=row.introduction or "",
            phone=row.phone or "",
            linkedin=row.linkedin or "",
            language=row.preferred_language or "",
            wants_digest=bool(row.wants_digest),
            shown={field: Shown(getattr(row, f"shows_{field}")) for field in FIELDS},
        ),
    )


def update_profile(tx: Transaction, own: OwnProfile, new: Profile) -> None:
    """Save it, and with it by what the attendee is found."""
    statement = update(attendees).where(attendees.c.id == own.id, attendees.c.event_id == own.event_id)
    tx.execute(
        statement.values(
            first_name=new.first_name,
            last_name=new.last_name,
            organisation=new.organisation,
            role=new.role,
            introduction=new.introduction,
            phone=new.phone,
            linkedin=new.linkedin,
            preferred_language=new.language,
            wants_digest=new.wants_digest,
            search_key=attendee_search_key(new.first_name, new.last_name, new.organisation, own.email),
            directory_key=directory_key(*new.listed, _listing(new.shown)),
            **{f"shows_{field}": shown.value for field, shown in new.shown.items()},
        )
    )


def _listing(shown: dict[str, Shown]) -> Listing:
    is_for_all = {field: shown[field] is Shown.everyone for field in ("name", "organisation", "role")}
    return Listing(**is_for_all)
