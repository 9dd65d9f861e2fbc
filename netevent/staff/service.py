"""The rules of inviting staff. Called by `staff.routes` and by the demo.

An invitation's link carries a token of 256 bits, of which the database keeps the SHA-256. It works once,
for seven days; a newer link ends it. The staff code only finds an invitation: the link that it asks for
goes to the invited address.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from netevent.changes import StaffChanged
from netevent.core import clock
from netevent.core.credentials import new_code, new_token, token_hash
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, NotFound, Refusal, existing
from netevent.core.i18n import N_
from netevent.core.mail import Recipient, queue_mail
from netevent.core.text.comparing import normalize_email
from netevent.core.web.paths import url
from netevent.identity import queries as identity_queries
from netevent.identity.accounts import Account, Kind
from netevent.identity.service import end_logins_of, forget_viewers_of
from netevent.staff import queries
from netevent.staff.mails import InvitingEvent, StaffInvitation
from netevent.staff.queries import Details, Invitation, Member, State

INVITATION_LASTS = timedelta(days=7)
MOST_MEMBERS = 200


class AlreadyInvited(Conflict):
    code = "already_invited"
    field = "email"
    message = N_("%(email)s already belongs to the staff of this event. Look for it in the list.")


class NoAddress(Conflict):
    code = "no_address"
    message = N_("%(name)s has no email address. Show a log-in code instead.")


class StaffFull(Conflict):
    code = "staff_full"
    message = N_(
        "This event has %(most)s staff members, which is the limit. Remove someone who no longer helps."
    )


class InvitationOver(Refusal):
    """Used, expired, replaced by a newer one, or never made."""

    status = 410
    code = "invitation_over"
    message = N_("This link no longer works.")


@dataclass(frozen=True, slots=True)
class Invited:
    """A member and the link that was just made. The link is known now and never again."""

    member: Member
    link: str


def invite(tx: Transaction, event_id: int, details: Details, base_url: str) -> Invited:
    """Add a member and mail the link.

    Raises:
        AlreadyInvited: the address is a member's.
        StaffFull: the event has as many as it can.
    """
    return resend(tx, event_id, _insert(tx, event_id, details), base_url)


def add_without_email(tx: Transaction, event_id: int, details: Details) -> Member:
    """Add a member who has no address, and comes in by a code (`staff.codes`).

    Raises:
        StaffFull: the event has as many as it can.
    """
    staff_id = _insert(tx, event_id, replace(details, email=""))
    tx.publish(StaffChanged(event_id))
    return find_member(tx, event_id, staff_id)


def _insert(tx: Transaction, event_id: int, details: Details) -> int:
    lock_event(tx, event_id)
    if queries.count_members(tx, event_id) >= MOST_MEMBERS:
        raise StaffFull(most=MOST_MEMBERS)
    try:
        return queries.insert_member(tx, event_id, details, new_code())
    except IntegrityError:
        raise AlreadyInvited(email=details.email) from None


def resend(tx: Transaction, event_id: int, staff_id: int, base_url: str) -> Invited:
    """Mail a new link; the old one ends. To a member who has a password, it gives the choice of a new one.

    Raises:
        NotFound: the event has no such member.
        NoAddress: there is nowhere to mail it.
    """
    member = find_member(tx, event_id, staff_id)
    if not member.email:
        raise NoAddress(name=member.name)
    link = _new_link(tx, member, base_url)
    return Invited(find_member(tx, event_id, staff_id), link)


def resend_by_code(tx: Transaction, code: str, base_url: str) -> None:
    """Mail a new link to the address that was invited, if there is such a code. The caller never learns."""
    member = queries.select_member_by_code(tx, code.strip().upper(), clock.now())
    if member is not None and member.email:
        _new_link(tx, member, base_url)


def edit(tx: Transaction, event_id: int, staff_id: int, details: Details, base_url: str) -> Invited | None:
    """Change a member. A new address gets a new link if the member has no password yet; the old link ends.

    Raises:
        NotFound: the event has no such member.
        AlreadyInvited: the address is another member's.
    """
    before = find_member(tx, event_id, staff_id)
    try:
        queries.update_member(tx, event_id, staff_id, details)
    except IntegrityError:
        raise AlreadyInvited(email=details.email) from None
    tx.publish(StaffChanged(event_id))
    _change_post(tx, before, details)
    if normalize_email(before.email) == normalize_email(details.email):
        return None
    if before.state is queries.State.accepted:
        queries.update_invitation_ended(tx, staff_id)
        return None
    return resend(tx, event_id, staff_id, base_url)


def remove(tx: Transaction, event_id: int, staff_id: int) -> None:
    """Remove a member, and end every login that could use the account: open pages close at once.

    Raises:
        NotFound: the event has no such member.
    """
    if not queries.delete_member(tx, event_id, staff_id):
        raise NotFound
    end_logins_of(tx, Kind.staff, staff_id)
    identity_queries.delete_login_account(tx, Kind.staff, staff_id)
    tx.publish(StaffChanged(event_id))


def _change_post(tx: Transaction, before: Member, details: Details) -> None:
    """Another role or other gates count at once, also for who is logged in: the desk is opened anew."""
    stood = {gate.id for gate in before.gates}
    if stood != set(details.gates):
        queries.update_gates(tx, before.event_id, before.id, details.gates, clock.now())
    if stood != set(details.gates) or before.role is not details.role:
        forget_viewers_of(tx, Kind.staff, before.id)


def find_member(tx: Transaction, event_id: int, staff_id: int) -> Member:
    return existing(queries.select_member(tx, event_id, staff_id, clock.now()))


def find_invitation(tx: Transaction, token: str) -> Invitation | None:
    """What this link opens, or opened once."""
    return queries.select_invitation(tx, token_hash(token), clock.now())


def accept(tx: Transaction, token: str, password_hash: str) -> Account:
    """Set the password and use the link up. Logins with an older password end.

    Raises:
        InvitationOver: the link does not work, or somebody was faster with it.
    """
    hashed = token_hash(token)
    if not queries.update_accepted(tx, hashed, password_hash, clock.now()):
        raise InvitationOver
    invitation = queries.select_invitation(tx, hashed, clock.now())
    assert invitation is not None
    end_logins_of(tx, Kind.staff, invitation.staff_id)
    account = identity_queries.select_account(tx, Kind.staff, invitation.staff_id)
    assert account is not None
    tx.publish(StaffChanged(invitation.event_id))
    return account


def _new_link(tx: Transaction, member: Member, base_url: str) -> str:
    event = existing(queries.select_event(tx, member.event_id))
    token = new_token()
    expires_at = (clock.now() + INVITATION_LASTS).replace(microsecond=0)
    queries.update_invitation(tx, member.id, token_hash(token), expires_at)
    link = url(base_url, "staff.accept", token=token)
    inviting = InvitingEvent(event.name.inside(member.language), event.zone)
    mail = StaffInvitation(inviting, member, link, expires_at, is_member=member.state is State.accepted)
    queue_mail(tx, mail, Recipient(member.email, member.language, event_id=event.id))
    tx.publish(StaffChanged(event.id))
    return link
