"""The mails about a new address. Queued by `identity.own_account.service`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from netevent.core.jobs import Priority
from netevent.core.mail import Mail


@dataclass(frozen=True, slots=True)
class AddressLink(Mail):
    """To the new address. Without a `link` to who has it already: it cannot be another account's, too."""

    template: ClassVar[str] = "address_link"
    priority: ClassVar[Priority] = Priority.awaited

    name: str
    link: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AddressChanged(Mail):
    """To the old address."""

    template: ClassVar[str] = "address_changed"

    name: str
    new_email: str
