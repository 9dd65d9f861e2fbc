"""What the page of the choices shows. Called by `routes`."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.notifications.inbox import Inbox
from netevent.push.choices.queries import NAMES, select_mail_choices, select_refused
from netevent.push.subscriptions.queries import Device, select_devices, select_readers


@dataclass(frozen=True, slots=True)
class Choice:
    """A switch: `name` is what the form posts, `text` what it is called, not yet translated."""

    name: str
    text: str
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """`here` are the ids of the devices with the login that asks."""

    kinds: tuple[Choice, ...]
    shows_names: bool
    wants_digest: bool
    wants_announcements: bool
    devices: tuple[Device, ...]
    here: frozenset[int]
    zone: str


def read_choices(tx: Transaction, inbox: Inbox, attendee_id: int, login_id: str) -> Choices:
    refused = select_refused(tx, [attendee_id]).get(attendee_id, set())
    mails = existing(select_mail_choices(tx, attendee_id))
    devices = select_devices(tx, [attendee_id], clock.now())
    kinds = (
        Choice(kind.name, kind.push.choice, kind.name not in refused)
        for kind in inbox.kinds
        if kind.push is not None
    )
    return Choices(
        tuple(kinds),
        NAMES not in refused,
        *mails,
        tuple(devices),
        frozenset(one.id for one in devices if one.login_id == login_id),
        select_readers(tx, [attendee_id])[attendee_id].zone,
    )
