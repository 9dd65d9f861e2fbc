"""The rules of logging in by a code on the organizer's screen. Called by `office.log_in_codes`.

The code opens a link with a token of 256 bits, of which the database keeps the SHA-256. It works for ten
minutes, once, and only when somebody taps the button: opening the link uses nothing up. A member has one
code at a time. The login that it begins is like any other, but ends with the event.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from netevent.changes import StaffChanged, StaffLoggedIn
from netevent.core import clock
from netevent.core.credentials import new_token, token_hash
from netevent.core.database import Transaction
from netevent.core.errors import Conflict, Refusal
from netevent.core.i18n import N_
from netevent.core.web.paths import url
from netevent.events.details import ends_at
from netevent.identity import queries as identity_queries
from netevent.identity.accounts import Account, Kind
from netevent.staff.codes import queries
from netevent.staff.codes.queries import LogInCode
from netevent.staff.queries import Member
from netevent.staff.service import find_member

CODE_LASTS = timedelta(minutes=10)
# The cloakroom closes last.
AFTER_THE_EVENT = timedelta(hours=3)


class CodeOver(Refusal):
    """Used, too old, replaced by a newer one, or never made."""

    status = 410
    code = "code_over"
    message = N_("This code no longer works. Ask the organizer to show you a new one.")


class EventOverForStaff(Conflict):
    code = "event_over_for_staff"
    message = N_("This event is over, so nobody can log in by a code any more.")


@dataclass(frozen=True, slots=True)
class ShownCode:
    """What the screen shows. The link is known now and never again; '' once a phone has logged in by it."""

    member: Member
    link: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """Whose phone it is now, and until when."""

    account: Account
    until: datetime


def show(tx: Transaction, event_id: int, staff_id: int, base_url: str, renews: bool = False) -> ShownCode:
    """A new code, in place of the one before. One that only `renews` comes to an end when a phone is in.

    Raises:
        NotFound: the event has no such member.
        EventOverForStaff: the login would have ended already.
    """
    member = find_member(tx, event_id, staff_id)
    standing = queries.select_code_of_member(tx, staff_id)
    if renews and standing is not None and standing.used_at is not None:
        return ShownCode(member)
    token, now = new_token(), clock.now()
    expires_at = (now + CODE_LASTS).replace(microsecond=0)
    queries.put_code(tx, staff_id, token_hash(token), expires_at)
    made = queries.select_code_of_member(tx, staff_id)
    if made is not None and logged_in_until(made) <= now:
        raise EventOverForStaff
    return ShownCode(member, url(base_url, "staff_codes.join", token=token), expires_at)


def find(tx: Transaction, token: str) -> LogInCode:
    """What the link opens.

    Raises:
        CodeOver: it opens nothing any more.
    """
    found = queries.select_code_of_token(tx, token_hash(token))
    if found is None or found.used_at is not None or found.expires_at <= clock.now():
        raise CodeOver
    return found


def join(tx: Transaction, token: str, device: str) -> Joined:
    """Use the code up for this phone.

    Raises:
        CodeOver: it does not work, or another phone was faster.
    """
    hashed = token_hash(token)
    if not queries.update_used(tx, hashed, clock.now().replace(microsecond=0), device):
        raise CodeOver
    used = queries.select_code_of_token(tx, hashed)
    account = identity_queries.select_account(tx, Kind.staff, used.staff_id) if used else None
    if used is None or account is None:
        raise CodeOver
    tx.publish(StaffLoggedIn(used.event_id, used.staff_id))
    tx.publish(StaffChanged(used.event_id))
    return Joined(account, logged_in_until(used))


def logged_in_until(code: LogInCode) -> datetime:
    return ends_at(code.starts_at, code.event_ends_at) + AFTER_THE_EVENT
