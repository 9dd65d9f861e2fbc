"""The rules of the personal link, an attendee's own page without a password.

The link carries a token of 256 bits, made of the server's secret, the attendee's id and a number that moves
when the link is used or a password set; the database keeps its SHA-256. So who asks twice gets the same
link twice, and a stranger who asks ends nobody's. It holds until 30 days after the event and may be used
often: it is the attendee's way in, like a badge that only the own mailbox has. Using it confirms the address.
For `home.personal.routes` and `registration.service`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from netevent.changes import AttendeesChanged, PersonalLinkOpened
from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD, signature, token_hash
from netevent.core.database import Transaction
from netevent.core.errors import Refusal
from netevent.core.i18n import N_
from netevent.core.jobs import Priority
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
from netevent.registration.personal_link.queries import Holder, Invitee

HOLDS_AFTER_THE_EVENT = timedelta(days=30)
# One address may belong to many events; each gets a mail.
MAILS_AT_ONCE = 10


class LinkOver(Refusal):
    """Expired, replaced by a newer one, or never made."""

    status = 410
    code = "link_over"
    message = N_("This link no longer works.")


@dataclass(frozen=True, slots=True)
class Links:
    """What links are made of, and whether a mail can leave this server."""

    base_url: str
    secret: str
    can_mail: bool = True


Remembers = Callable[[str, str], bool]


def find_invitees(tx: Transaction, email: str) -> list[Invitee]:
    """Whom the address belongs to, at events whose link would still hold."""
    found = queries.select_invitees(tx, normalize_email(email), MAILS_AT_ONCE)
    return [invitee for invitee in found if expiry(invitee) > clock.now()]


def send_link(
    tx: Transaction, invitee: Invitee, links: Links, priority: Priority | None = None
) -> int | None:
    """Mail the attendee's link to the attendee's address. One that was used before ends.

    Returns the mail's job; None: the attendee is gone.
    """
    link = new_link(tx, invitee, links)
    if not link:
        return None
    to = Recipient(invitee.email, invitee.language, invitee.attendee_id, invitee.event_id)
    queued = queue_mail(tx, PersonalLink(invitee, link, expiry(invitee)), to, priority)
    return queued.job_id if queued else None


def new_link(tx: Transaction, invitee: Invitee, links: Links) -> str:
    """The address that a mail to the attendee may hold; '': the attendee is gone."""
    token = _token(invitee, links.secret)
    if not queries.update_link(tx, invitee.attendee_id, token_hash(token), expiry(invitee)):
        return ""
    return url(links.base_url, "home.personal", token=token)


def find_holder(tx: Transaction, token: str) -> Holder:
    """The attendee whose link it is.

    Raises:
        LinkOver: nobody's, or no longer.
    """
    holder = queries.select_holder(tx, token_hash(token), clock.now())
    if holder is None:
        raise LinkOver
    return holder


def change_attendance(tx: Transaction, token: str, is_attending: bool) -> None:
    """Raises as `find_holder` and `attendance_service.change` do."""
    attendance_service.change(tx, find_holder(tx, token).attendee_id, is_attending)


def open_account(tx: Transaction, token: str, is_own_password: Remembers) -> Account:
    """Whom the link logs in. The address is confirmed by it. Raises as `find_holder` does.

    A password that came with a registration stays only if the same browser chose it (`is_own_password` is
    asked with the address and the password's hash): anybody can register with anybody's address.
    """
    holder = find_holder(tx, token)
    is_strange = holder.is_unconfirmed and not is_own_password(holder.email_key, holder.password_hash)
    queries.update_used(tx, holder.attendee_id, **({"password_hash": NO_PASSWORD} if is_strange else {}))
    _tell(tx, holder)
    return _account(tx, holder)


def set_password(tx: Transaction, token: str, password_hash: str) -> Account:
    """Set the password; logins with an older one end, and so do links that were sent before.

    Raises as `find_holder` does.
    """
    holder = find_holder(tx, token)
    ended = {"confirmation_token": None, "confirmation_expires_at": None}
    queries.update_used(tx, holder.attendee_id, password_hash=password_hash, **ended)
    end_logins_of(tx, Kind.attendee, holder.attendee_id)
    _tell(tx, holder)
    return _account(tx, holder)


def expiry(invitee: Invitee) -> datetime:
    """In whole seconds, as the database keeps it."""
    over_at = ends_at(invitee.starts_at, invitee.ends_at)
    return (over_at + HOLDS_AFTER_THE_EVENT).replace(microsecond=0)


def _token(invitee: Invitee, secret: str) -> str:
    """The address is in it: a database may give the number of who is gone to somebody else."""
    whose = (str(invitee.attendee_id), normalize_email(invitee.email), str(invitee.link_version))
    return signature(secret, "personal-link", *whose)


def _tell(tx: Transaction, holder: Holder) -> None:
    """Lists say who is confirmed; announcements, who came in by them."""
    if holder.is_unconfirmed:
        tx.publish(AttendeesChanged(holder.event_id))
    tx.publish(PersonalLinkOpened(holder.event_id, holder.attendee_id))


def _account(tx: Transaction, holder: Holder) -> Account:
    account = select_account(tx, Kind.attendee, holder.attendee_id)
    if account is None:
        raise LinkOver
    return account
