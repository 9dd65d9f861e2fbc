"""SQL of the own profile: what the form shows and what it saves."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace

from sqlalchemy import select

from netevent.attendees.writing import TOLD, Details, details_of, own_fields, update_details
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees
from netevent.profiles.cards.card import FIELDS, Shown


@dataclass(frozen=True, slots=True)
class Profile(Details):
    """What an attendee tells, and to whom each field shows (`card.FIELDS`). A form has no address."""

    introduction: str = ""
    wants_digest: bool = True
    wants_announcements: bool = True
    shown: dict[str, Shown] = field(default_factory=dict)

    @property
    def listed(self) -> tuple[str, str, str, str]:
        """What the organizer's list shows of it."""
        return self.first_name, self.last_name, self.organisation, self.role


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """The profile with what the attendee cannot change here. `photo` is a file's random name.

    `written` names what the attendee wrote, which no list writes over.
    """

    id: int
    event_id: int
    photo: str
    written: frozenset[str]
    profile: Profile


def select_profile(tx: Transaction, attendee_id: int) -> OwnProfile | None:
    row = tx.execute(select(attendees).where(attendees.c.id == attendee_id)).first()
    if row is None:
        return None
    return OwnProfile(
        id=row.id,
        event_id=row.event_id,
        photo=row.profile_picture or "",
        written=frozenset(row.own_fields.split()),
        profile=Profile(
            **asdict(details_of(row)),
            introduction=row.introduction or "",
            wants_digest=bool(row.wants_digest),
            wants_announcements=bool(row.wants_announcements),
            shown={name: Shown(getattr(row, f"shows_{name}")) for name in FIELDS},
        ),
    )


def update_profile(tx: Transaction, own: OwnProfile, new: Profile) -> None:
    """Save it. What differs from what stood is the attendee's own from now on."""
    written = {name for name in TOLD if getattr(own.profile, name) != getattr(new, name)}
    update_details(
        tx,
        own.id,
        replace(new, email=own.profile.email),
        new.shown,
        introduction=new.introduction,
        wants_digest=new.wants_digest,
        wants_announcements=new.wants_announcements,
        own_fields=own_fields(own.written | written),
    )
