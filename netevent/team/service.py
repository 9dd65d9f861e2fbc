"""The rules of an event's team. Called by `team.routes`.

The owner is one, `events.organizer_id`; the others are rows of `event_organizers`. Who manages the team holds
the lock of the event and is its owner still: of two windows the second sees what the first has done. Who has
no account is invited, as presenters are (`identity.invited`); who adds somebody never gets that link.
"""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from netevent.changes import EventTeamChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, Malformed, NotFound, existing
from netevent.core.i18n import N_
from netevent.core.mail import Recipient, queue_mail
from netevent.core.web.paths import url
from netevent.events.queries import select_event, update_owner
from netevent.identity.accounts import Account, Kind
from netevent.identity.invited.invitation import State
from netevent.identity.invited.service import forget_needless, invite, known
from netevent.identity.links.service import CONFIRMATION_HOLDS, new_link
from netevent.identity.queries import select_account
from netevent.identity.roles.queries import select_role
from netevent.identity.roles.refusals import NotItsOwner
from netevent.identity.roles.role import Role
from netevent.team import queries
from netevent.team.mails import EventHandedOver, Organized, OrganizerAdded, OrganizerInvitation
from netevent.team.member import Member, NewMember

MOST_CO_ORGANIZERS = 20


class AlreadyOrganizes(Conflict):
    code = "already_organizes"
    field = "email"
    message = N_("%(email)s already organizes this event. Look for it in the list.")


class NameNeeded(Malformed):
    code = "name_needed"
    field = "name"
    message = N_("Enter a name as well: there is no account with this address yet.")


class TooManyOrganizers(Conflict):
    code = "too_many_organizers"
    message = N_("An event can have at most %(most)s co-organizers.")


class NotAccepted(Conflict):
    code = "not_accepted"
    message = N_("%(name)s has not accepted the invitation yet. Hand the event over after that.")


class OwnerStays(Conflict):
    code = "owner_stays"
    message = N_("The event needs an owner. Hand it over to a co-organizer first, then leave.")


def add(tx: Transaction, event_id: int, owner_id: int, new: NewMember, base_url: str) -> Member:
    """Let the account of this address organize the event, too, and mail it; an unknown address is invited.

    Raises:
        AlreadyOrganizes, NameNeeded, TooManyOrganizers, NotItsOwner: as they say.
    """
    _require_owner(tx, event_id, owner_id)
    if queries.count_co_organizers(tx, event_id) >= MOST_CO_ORGANIZERS:
        raise TooManyOrganizers(most=MOST_CO_ORGANIZERS)
    account = known(tx, new.email) or _invited(tx, new)
    if account.id == owner_id:
        raise AlreadyOrganizes(email=new.email)
    try:
        queries.insert_co_organizer(tx, event_id, account.id, new.role)
    except IntegrityError:
        raise AlreadyOrganizes(email=new.email) from None
    return remind(tx, event_id, owner_id, account.id, base_url)


def remind(tx: Transaction, event_id: int, owner_id: int, organizer_id: int, base_url: str) -> Member:
    """Mail the co-organizer: the link of an invitation, or of the event.

    Raises:
        NotFound: there is no such co-organizer.
    """
    _require_owner(tx, event_id, owner_id)
    member = find(tx, event_id, organizer_id)
    account = _account(tx, organizer_id)
    about = _organized(tx, event_id, account.language, member.role)
    to = Recipient(account.email, account.language, event_id=event_id)
    if member.state is State.confirmed:
        queue_mail(tx, OrganizerAdded(about, account.name, _address(base_url, event_id)), to)
        return member
    link = new_link(tx, account, base_url, CONFIRMATION_HOLDS)
    queue_mail(tx, OrganizerInvitation(about, account.name, link.address, link.expires_at), to)
    return existing(queries.select_member(tx, event_id, organizer_id, clock.now()))


def change_role(tx: Transaction, event_id: int, owner_id: int, organizer_id: int, role: Role) -> Member:
    """The pages that the co-organizer has open close, and load again in the new role.

    Raises as `remind` does.
    """
    _require_owner(tx, event_id, owner_id)
    member = find(tx, event_id, organizer_id)
    queries.update_role(tx, event_id, organizer_id, role)
    tx.publish(EventTeamChanged(event_id))
    return member


def remove(tx: Transaction, event_id: int, owner_id: int, organizer_id: int) -> None:
    """The account stays, and its logins go on; its pages of this event close at once.

    Of who was only invited, and is needed nowhere else, nothing stays. Raises as `remind` does.
    """
    _require_owner(tx, event_id, owner_id)
    _take_out(tx, event_id, organizer_id)
    forget_needless(tx, [organizer_id])


def leave(tx: Transaction, event_id: int, organizer_id: int) -> None:
    """Raises:
    OwnerStays: it is the owner.
    NotFound: it is nobody of the team.
    """
    lock_event(tx, event_id)
    if select_role(tx, organizer_id, event_id) is Role.owner:
        raise OwnerStays
    _take_out(tx, event_id, organizer_id)


def hand_over(tx: Transaction, event_id: int, owner_id: int, organizer_id: int, base_url: str) -> None:
    """The co-organizer is the owner from now on, and is told so; who was it is an editor.

    Raises:
        NotFound, NotItsOwner: there is no such co-organizer, or the event is somebody else's by now.
        NotAccepted: nobody has opened the invitation.
    """
    _require_owner(tx, event_id, owner_id)
    member = find(tx, event_id, organizer_id)
    if member.state is not State.confirmed:
        raise NotAccepted(name=member.name)
    _take_out(tx, event_id, organizer_id)
    if not update_owner(tx, event_id, owner_id, organizer_id):
        raise NotItsOwner
    queries.insert_co_organizer(tx, event_id, owner_id, Role.editor)
    to, by = _account(tx, organizer_id), _account(tx, owner_id)
    about = _organized(tx, event_id, to.language, Role.owner)
    mail = EventHandedOver(about, to.name, by.name, _address(base_url, event_id))
    queue_mail(tx, mail, Recipient(to.email, to.language, event_id=event_id))


def find(tx: Transaction, event_id: int, organizer_id: int) -> Member:
    """A co-organizer; the owner is none."""
    member = existing(queries.select_member(tx, event_id, organizer_id, clock.now()))
    if member.role is Role.owner:
        raise NotFound
    return member


def members_of(tx: Transaction, event_id: int) -> tuple[Member, ...]:
    return queries.select_members(tx, event_id, clock.now())


def _require_owner(tx: Transaction, event_id: int, owner_id: int) -> None:
    """Until the commit nobody else changes the team."""
    lock_event(tx, event_id)
    if select_role(tx, owner_id, event_id) is not Role.owner:
        raise NotItsOwner


def _take_out(tx: Transaction, event_id: int, organizer_id: int) -> None:
    if not queries.delete_co_organizer(tx, event_id, organizer_id):
        raise NotFound
    tx.publish(EventTeamChanged(event_id))


def _invited(tx: Transaction, new: NewMember) -> Account:
    if not new.name:
        raise NameNeeded
    return invite(tx, new.email, new.name, new.language)


def _account(tx: Transaction, organizer_id: int) -> Account:
    return existing(select_account(tx, Kind.organizer, organizer_id))


def _organized(tx: Transaction, event_id: int, language: str, role: Role) -> Organized:
    event = existing(select_event(tx, event_id))
    return Organized(event.name.inside(language), event.zone, role.may_edit)


def _address(base_url: str, event_id: int) -> str:
    return url(base_url, "home.event", event_id=event_id)
