"""The rules of the personal link, an attendee's own page without a password. For `home.personal.routes`.

The link carries a token of 256 bits, of which the database keeps the SHA-256. It holds until 30 days after
the event; a newer link ends it. It may be used often: it is the attendee's way in, like a badge that only
the own mailbox has.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from netevent.core import clock
from netevent.core.credentials import new_token, token_hash
from netevent.core.database import Transaction
from netevent.core.errors import Refusal
from netevent.core.i18n import N_
from netevent.core.mail import Recipient, queue_mail
from netevent.core.text.comparing import normalize_email
from netevent.core.web.paths import url
from netevent.events.details import ends_at
from netevent.identity.accounts import Account, Kind
from netevent.identity.queries import select_account
from netevent.identity.service import end_logins_of
from netevent.registration.attendance import service as attendance_service
from netevent.registration.personal_link import queries
from netevent.registration.personal_link.mails import PersonalLink
from netevent.registration.personal_link.queries import Invitee

HOLDS_AFTER_THE_EVENT = timedelta(days=30)
# One address may belong to many events; each gets a mail.
MAILS_AT_ONCE = 10


class LinkOver(Refusal):
    """Expired, replaced by a newer one, or never made."""

    status = 410
    code = "link_over"
    message = N_("This link no longer works.")


def find_invitees(tx: Transaction, email: str) -> list[Invitee]:
    """Whom the address belongs to, at events whose link would still hold."""
    found = queries.select_invitees(tx, normalize_email(email), MAILS_AT_ONCE)
    return [invitee for invitee in found if expiry(invitee) > clock.now()]


def send_link(tx: Transaction, invitee: Invitee, base_url: str) -> None:
    """Mail a new link to the attendee's address; the old one ends."""
    token, expires_at = new_token(), expiry(invitee)
    if queries.update_link(tx, invitee.attendee_id, token_hash(token), expires_at):
        mail = PersonalLink(invitee, url(base_url, "home.personal", token=token), expires_at)
        queue_mail(tx, mail, Recipient(invitee.email, invitee.language, invitee.attendee_id))


def find_holder(tx: Transaction, token: str) -> int:
    """The attendee whose link it is.

    Raises:
        LinkOver: nobody's, or no longer.
    """
    attendee_id = queries.select_holder(tx, token_hash(token), clock.now())
    if attendee_id is None:
        raise LinkOver
    return attendee_id


def change_attendance(tx: Transaction, token: str, is_attending: bool) -> None:
    """Raises as `find_holder` and `attendance_service.change` do."""
    attendance_service.change(tx, find_holder(tx, token), is_attending)


def find_account(tx: Transaction, token: str) -> Account:
    """Whom the link may log in. Raises as `find_holder` does."""
    account = select_account(tx, Kind.attendee, find_holder(tx, token))
    if account is None:
        raise LinkOver
    return account


def set_password(tx: Transaction, token: str, password_hash: str) -> Account:
    """Set the password; logins with an older one end. Raises as `find_holder` does."""
    account = find_account(tx, token)
    queries.update_password(tx, account.id, password_hash)
    end_logins_of(tx, Kind.attendee, account.id)
    return account


def expiry(invitee: Invitee) -> datetime:
    """In whole seconds, as the database keeps it."""
    over_at = ends_at(invitee.starts_at, invitee.ends_at)
    return (over_at + HOLDS_AFTER_THE_EVENT).replace(microsecond=0)
