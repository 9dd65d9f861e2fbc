"""What the registration page shows. Called by its routes, in one read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from netevent.attendees.questions.queries import select_questions
from netevent.attendees.questions.question import Question
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.i18n.localized import LocalizedText
from netevent.events.details import Event
from netevent.events.opening.state import Registering, registering
from netevent.events.queries import (
    select_description,
    select_event,
    select_event_by_code,
    select_programme_settings,
)
from netevent.payments.settings.queries import select_settings as select_payment_settings
from netevent.registration.form.queries import select_offers_types
from netevent.registration.offers.offer import Offer, OfferState
from netevent.registration.offers.reading import select_offers
from netevent.registration.settings.queries import RegistrationSettings, select_settings

# More than so many left is nobody's concern.
FEW = 20
# Of a type that is sold out one can wait for a seat.
SELLS = (OfferState.on_sale, OfferState.sold_out)


@dataclass(frozen=True, slots=True)
class Choice:
    """A type as the page shows it. `left` counts the event's seats too; None: enough for everybody.

    `opens`: from when it is on sale, where that is to come; `takes`: it can be chosen, to get a seat or to
    wait for one.
    """

    id: int
    name: str
    description: str
    price: Decimal
    left: int | None
    takes: bool
    opens: datetime | None
    is_hidden: bool

    @property
    def is_free(self) -> bool:
        return not self.price

    @property
    def is_full(self) -> bool:
        return self.left == 0

    @property
    def few_left(self) -> int:
        """How many are left, where that is few; else 0."""
        return self.left if self.left is not None and self.left <= FEW else 0


@dataclass(frozen=True, slots=True)
class RegistrationPage:
    """`unlocks`: the code that was typed shows types which others do not see."""

    event: Event
    description: LocalizedText
    state: Registering
    settings: RegistrationSettings
    currency: str
    has_types: bool
    choices: tuple[Choice, ...]
    questions: tuple[Question, ...]
    unlocks: bool
    has_programme: bool

    @property
    def open_choices(self) -> list[Choice]:
        return [one for one in self.choices if one.takes]

    @property
    def costs(self) -> bool:
        return any(not one.is_free for one in self.open_choices)

    @property
    def is_open(self) -> bool:
        """Whether there is a form to fill in."""
        return self.state is Registering.open and self.has_types

    @property
    def tells_seats(self) -> bool:
        """Whether anything that everybody sees can sell out."""
        return self.is_open and any(one.left is not None and not one.is_hidden for one in self.choices)

    @property
    def type_names(self) -> dict[int, str]:
        return {one.id: one.name for one in self.open_choices}


@dataclass(frozen=True, slots=True)
class OffersLeft:
    """What everybody gets, so no hidden type. `offered` is empty where there is no form any more."""

    offered: tuple[Choice, ...]
    needs_approval: bool
    as_of: datetime
    zone: str


def read_registration(tx: Transaction, code: str, link: str, unlock: str) -> RegistrationPage | None:
    """None: no event has this code."""
    event = select_event_by_code(tx, code) if code else None
    if event is None:
        return None
    now = clock.now()
    settings = select_settings(tx, event.id)
    choices = read_choices(tx, event.id, settings, unlock)
    return RegistrationPage(
        event=event,
        description=select_description(tx, event.id),
        state=registering(event, now, link),
        settings=settings,
        currency=select_payment_settings(tx, event.id).currency,
        has_types=select_offers_types(tx, event.id),
        choices=choices,
        questions=tuple(select_questions(tx, event.id)),
        unlocks=bool(unlock) and any(one.is_hidden for one in choices),
        has_programme=select_programme_settings(tx, event.id).is_public,
    )


def read_offers_left(tx: Transaction, event_id: int) -> OffersLeft | None:
    """For who was at the open form, by its secret link where it has one."""
    event = select_event(tx, event_id)
    if event is None:
        return None
    now, settings = clock.now(), select_settings(tx, event_id)
    is_open = registering(event, now, event.link_token) is Registering.open
    choices = read_choices(tx, event_id, settings) if is_open else ()
    return OffersLeft(choices, settings.needs_approval, now, event.zone)


def read_choices(
    tx: Transaction, event_id: int, settings: RegistrationSettings, unlock: str = ""
) -> tuple[Choice, ...]:
    """What everybody sees; with the right `unlock` the hidden types too."""
    found = select_offers(tx, event_id, clock.now(), unlock)
    return tuple(_choice(one, settings) for one in found)


def _choice(offer: Offer, settings: RegistrationSettings) -> Choice:
    """The one place that knows what an offer is made of."""
    one, sells = offer.type, offer.state in SELLS
    waits = settings.has_waiting_list or settings.needs_approval
    return Choice(
        id=one.id,
        name=one.name,
        description=one.description,
        price=one.price,
        left=offer.left,
        takes=sells and (offer.left != 0 or waits),
        opens=offer.begins,
        is_hidden=one.is_hidden,
    )
