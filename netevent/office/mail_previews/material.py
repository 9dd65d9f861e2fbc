"""What previews are made of: the event as it is, and examples where it has nothing yet. Read by `reading`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from netevent.breakouts.session import Session
from netevent.events.details import Event, ends_at
from netevent.payments.settings.payment_settings import PaymentSettings

# What links in a preview lead to: nowhere. A real one would log its reader in as somebody else.
EXAMPLE_LINK = "/example-link"


@dataclass(frozen=True, slots=True)
class Person:
    first_name: str
    last_name: str
    email: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


NOBODY_YET = Person("Robin", "Meyer", "robin@example.com")
ANOTHER = Person("Kim", "Larsen", "kim@example.com")


@dataclass(frozen=True, slots=True)
class Material:
    """`is_example`: nobody is registered, so `reader` is made up. `price` is that of the type."""

    event: Event
    language: str
    base_url: str
    reader: Person
    is_example: bool
    owner: str
    session: Session
    type_name: str
    price: Decimal
    settings: PaymentSettings
    now: datetime

    @property
    def event_name(self) -> str:
        return self.event.name.inside(self.language)

    @property
    def zone(self) -> str:
        return self.event.zone

    @property
    def link(self) -> str:
        return self.base_url + EXAMPLE_LINK

    @property
    def in_a_week(self) -> datetime:
        return self.now + timedelta(days=7)

    @property
    def over_at(self) -> datetime:
        return ends_at(self.event.details.start, self.event.details.end)
