"""Samples of the mails about registrations."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from netevent.core.i18n import N_, gettext
from netevent.core.mail import Mail
from netevent.office.calling_off.mails import EventCancelled
from netevent.office.mail_previews.material import ANOTHER, Material
from netevent.office.mail_previews.samples.sample import Group, Sample
from netevent.office.payments.cancelling.mails import RegistrationCancelled
from netevent.payments.payment import Money
from netevent.payments.transfer.how_to_pay import HowToPay, how_to_pay
from netevent.registration.orders.handing_over.mails import SeatPassed
from netevent.registration.orders.mailing.jobs import News
from netevent.registration.orders.mailing.mails import OrderMail, SeatGiven, SeatLine
from netevent.registration.personal_link.mails import PersonalLink
from netevent.registration.personal_link.queries import Invitee

REFERENCE = "EXAMPLE1"
# The seat waits for money, or for the answer.
UNTIL = (News.placed, News.offered, News.approved)
TO_RETURN = (News.twice, News.late, News.ended)


def personal_link(of: Material) -> Mail:
    return PersonalLink(_invitee(of, is_unconfirmed=False), of.link, of.over_at + timedelta(days=30))


def confirmation(of: Material) -> Mail:
    return PersonalLink(_invitee(of, is_unconfirmed=True), of.link, of.over_at + timedelta(days=30))


def seat_given(of: Material) -> Mail:
    return SeatGiven(
        of.reader.first_name,
        of.event_name,
        ANOTHER.name,
        of.type_name,
        of.link,
        of.over_at + timedelta(days=30),
        of.zone,
    )


def seat_passed(of: Material) -> Mail:
    return SeatPassed(of.reader.first_name, of.event_name, ANOTHER.name)


def registration_cancelled(of: Material) -> Mail:
    return RegistrationCancelled(of.event.name, of.reader.first_name)


def event_cancelled(of: Material) -> Mail:
    text = gettext("What you write to everybody is shown here.")
    return EventCancelled(
        of.event_name, of.reader.first_name, of.event.details.start, of.zone, text, gives_back=bool(of.price)
    )


def _order(news: News, of: Material) -> Mail:
    return OrderMail(
        news=news.value,
        first_name=of.reader.first_name,
        event_name=of.event_name,
        reference=REFERENCE,
        seats=[SeatLine(of.reader.name, of.type_name, of.price)],
        total=of.price,
        currency=of.settings.currency,
        until=of.in_a_week if news in UNTIL else None,
        zone=of.zone,
        link=of.link,
        personal_link=of.link if news in (News.settled, News.placed) else "",
        transfer=_transfer(of) if news is News.placed else None,
        amount=of.price if news in TO_RETURN else Decimal(0),
        has_invoice=news is News.settled and bool(of.price),
    )


def _transfer(of: Material) -> HowToPay | None:
    """None before the organizer has said where money is to go."""
    if not (of.price and of.settings.account.iban):
        return None
    return how_to_pay(of.settings.account, Money(of.price, of.settings.currency), REFERENCE)


def _invitee(of: Material, is_unconfirmed: bool) -> Invitee:
    return Invitee(
        0,
        of.reader.first_name,
        of.reader.email,
        of.language,
        of.event_name,
        of.zone,
        of.event.details.start,
        of.event.details.end,
        is_unconfirmed=is_unconfirmed,
    )


def _sample(key: str, cause: str, make: object) -> Sample:
    assert callable(make)
    return Sample(key, Group.registration, cause, make)


def _of_order(news: News, cause: str) -> Sample:
    return _sample(f"order_{news}", cause, lambda of: _order(news, of))


REGISTRATION = (
    _sample("confirmation", N_("Somebody registers, and the address is not yet confirmed."), confirmation),
    _sample("personal_link", N_("Somebody asks for their own link, or you send it."), personal_link),
    _of_order(News.settled, N_("Somebody has registered, and nothing is left to pay.")),
    _of_order(News.placed, N_("Somebody has registered, and pays by bank transfer.")),
    _of_order(News.waiting, N_("Somebody gets onto the waiting list of the event.")),
    _of_order(News.offered, N_("A seat is free for somebody on the waiting list of the event.")),
    _of_order(News.requested, N_("Somebody registers, and you decide.")),
    _of_order(News.approved, N_("You accept a registration that must be paid.")),
    _of_order(News.declined, N_("You do not accept a registration.")),
    _of_order(News.unconfirmed, N_("Nobody has confirmed the address within a day.")),
    _of_order(News.lapsed, N_("The payment does not arrive in time.")),
    _of_order(News.cancelled, N_("A registration is cancelled before its people are attendees.")),
    _of_order(News.twice, N_("Somebody pays twice.")),
    _of_order(News.late, N_("A payment arrives after the seat was given to somebody else.")),
    _of_order(News.ended, N_("A payment arrives for a registration that was cancelled.")),
    _sample("seat_given", N_("Somebody registers another person."), seat_given),
    _sample("seat_passed", N_("The buyer gives a seat to somebody else."), seat_passed),
    _sample(
        "registration_cancelled", N_("You cancel the registration of one person."), registration_cancelled
    ),
    _sample("event_cancelled", N_("You cancel the event."), event_cancelled),
)
