"""The rules of the own profile. Called by `profiles.routes`, inside one transaction."""

from __future__ import annotations

from netevent.attendees.history.service import record_changed
from netevent.changes import AttendeesChanged, LoginChanged, ProfileChanged
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees
from netevent.core.errors import existing
from netevent.profiles import queries
from netevent.profiles.queries import OwnProfile, Profile


def find(tx: Transaction, attendee_id: int) -> OwnProfile:
    """The profile.

    Raises:
        NotFound: the attendee was removed meanwhile.
    """
    return existing(queries.select_profile(tx, attendee_id))


def save(tx: Transaction, attendee_id: int, login_id: str, new: Profile) -> None:
    """Keep the profile. Of two tabs the one that saves last wins: each sends all fields.

    Raises:
        NotFound: the attendee was removed meanwhile.
    """
    lock_attendees(tx, attendee_id)  # two saves, or an import, one after the other
    own = find(tx, attendee_id)
    queries.update_profile(tx, own, new)
    record_changed(tx, own.id, own.profile.told, new.told)
    tx.publish(ProfileChanged(own.event_id, own.id))
    if own.profile.listed != new.listed:
        tx.publish(AttendeesChanged(own.event_id))
    if own.profile.language != new.language:
        # The pages that are open in this browser come back in the new language.
        tx.publish(LoginChanged(login_id))
