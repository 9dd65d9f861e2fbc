"""Attendees, and those who work for an event. Published by their services."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.changes.change import Change


@dataclass(frozen=True, slots=True)
class AttendeesChanged(Change):
    """One or more attendees were added or edited: the list and the expected number have changed."""

    event_id: int


@dataclass(frozen=True, slots=True)
class AttendeeLeaves(Change):
    """The account is about to be deleted, or the organizer removes somebody: all is still there, and what
    would happen to them later ends first. So it does not happen either when they are brought back.
    """

    event_id: int
    attendee_id: int


@dataclass(frozen=True, slots=True)
class AttendeeTypeRemoved(Change):
    """A type of an event goes, and nobody has it any more: what is for this type alone is for nobody."""

    event_id: int
    type_id: int


@dataclass(frozen=True, slots=True)
class AttendeeMailed(Change):
    """A mail to an attendee was queued. No page shows it, so it concerns nobody's."""

    recipient_id: int


@dataclass(frozen=True, slots=True)
class MailsChanged(Change):
    """What became of mails of an event is known: sent, refused, sent back."""

    event_id: int


@dataclass(frozen=True, slots=True)
class AnnouncementsChanged(Change):
    """An announcement of an event was written, began, went on or ended."""

    event_id: int


@dataclass(frozen=True, slots=True)
class PersonalLinkOpened(Change):
    """Somebody came in by the personal link of a mail."""

    event_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class AttendeeLoggedIn(Change):
    """A login as this attendee began. No page shows it, so it concerns nobody's."""

    account_id: int


@dataclass(frozen=True, slots=True)
class AttendanceCancelled(Change):
    """An attendee who was to come will not."""

    event_id: int
    attendee_id: int


@dataclass(frozen=True, slots=True)
class AttendanceResumed(Change):
    """An attendee who was not to come will come after all, and has a seat again."""

    event_id: int
    attendee_id: int


@dataclass(frozen=True, slots=True)
class ImportProgressed(Change):
    """An import of a list made progress; `import_id` names it."""

    event_id: int
    import_id: str


@dataclass(frozen=True, slots=True)
class StaffChanged(Change):
    """A member of staff was invited, accepted, edited or removed."""

    event_id: int


@dataclass(frozen=True, slots=True)
class StaffLoggedIn(Change):
    """A phone has logged in by the code of a member of staff."""

    event_id: int
    staff_id: int


@dataclass(frozen=True, slots=True)
class EventTeamChanged(Change):
    """Somebody organizes the event no longer, or in another role, or there is no event: what the own pages
    let do may be over.
    """

    event_id: int


@dataclass(frozen=True, slots=True)
class ProfileChanged(Change):
    """An attendee changed what others see: a field, the photo, or to whom it shows."""

    event_id: int
    attendee_id: int
