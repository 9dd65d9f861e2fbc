"""The mail to one person whose registration is cancelled. Queued by `cancelling.service`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netevent.core.i18n.localized import LocalizedText
from netevent.core.mail import Mail


@dataclass(frozen=True, slots=True)
class RegistrationCancelled(Mail):
    template: ClassVar[str] = "registration_cancelled"

    event_name: LocalizedText
    first_name: str
